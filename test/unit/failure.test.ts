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
		['its hints', { hints: ['One.', 'Two.'] }, 'One. Two.'],
		[
			'hints as sentences',
			{ hints: ['Try again', 'Why?', 'See: https://a.test/b…'] },
			'Try again. Why? See: https://a.test/b…',
		],
		['each hint once', { hints: ['One.', 'Two.', 'One.'] }, 'One. Two.'],
		['hints without gaps', { hints: [undefined, 'One.', '', 'Two.'] }, 'One. Two.'],
		['the request ID at the end', { hints: ['One.'], requestId: '1' }, 'One. Request ID: 1'],
		['the request ID alone', { requestId: '1' }, 'Request ID: 1'],
	])('describes %s', (_, details, description) => {
		expect(new Failure({ message: 'It failed', ...details }).description).toBe(description);
	});

	it.each([{}, { hints: [] }, { hints: [undefined] }])('has no description without hints: %j', (details) => {
		expect(new Failure({ message: 'It failed', ...details }).description).toBeUndefined();
	});

	it.each([
		[{}, 'It failed.'],
		[{ hints: ['Try again'] }, 'It failed. Try again.'],
		[{ hints: ['Try again.', 'Or not'], requestId: '1' }, 'It failed. Try again. Or not. Request ID: 1.'],
	])('with %j is one text', (details, text) => {
		expect(fullMessage(new Failure({ message: 'It failed', ...details }))).toBe(text);
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
		['an object with a message that is no text', { message: 5 }, '[object Object]'],
		['an error with a description that is no text', { message: 'No', description: 5 }, 'No'],
	])('that is %s becomes a failure with its message', (_, value, message) => {
		const failure = toFailure(value);
		expect(failure).toBeInstanceOf(Failure);
		expect(failure).toMatchObject({ message, description: undefined });
	});

	it('keeps the description of an error', () => {
		const error = Object.assign(new Error('No credential'), { description: 'Choose one.' });
		expect(toFailure(error)).toMatchObject({ message: 'No credential', description: 'Choose one.' });
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

	it('names no item to an agent', () => {
		const tool = { ...NODE, type: 'ampersandTool' };
		const error = toNodeApiError(tool, invalidParameter('Group', 'is empty', 'Fill it in'), 0);
		expect(error).toMatchObject({ message: "The parameter 'Group' is empty", description: 'Fill it in.' });
	});

	it("has our text, status, and item, and nothing of n8n's own", () => {
		const details = { message: 'EPERM', hints: ['Why.'], status: 400, requestId: 'request-1' };
		const error = toNodeApiError(NODE, new Failure(details), 2);
		expect(error).toMatchObject({ message: 'EPERM', httpCode: '400', messages: [] });
		expect(error.description).toBe('Why. Request ID: request-1');
		expect(error.context).toMatchObject({ itemIndex: 2, requestId: 'request-1' });
		expect(error.stack).toBe('NodeApiError: EPERM');
	});

	it('does not name the item of a response', () => {
		expect(toNodeApiError(NODE, new Failure({ message: 'It failed' }), 0).message).toBe('It failed');
	});
});

describe('the item in the place of a failed one', () => {
	it('has all details that there are', () => {
		const details = { requestId: 'request-1', issues: [{ name: 'groupRef' }] };
		const failure = new Failure({ message: 'No', hints: ['Why.'], status: 422, ...details });
		const description = 'Why. Request ID: request-1';
		expect(toErrorItem(failure, 3, false, false)).toStrictEqual({
			json: { error: 'No', details: { httpCode: '422', description, ...details } },
			pairedItem: { item: 3 },
		});
	});

	it('has no details that there are not', () => {
		const item = toErrorItem(new Failure({ message: 'No', issues: [] }), 0, false, false);
		expect(item.json).toStrictEqual({ error: 'No', details: {} });
	});

	it('is recognized by older n8n on an output of its own, and not when it is copied', () => {
		const failure = new Failure({ message: 'No' });
		const item = toErrorItem(failure, 0, true, false);
		expect(item.error).toBe(failure);
		expect({ ...item }).toStrictEqual({ json: { error: 'No', details: {} }, pairedItem: { item: 0 } });
	});
});
