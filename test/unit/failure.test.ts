import type { INode } from 'n8n-workflow';
import {
	Failure,
	fullMessage,
	invalidParameter,
	toErrorItem,
	toFailure,
	toNodeApiError,
} from '../../nodes/shared/errors/failure';

const NODE: INode = {
	id: 'node-1',
	name: 'Ampersand',
	type: 'ampersand',
	typeVersion: 1,
	position: [0, 0],
	parameters: { resource: 'connection', operation: 'update', apiKey: 'k3y' },
};

describe('a failure', () => {
	it('has a name of its own in a log', () => {
		expect(String(new Failure({ message: 'It failed' }))).toBe('Failure: It failed');
	});

	it.each([
		['its message', /^It is in use$/],
		['a cause', /^used by an installation$/],
		['the words of an issue', /\bgroup unknown ref\b/],
	])("says in the API's words what is in %s", (_, pattern) => {
		const failure = new Failure({
			message: 'It is in use',
			causes: ['used by an installation'],
			issues: [{ title: 'group', detail: 'unknown', name: 'ref' }],
		});
		expect(failure.says(pattern)).toBe(true);
	});

	it('says nothing but its message if the API has no other words', () => {
		expect(new Failure({ message: 'No' }).says(/^(?!No$)/)).toBe(false);
	});

	it.each([
		['without its full stop', 'v1.2 is bad.', 'v1.2 is bad: it is old'],
		['without a full stop', 'v1.2 is bad', 'v1.2 is bad: it is old'],
	])('has its first cause in a message %s', (_, message, withCause) => {
		const failure = new Failure({ message, causes: ['it is old', 'another'] });
		expect(failure.withCause().message).toBe(withCause);
	});

	it('is the same without a cause or a hint', () => {
		const failure = new Failure({ message: 'It failed' });
		expect(failure.withCause()).toBe(failure);
		expect(failure.withHint(undefined)).toBe(failure);
	});

	it.each([
		[undefined, 'Hint.'],
		['One.\nTwo.', 'One.\nTwo.\nHint.'],
		['One.\nRequest ID: 1', 'One.\nHint.\nRequest ID: 1'],
		['Request ID: 1', 'Hint.\nRequest ID: 1'],
	])('with the description %j has a hint at its end, but before the request ID', (description, expected) => {
		const failure = new Failure({ message: 'It failed', status: 400, description }).withHint('Hint.');
		expect(failure.details).toEqual({ message: 'It failed', status: 400, description: expected });
	});

	it.each([
		[undefined, 'It failed.'],
		['Try again', 'It failed. Try again.'],
		['Try again.\nOr not', 'It failed. Try again. Or not.'],
	])('with the description %j is one text', (description, text) => {
		expect(fullMessage(new Failure({ message: 'It failed', description }))).toBe(text);
	});
});

describe('a thrown value', () => {
	it('is the failure that it is', () => {
		const failure = new Failure({ message: 'It failed' });
		expect(toFailure(failure)).toBe(failure);
	});

	it.each([
		['an error', new TypeError('x is undefined'), 'x is undefined'],
		['a text', 'no reason', 'no reason'],
	])('that is %s becomes a failure with nothing but its message', (_, value, message) => {
		const failure = toFailure(value);
		expect(failure).toBeInstanceOf(Failure);
		expect(failure.details).toEqual({ message });
	});
});

describe('the error that n8n shows', () => {
	it('has the node with none of its parameters but resource and operation', () => {
		const { node } = toNodeApiError(NODE, new Failure({ message: 'It failed' }));
		expect(node).toEqual({ ...NODE, parameters: { resource: 'connection', operation: 'update' } });
	});

	it.each([
		[undefined, "The parameter 'Group' is empty"],
		[0, "The parameter 'Group' is empty [item 0]"],
	])('names an item only if it is about one: %j', (itemIndex, message) => {
		expect(toNodeApiError(NODE, invalidParameter('Group', 'is empty'), itemIndex).message).toBe(message);
	});

	it("has our text, status, and item, and nothing of n8n's own", () => {
		const details = { message: 'EPERM', description: 'Why', status: 400, requestId: 'request-1' };
		const error = toNodeApiError(NODE, new Failure(details), 2);
		expect(error).toMatchObject({ message: 'EPERM', description: 'Why', httpCode: '400', messages: [] });
		expect(error.context).toMatchObject({ itemIndex: 2, requestId: 'request-1' });
		expect(error.stack).toBe('NodeApiError: EPERM');
	});

	it('does not name the item of a response', () => {
		expect(toNodeApiError(NODE, new Failure({ message: 'It failed' }), 0).message).toBe('It failed');
	});
});

describe('the item in the place of a failed one', () => {
	it('has all details that there are', () => {
		const details = { description: 'Why', requestId: 'request-1', issues: [{ name: 'groupRef' }] };
		const item = toErrorItem(new Failure({ message: 'No', status: 422, ...details }), 3, false);
		expect(item).toStrictEqual({
			json: { error: 'No', details: { httpCode: '422', ...details } },
			pairedItem: { item: 3 },
		});
	});

	it('has no details that there are not', () => {
		const item = toErrorItem(new Failure({ message: 'No', description: '', issues: [] }), 0, false);
		expect(item.json).toStrictEqual({ error: 'No', details: {} });
	});

	it('is recognized by older n8n on an output of its own, and not when it is copied', () => {
		const failure = new Failure({ message: 'No' });
		const item = toErrorItem(failure, 0, true);
		expect(item.error).toBe(failure);
		expect({ ...item }).toStrictEqual({ json: { error: 'No', details: {} }, pairedItem: { item: 0 } });
	});
});
