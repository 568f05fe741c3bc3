import {
	invalidResponse,
	readProblem,
	toApiError,
	unexpectedResponse,
} from '../../nodes/shared/errors/apiError';
import { redactor } from '../../nodes/shared/errors/redaction';

const SECRET = ['sw0rdfish', 's3cret'].join('-');
const action = { label: 'get the connection', notFoundHint: '' };

const response = (statusCode: number, body: unknown, headers: Record<string, unknown> = {}) => ({
	statusCode,
	headers,
	body,
});
const detailsOf = (statusCode: number, body: unknown, headers?: Record<string, unknown>) =>
	toApiError(response(statusCode, body, headers), action, redactor([SECRET]), 1).details;

describe('a problem', () => {
	it('has the fields of the documented type', () => {
		const problem = {
			title: 'Busy',
			detail: 'Too many requests',
			remedy: 'Wait',
			causes: ['one', 'two'],
			requestId: 'request-1',
			retryable: true,
			retryAfter: '2026-11-24T12:00:00Z',
			issues: [{ in: 'body', name: 'groupRef' }],
		};
		expect(readProblem(problem)).toEqual(problem);
	});

	it('has no field of another type', () => {
		const problem = {
			title: 1,
			detail: ' ',
			remedy: [],
			causes: ['one', 2, null],
			requestId: '',
			retryable: 'no',
			retryAfter: 5,
			issues: [null, 'text', { name: 'groupRef' }],
		};
		expect(readProblem(problem)).toEqual({ causes: ['one'], issues: [{ name: 'groupRef' }] });
	});

	it.each([
		['causes', 'one'],
		['issues', { name: 'groupRef' }],
	])('has no %s unless they are a list', (field, value) => {
		expect(readProblem({ [field]: value })).toEqual({ causes: [], issues: [] });
	});

	it.each([null, 'text', [], {}, { message: 'no' }])('is not %j', (body) => {
		expect(readProblem(body)).toBeUndefined();
	});
});

describe('the message about a response', () => {
	it.each([
		['the detail', { title: 'Bad', detail: 'The group is unknown' }, 'The group is unknown'],
		['the title if the detail is blank', { title: 'Bad', detail: ' ' }, 'Bad'],
	])('is %s', (_, body, message) => {
		expect(detailsOf(400, body).message).toBe(message);
	});

	it.each([
		[{ message: 'slow down', error: 'no' }, 'slow down'],
		[{ error: 'slow down' }, 'slow down'],
		[{ error: { message: 'slow down' } }, 'slow down'],
		[{}, "Couldn't get the connection (HTTP 418)"],
		['slow down', "Couldn't get the connection (HTTP 418)"],
	])('of a gateway, %j, is %j', (body, message) => {
		expect(detailsOf(418, body).message).toBe(message);
	});
});

describe('everything about a response', () => {
	it('is shown in lines: issues, remedy, causes, hint, attempts, and the ID of the request', () => {
		const body = {
			detail: 'No',
			remedy: 'Ask an admin',
			causes: [`the key ${SECRET}`, 'another'],
			issues: [{ detail: 'It is empty' }],
			requestId: 'request-1',
		};
		const failure = toApiError(response(503, body), action, redactor([SECRET]), 3);
		expect(failure.details.causes).toEqual(['the key [hidden]', 'another']);
		expect(failure.details.description?.split('\n')).toEqual([
			'It is empty.',
			'Ask an admin.',
			'Causes: the key [hidden]; another.',
			'The Ampersand API is having issues. Try again later.',
			'The request was sent 3 times.',
			'Request ID: request-1',
		]);
	});
});

describe('an issue of a response', () => {
	it.each([
		[
			'place, name, and detail',
			{ in: 'body', name: 'groupRef', detail: 'is unknown' },
			'body groupRef: is unknown.',
		],
		['title without a detail', { in: 'body', name: 'groupRef', title: 'Unknown' }, 'body groupRef: Unknown.'],
		['neither', { name: 'groupRef' }, 'groupRef: is not valid.'],
		['place without a name', { in: 'body', detail: 'is empty' }, 'body: is empty.'],
		['detail only', { detail: 'The body is empty' }, 'The body is empty.'],
	])('is shown with its %s', (_, issue, line) => {
		expect(detailsOf(422, { issues: [issue] }).description).toBe(line);
	});

	it('is returned with its value, in which secrets are masked at any depth', () => {
		const value = { text: `is ${SECRET}`, list: [SECRET, 1, true, null], deep: { er: SECRET } };
		expect(detailsOf(422, { issues: [{ name: 'provider', value }] }).issues).toEqual([
			{
				name: 'provider',
				value: { text: 'is [hidden]', list: ['[hidden]', 1, true, null], deep: { er: '[hidden]' } },
			},
		]);
	});

	it('shows no value of a secret field', () => {
		const issues = [{ name: 'connection.apiKey', value: 'another key' }];
		expect(detailsOf(422, { issues }).issues).toEqual([{ name: 'connection.apiKey' }]);
	});

	it('has no value if there was none', () => {
		expect(detailsOf(422, { issues: [{ name: 'provider' }] }).issues).toStrictEqual([{ name: 'provider' }]);
	});

	it('may have a value without a name', () => {
		expect(detailsOf(422, { issues: [{ value: 5 }] }).issues).toEqual([{ value: 5 }]);
	});
});

describe('what to do about a response', () => {
	it.each([400, 422])('after a %i without issues is to check the fields', (status) => {
		expect(detailsOf(status, { detail: 'No' }).description).toBe('Check the values of the fields.');
	});

	it.each([400, 422])('after a %i with issues is to read them', (status) => {
		const { description } = detailsOf(status, { detail: 'No', issues: [{ detail: 'It is empty' }] });
		expect(description).toBe('It is empty.');
	});

	it.each([
		[404, 'It may have been deleted.'],
		[409, 'Delete its installations first.'],
		[413, 'The request is too large. Reduce the data per item.'],
	])('after a %i is what the operation knows, or else the general hint', (status, hint) => {
		const wise = {
			...action,
			notFoundHint: 'It may have been deleted.',
			hints: { 409: 'Delete its installations first.' },
		};
		expect(toApiError(response(status, { title: 'No' }), wise, redactor([]), 1).details.description).toBe(
			hint,
		);
	});

	it.each([400, 422])('after a %i that is not a problem is to check the fields', (status) => {
		expect(detailsOf(status, '').description).toBe('The response is empty.\nCheck the values of the fields.');
	});

	it('names no causes if there are none', () => {
		expect(detailsOf(418, { detail: 'No' }).description).toBe('Check the parameters of this node.');
	});

	it.each([
		[
			'with a target',
			{ location: 'https://elsewhere.test' },
			['The response redirects to https://elsewhere.test.'],
		],
		['without a target', {}, []],
	])('after a redirect %s is to check the base URL', (_, headers, lines) => {
		const { message, description } = detailsOf(302, '', headers);
		expect(message).toBe("Couldn't get the connection: the response is a redirect (HTTP 302)");
		expect(description?.split('\n')).toEqual([
			...lines,
			"The node doesn't follow redirects, because that would forward the API key.",
			'If the API has moved, change the base URL in the Ampersand credential.',
		]);
	});

	it('after a server error is to try again later, unless the API says that this is of no use', () => {
		expect(detailsOf(500, {}).description).toContain('The Ampersand API is having issues. Try again later.');
		expect(detailsOf(500, { title: 'No', retryable: false }).description).toBe(
			'The Ampersand API is having issues.\nAccording to the API, a retry will not help.',
		);
	});

	it('after a response that is not the expected one is to check the base URL', () => {
		const { details } = unexpectedResponse(response(200, 'hello'), action, 'a connection');
		expect(details).toEqual({
			message: 'Unexpected response when trying to get the connection: expected a connection',
			description:
				"The response isn't JSON. It may have been truncated.\nCheck the base URL in the Ampersand credential.",
			status: 200,
		});
	});

	it('after an invalid response is told after what may have happened', () => {
		const { details } = invalidResponse(response(200, {}), 'It has no ID', 'It may have been created.');
		expect(details).toEqual({
			message: 'It has no ID',
			description: [
				'The response is JSON, but not in the documented format.',
				'It may have been created.',
				'Check the base URL in the Ampersand credential.',
			].join('\n'),
			status: 200,
			outcomeUnknown: true,
		});
	});
});

describe('a response that is not a problem', () => {
	const describedAs = (body: unknown, contentType?: string) => {
		const headers = contentType === undefined ? {} : { 'content-type': contentType };
		return detailsOf(418, body, headers).description?.split('\n')[0];
	};

	it.each([undefined, null, ''])('is empty if it is %j', (body) => {
		expect(describedAs(body)).toBe('The response is empty.');
	});

	it.each([
		['begins like one', '<!DOCTYPE html><p>Sign in', undefined],
		['has its tag', '<!-- proxy --><HTML><p>Sign in', 'text/plain'],
		['has its content type', '<p>Sign in', 'text/html; charset=utf-8'],
	])('is a web page if it %s', (_, body, contentType) => {
		expect(describedAs(body, contentType)).toBe('The response is a web page, probably from a proxy.');
	});

	it.each(['<title>Sign in</title>', '<title lang="en">\n  Sign in\n</title>'])(
		'is a web page with its title: %j',
		(title) => {
			expect(describedAs(`<html><head>${title}`)).toBe(
				"The response is a web page titled 'Sign in', probably from a proxy.",
			);
		},
	);

	it('has no title if that is far behind, such as that of a picture', () => {
		const page = `<html>${' '.repeat(5000)}<svg><title>Arrow</title></svg>`;
		expect(describedAs(page)).toBe('The response is a web page, probably from a proxy.');
	});

	it('is truncated JSON even if it contains HTML somewhere', () => {
		expect(describedAs(`{"text":"${' '.repeat(1000)}<html>`)).toBe(
			"The response isn't JSON. It may have been truncated.",
		);
	});
});
