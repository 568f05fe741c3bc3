import { toApiError } from '../../nodes/shared/errors/apiError';
import { CHECK_BASE_URL, MAY_HAVE_SUCCEEDED } from '../../nodes/shared/errors/hints';
import { invalidResponse, unexpectedResponse } from '../../nodes/shared/errors/invalidResponse';
import { redactor } from '../../nodes/shared/errors/redaction';
import { action, ATTEMPTS, failureFor, response, SECRET } from '../support/apiErrors';

describe('everything about a response', () => {
	it('is shown: a doubt, issues, remedy, other causes, attempts, and the ID of the request', () => {
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
		expect(failure.description).toBe(
			`${MAY_HAVE_SUCCEEDED} It is empty. Ask an admin. Causes: another. The request was sent 3 times. Request ID: request-1`,
		);
	});

	it('names the place of what other servers list', () => {
		const detail = [{ loc: ['body', 'groupRef'], msg: 'field required' }];
		expect(failureFor(422, { detail }).description).toBe("Check 'body.groupRef'.");
	});

	it('shows twenty issues at most', () => {
		const errors = Array.from({ length: 30 }, (_, index) => `error ${index}`);
		const { details, description } = failureFor(422, { causes: ['No'], errors });
		expect(details.issues).toHaveLength(20);
		expect(description?.split('. ')).toHaveLength(20);
	});
});

describe('an issue of a response', () => {
	it.each([
		[
			'place, name, and detail',
			{ in: 'body', name: 'groupRef', detail: 'is unknown' },
			"'groupRef' (body): is unknown.",
		],
		[
			'title without a detail',
			{ in: 'body', name: 'groupRef', title: 'Unknown' },
			"'groupRef' (body): Unknown.",
		],
		['neither', { name: 'groupRef' }, "'groupRef': is not valid."],
		['place without a name', { in: 'body', detail: 'is empty' }, 'body: is empty.'],
		['detail only', { detail: 'The body is empty' }, 'The body is empty.'],
	])('is shown with its %s', (_, issue, line) => {
		expect(failureFor(422, { causes: ['no'], issues: [issue] }).description).toBe(line);
	});

	it.each([
		['its place only', { in: 'query', name: 'groupRef', detail: 'is unknown' }, "Check 'groupRef' (query)."],
		['nothing if it has no place', { detail: 'is unknown' }, undefined],
	])('that the message tells is shown with %s', (_, issue, description) => {
		expect(failureFor(422, { detail: 'No: is unknown', issues: [issue] }).description).toBe(description);
	});

	it('about a path is left to the hint of the operation if that leads nowhere', () => {
		const issues = [{ in: 'path', name: 'connectionId', detail: 'is unknown' }];
		const wise = { ...action, notFoundHint: 'It may have been deleted.' };
		const problem = response(404, { title: 'No', issues });
		expect(toApiError(problem, wise, redactor([]), ATTEMPTS).description).toBe('It may have been deleted.');
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

	it.each([{ name: 'provider' }, { value: 5 }])('has no more than there was: %j', (issue) => {
		expect(failureFor(422, { issues: [issue] }).details.issues).toStrictEqual([issue]);
	});
});

describe('what to do about a response', () => {
	it.each([
		['neither issues nor a remedy is to check the fields', {}, 'Check the values of the fields.'],
		[
			'issues is to check their places',
			{ issues: [{ name: 'groupRef', detail: 'No' }] },
			"Check 'groupRef'.",
		],
		['a remedy is that', { remedy: 'Ask an admin' }, 'Ask an admin.'],
	])('after a 400 or 422 with %s', (_, more, hint) => {
		for (const status of [400, 422]) {
			expect(failureFor(status, { detail: 'No', ...more }).description).toBe(hint);
		}
	});

	it('is not the remedy if the message says it', () => {
		expect(failureFor(409, { detail: 'No: ask an admin', remedy: 'Ask an admin.' }).description).toBe(
			"Use 'Get Many' to find what already exists.",
		);
	});

	it.each([
		[402, 'Check the plan and its billing in the Ampersand dashboard.'],
		[404, 'It may have been deleted.'],
		[408, "Try again later, or raise 'Max Retries'."],
		[409, 'Delete its installations first.'],
		[413, 'Reduce the data per item.'],
		[423, 'Try again later.'],
		[425, 'Try again later.'],
		[451, "Contact Ampersand's support."],
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

	it.each([
		[413, 'The request is too large. Reduce the data per item.'],
		[422, 'Check the values of the fields.'],
		[500, 'The Ampersand API is having issues. Try again later.'],
	])('after a %i that says nothing begins with what that means', (status, hint) => {
		expect(failureFor(status, '').description).toBe(`${hint} The response is empty.`);
	});

	it.each([
		['empty', ''],
		['text', '404 page not found'],
	])('after a 404 that is %s is to check the base URL first, with the usual one', (_, body) => {
		const wise = { ...action, notFoundHint: 'It may have been deleted.' };
		const { description } = toApiError(response(404, body), wise, redactor([]), ATTEMPTS);
		expect(description).toMatch(/^Check the base URL .+ https:\/\/api\.withampersand\.com\/v1\. It may have/);
	});

	it('names no causes if there are none', () => {
		expect(failureFor(418, { detail: 'No' }).description).toBe('Check the parameters of this node.');
	});

	it.each([
		[
			'with a target',
			{ location: 'https://elsewhere.test' },
			'The response redirects to https://elsewhere.test. ',
		],
		['without a target', {}, ''],
	])('after a redirect %s is to check the base URL', (_, headers, target) => {
		const { message, description } = failureFor(302, '', headers);
		expect(message).toBe("Couldn't get the connection: the response is a redirect (HTTP 302)");
		expect(description).toBe(
			`${target}If the API has moved, change the base URL in the Ampersand credential. ` +
				"The node doesn't follow redirects, because that would forward the API key.",
		);
	});

	it('after a 304 is to check the proxy: it is no redirect', () => {
		expect(failureFor(304, '')).toMatchObject({
			message: "Couldn't get the connection (HTTP 304)",
			description: 'Check the proxy between n8n and the API. The response is empty.',
		});
	});

	it('after a server error is to try again later, unless the API says that this is of no use', () => {
		expect(failureFor(500, { title: 'No' }).description).toBe('Try again later.');
		expect(failureFor(500, { title: 'No', retryable: false }).description).toBe(
			'According to the API, a retry will not help.',
		);
	});

	it('after a response that is not the expected one is to check the base URL', () => {
		const failure = unexpectedResponse(response(200, 'hello'), action, 'a connection');
		expect(failure).toMatchObject({
			message: 'Unexpected response when trying to get the connection: expected a connection',
			description: `${CHECK_BASE_URL} The response isn't JSON. It may have been truncated.`,
			details: { status: 200, outcomeUnknown: false },
		});
	});

	it('after an invalid response is told after what may have happened', () => {
		const failure = invalidResponse(response(200, {}), 'It has no ID', true);
		expect(failure).toMatchObject({
			message: 'It has no ID',
			description: `${MAY_HAVE_SUCCEEDED} ${CHECK_BASE_URL} The response is JSON, but not in the documented format.`,
			details: { status: 200, outcomeUnknown: true },
		});
	});
});

describe('a response that is not a problem', () => {
	const describedAs = (body: unknown, contentType?: string) => {
		const headers = contentType === undefined ? {} : { 'content-type': contentType };
		return failureFor(418, body, headers).description?.replace('Check the parameters of this node. ', '');
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
