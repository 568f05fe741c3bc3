import { invalidResponse, toApiError, unexpectedResponse } from '../../nodes/shared/errors/apiError';
import { redactor } from '../../nodes/shared/errors/redaction';
import { action, ATTEMPTS, failureFor, response, SECRET } from '../support/apiErrors';

describe('everything about a response', () => {
	it('is shown in lines: issues, remedy, causes, hint, attempts, and the ID of the request', () => {
		const body = {
			detail: 'No',
			remedy: 'Ask an admin',
			causes: [`the key ${SECRET}`, 'another'],
			issues: [{ detail: 'It is empty' }],
			requestId: 'request-1',
		};
		const attempts = { count: 3, outcomeUnknown: true, idempotent: false };
		const failure = toApiError(response(503, body), action, redactor([SECRET]), attempts);
		expect(failure.message).toBe('No: the key [hidden]');
		expect(failure.details.outcomeUnknown).toBe(true);
		expect(failure.description?.split('\n')).toEqual([
			'It is empty.',
			'Ask an admin.',
			'Causes: another.',
			'The Ampersand API is having issues. Try again later.',
			"Ampersand may still have processed the request. Check with 'Get Many' before you try again.",
			'The request was sent 3 times.',
			'Request ID: request-1',
		]);
	});

	it('names the place of what other servers list', () => {
		const detail = [{ loc: ['body', 'groupRef'], msg: 'field required' }];
		expect(failureFor(422, { detail }).description).toBe('body.groupRef: field required.');
	});

	it('shows twenty issues at most', () => {
		const errors = Array.from({ length: 30 }, (_, index) => `error ${index}`);
		const { details, description } = failureFor(422, { errors });
		expect(details.issues).toHaveLength(20);
		expect(description?.split('\n')).toHaveLength(20);
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
		expect(failureFor(422, { issues: [issue] }).description).toBe(line);
	});

	it('is returned with its value, in which secrets are masked at any depth', () => {
		const value = { text: `is ${SECRET}`, list: [SECRET, 1, true, null], deep: { er: SECRET } };
		expect(failureFor(422, { issues: [{ name: 'provider', value }] }).details.issues).toEqual([
			{
				name: 'provider',
				value: { text: 'is [hidden]', list: ['[hidden]', 1, true, null], deep: { er: '[hidden]' } },
			},
		]);
	});

	it('is returned with a value of a sane length', () => {
		const issues = [{ name: 'provider', value: ['x'.repeat(200_000)] }];
		expect(failureFor(422, { issues }).details.issues).toEqual([
			{ name: 'provider', value: [`${'x'.repeat(500)}…`] },
		]);
	});

	it('shows no value of a secret field', () => {
		const issues = [{ name: 'connection.apiKey', value: 'another key' }];
		expect(failureFor(422, { issues }).details.issues).toEqual([{ name: 'connection.apiKey' }]);
	});

	it('has no value if there was none', () => {
		expect(failureFor(422, { issues: [{ name: 'provider' }] }).details.issues).toStrictEqual([
			{ name: 'provider' },
		]);
	});

	it('may have a value without a name', () => {
		expect(failureFor(422, { issues: [{ value: 5 }] }).details.issues).toEqual([{ value: 5 }]);
	});
});

describe('what to do about a response', () => {
	it.each([400, 422])('after a %i without issues is to check the fields', (status) => {
		expect(failureFor(status, { detail: 'No' }).description).toBe('Check the values of the fields.');
	});

	it.each([400, 422])('after a %i with issues is to read them', (status) => {
		const { description } = failureFor(status, { detail: 'No', issues: [{ detail: 'It is empty' }] });
		expect(description).toBe('It is empty.');
	});

	it.each([
		[
			402,
			"Your Ampersand plan doesn't include this. Check the plan and its billing in the Ampersand dashboard.",
		],
		[404, 'It may have been deleted.'],
		[408, "The server gave up waiting for the request. Try again later, or raise 'Max Retries'."],
		[409, 'Delete its installations first.'],
		[413, 'The request is too large. Reduce the data per item.'],
		[423, 'It is locked at the moment. Try again later.'],
		[425, 'The server is not ready for the request yet. Try again later.'],
		[451, "It isn't available for legal reasons. Contact Ampersand's support."],
	])('after a %i is what the operation knows, or else the general hint', (status, hint) => {
		const wise = {
			...action,
			notFoundHint: 'It may have been deleted.',
			hints: { 409: 'Delete its installations first.' },
		};
		expect(toApiError(response(status, { title: 'No' }), wise, redactor([]), ATTEMPTS).description).toBe(
			hint,
		);
	});

	it.each([400, 422])('after a %i that is not a problem is to check the fields', (status) => {
		expect(failureFor(status, '').description).toBe(
			'The response is empty.\nCheck the values of the fields.',
		);
	});

	it('names no causes if there are none', () => {
		expect(failureFor(418, { detail: 'No' }).description).toBe('Check the parameters of this node.');
	});

	it.each([
		[
			'with a target',
			{ location: 'https://elsewhere.test' },
			['The response redirects to https://elsewhere.test.'],
		],
		['without a target', {}, []],
	])('after a redirect %s is to check the base URL', (_, headers, lines) => {
		const { message, description } = failureFor(302, '', headers);
		expect(message).toBe("Couldn't get the connection: the response is a redirect (HTTP 302)");
		expect(description?.split('\n')).toEqual([
			...lines,
			"The node doesn't follow redirects, because that would forward the API key.",
			'If the API has moved, change the base URL in the Ampersand credential.',
		]);
	});

	it('after a 304 is to check the proxy: it is no redirect', () => {
		expect(failureFor(304, '')).toMatchObject({
			message: "Couldn't get the connection (HTTP 304)",
			description:
				'The response is empty.\nThe response has no content. Check the proxy between n8n and the API.',
		});
	});

	it('after a server error is to try again later, unless the API says that this is of no use', () => {
		expect(failureFor(500, {}).description).toContain('The Ampersand API is having issues. Try again later.');
		expect(failureFor(500, { title: 'No', retryable: false }).description).toBe(
			'The Ampersand API is having issues.\nAccording to the API, a retry will not help.',
		);
	});

	it('after a response that is not the expected one is to check the base URL', () => {
		const failure = unexpectedResponse(response(200, 'hello'), action, 'a connection');
		expect(failure).toMatchObject({
			message: 'Unexpected response when trying to get the connection: expected a connection',
			description:
				"The response isn't JSON. It may have been truncated.\nCheck the base URL in the Ampersand credential.",
			details: { status: 200, outcomeUnknown: false },
		});
	});

	it('after an invalid response is told after what may have happened', () => {
		const failure = invalidResponse(response(200, {}), 'It has no ID', true);
		expect(failure).toMatchObject({
			message: 'It has no ID',
			description: [
				'The response is JSON, but not in the documented format.',
				"Ampersand may still have processed the request. Check with 'Get Many' before you try again.",
				'Check the base URL in the Ampersand credential.',
			].join('\n'),
			details: { status: 200, outcomeUnknown: true },
		});
	});
});

describe('a response that is not a problem', () => {
	const describedAs = (body: unknown, contentType?: string) => {
		const headers = contentType === undefined ? {} : { 'content-type': contentType };
		return failureFor(418, body, headers).description?.split('\n')[0];
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
