import { Failure } from '../../nodes/shared/errors/failure';
import { activationFailure, isTransient, removalFailure } from '../../nodes/AmpersandTrigger/failures';

const webhook = (name: string) => ({ name, url: 'https://n8n.example.test/', projectIdOrName: 'mailmonkey' });

describe('the failure of an activation', () => {
	it.each([
		[
			'a field and a detail',
			{ name: 'url', detail: 'must be public', title: 'Invalid' },
			'url: must be public',
		],
		['a field and a title', { name: 'url', title: 'must be public' }, 'url: must be public'],
		['a field alone', { name: 'url' }, 'url: is not valid'],
		['a detail alone', { detail: 'must be public' }, 'input: must be public'],
	])('names an issue with %s', (_, issue, shown) => {
		const { message } = activationFailure(new Failure({ message: 'Invalid destination', issues: [issue] }));
		expect(message).toBe(`Invalid destination: ${shown}`);
	});

	it('names all causes and issues', () => {
		const issues = [{ name: 'url', detail: 'must be public' }];
		const failure = new Failure({
			message: 'Invalid v1.2 destination.',
			causes: ['too many', 'too old'],
			issues,
		});
		expect(activationFailure(failure).message).toBe(
			'Invalid v1.2 destination: too many; too old; url: must be public',
		);
	});

	it('does not repeat a cause that the message has already', () => {
		const failure = new Failure({ message: 'The quota is used up.', causes: ['The quota is used up'] });
		expect(activationFailure(failure).message).toBe('The quota is used up.');
	});

	it('gives the reason and the hints in its description', () => {
		const failure = new Failure({
			message: 'It failed',
			causes: ['no quota'],
			description: 'Try again later.',
		});
		expect(activationFailure(failure).details.description).toBe('It failed: no quota.\nTry again later.');
	});
});

describe('the failure of a deactivation', () => {
	it('says of each webhook that remains where it is, why, and how to remove it', () => {
		const failure = removalFailure([
			{
				webhook: webhook('n8n-a'),
				error: new Failure({ message: 'Forbidden.', causes: ['no access'], status: 403 }),
			},
			{ webhook: webhook('n8n-b'), error: new Error('It failed') },
		]);
		expect(failure.details).toMatchObject({
			status: 403,
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

describe('a failure is transient', () => {
	it.each([undefined, 408, 425, 429, 500, 503, 520])('with status %s', (status) => {
		expect(isTransient(new Failure({ message: 'It failed', status }))).toBe(true);
	});

	it.each([
		['a status of 4xx', new Failure({ message: 'Forbidden', status: 403 })],
		['invalid input', new Failure({ message: 'Empty', invalidInput: true })],
		['an error of ours', new TypeError('a bug')],
	])('but not with %s', (_, error) => {
		expect(isTransient(error)).toBe(false);
	});
});
