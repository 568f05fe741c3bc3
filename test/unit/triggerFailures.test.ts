import { Failure } from '../../nodes/shared/errors/failure';
import { removalFailure } from '../../nodes/AmpersandTrigger/removal';

const webhook = (name: string) => ({ name, url: 'https://n8n.example.test/', projectIdOrName: 'mailmonkey' });

describe('the failure of a deactivation', () => {
	it('says of each webhook that remains where it is, why, and how to remove it', () => {
		const failure = removalFailure([
			{
				webhook: webhook('n8n-a'),
				error: new Failure({ message: 'Forbidden: no access', status: 403 }),
			},
			{ webhook: webhook('n8n-b'), error: new Error('It failed') },
		]);
		expect(failure.details.status).toBe(403);
		expect(failure).toMatchObject({
			message: [
				"Couldn't remove the webhook 'n8n-a' from the project 'mailmonkey': Forbidden: no access",
				"Couldn't remove the webhook 'n8n-b' from the project 'mailmonkey': It failed",
			].join('\n'),
			description: [
				"A topic and a destination named 'n8n-a' may remain in the project 'mailmonkey'.",
				"A topic and a destination named 'n8n-b' may remain in the project 'mailmonkey'.",
				'Publish and unpublish the workflow again to remove them, or delete them in Ampersand.',
			].join('\n'),
		});
	});
});
