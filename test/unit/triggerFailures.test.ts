import { Failure } from '../../nodes/shared/errors/failure';
import { removalFailure } from '../../nodes/AmpersandTrigger/removal';

const webhook = (name: string) => ({ name, url: 'https://n8n.example.test/', projectIdOrName: 'mailmonkey' });

describe('the failure of a deactivation', () => {
	it('says of each webhook that remains where it is, why, and how to remove it', () => {
		const reasons = new Map([
			[webhook('n8n-a'), new Failure({ message: 'Forbidden: no access', status: 403 })],
			[webhook('n8n-b'), new Error('It failed')],
		]);
		const failure = removalFailure(reasons);
		expect(failure.details.status).toBe(403);
		expect(failure).toMatchObject({
			message: [
				"Couldn't remove the webhook 'n8n-a' from the project 'mailmonkey': Forbidden: no access",
				"Couldn't remove the webhook 'n8n-b' from the project 'mailmonkey': It failed",
			].join('\n'),
			description:
				'A topic and a destination of that name may remain. Publish and unpublish the workflow again to remove them, or delete them in Ampersand.',
		});
	});
});
