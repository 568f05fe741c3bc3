import type { INodeParameters } from 'n8n-workflow';
import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

const get = parametersOf('connection get');
const list = parametersOf('connection getAll');
const remove = parametersOf('connection delete');
const generate = parametersOf('connection generate');
const update = parametersOf('connection update');

describe('the documented errors', () => {
	const problem = (status: number) => ({
		type: 'about:blank',
		title: 'Input Validation Problem',
		status,
		detail: `what the API says about ${status}`,
		requestId: 'request-1#2',
		remedy: 'Do it right',
		causes: ['first cause', 'second cause'],
		issues: [{ type: 'about:blank', in: 'body', name: 'groupRef', detail: 'is not known' }],
	});

	it.each<[string, number, INodeParameters]>([
		['list', 404, list],
		['generate', 400, generate],
		['generate', 422, generate],
		['get', 404, get],
		['update', 400, update],
		['delete', 404, remove],
		...([list, generate, get, update, remove] as INodeParameters[]).flatMap(
			(operation): Array<[string, number, INodeParameters]> =>
				[403, 409, 500, 503].map((status) => [String(operation.operation), status, operation]),
		),
	])("of '%s' with status %i are shown in the API's own words", async (_, status, parameters) => {
		harness.api.fault({ times: Infinity, respond: { status, body: problem(status) } });
		const { error } = await harness.run({ ...parameters, options: { maxRetries: 0 } }, [{ id: 'x' }]);
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toBe(`what the API says about ${status}: first cause`);
		expect(error?.httpCode).toBe(String(status));
		expect(error?.description).toMatch(
			/('Group Ref'|'groupRef' \(body\)): is not known\. .*Do it right\. Causes: second cause\. .*Request ID: request-1#2$/,
		);
		expect(error?.context).toMatchObject({ itemIndex: 0, requestId: 'request-1#2' });
	});
});

describe('the error', () => {
	it.each([
		[401, 'Create an API key on the API Keys page of the Ampersand dashboard'],
		[403, 'Use an API key of this project with full access'],
		[404, 'may have been deleted'],
		[409, "Use 'Get Many' to find what already exists."],
		[413, 'Reduce the data per item.'],
		[422, 'Check the values'],
		[429, "Lower 'Max Concurrency', raise 'Max Retries', or use batching."],
		[500, 'Try again later.'],
		[418, 'Check the parameters'],
	])('says what to do after a %i', async (status, advice) => {
		harness.api.fault({ respond: { status, body: { title: 'No', status } } });
		const { error } = await harness.run({ ...get, options: { maxRetries: 0 } }, [{ id: 'x' }]);
		expect(error?.message).toBe('No');
		expect(error?.description).toContain(advice);
	});

	it('says after a 407 that a proxy requires a login', async () => {
		harness.api.fault({ respond: { status: 407, body: '<html>Proxy Authentication Required</html>' } });
		const { error } = await harness.run(get, [{ id: 'x' }]);
		expect(error?.message).toBe("Couldn't get the connection (HTTP 407)");
		expect(error?.description).toContain('A proxy between n8n and the API requires a login.');
	});

	it.each([414, 431])('says after a %i to shorten the IDs and filters', async (status) => {
		harness.api.fault({ respond: { status, body: '' } });
		const { error } = await harness.run(get, [{ id: 'x' }]);
		expect(error?.description).toContain('Shorten the IDs and filters of this item.');
	});

	it.each(['EPERM', 'ECONNREFUSED in the connector', 'ENOENT: it is gone'])(
		'is not replaced by n8n when it contains %s',
		async (detail) => {
			harness.api.fault({ respond: { status: 400, body: { detail, status: 400 } } });
			const { error } = await harness.run(get, [{ id: 'x' }]);
			expect(error).toMatchObject({ message: detail, messages: [], stack: `NodeApiError: ${detail}` });
		},
	);

	it.each<[string, string | object | null, string, string]>([
		[
			'an HTML page',
			'<html><head><title>502 Bad Gateway</title></head></html>',
			'text/html',
			"The response is a web page titled '502 Bad Gateway', probably from a proxy.",
		],
		['nothing', '', 'text/html', 'The response is empty.'],
		[
			'half of a JSON text',
			'{"title": "Bad',
			'application/problem+json',
			"The response isn't JSON. It may have been truncated.",
		],
		['a list', [], 'application/json', 'The response is JSON, but not in the documented format.'],
	])('names the operation and the status if the body is %s', async (_, body, contentType, hint) => {
		harness.api.fault({
			respond: { status: 400, body: body as string, headers: { 'content-type': contentType } },
		});
		const { error } = await harness.run(get, [{ id: 'x' }]);
		expect(error?.message).toBe("Couldn't get the connection (HTTP 400)");
		expect(error?.description).toContain(hint);
	});

	it.each<[string, string | object | null]>([
		['null', null],
		['a text', 'hello'],
		['HTML', '<!doctype html><title>Sign in</title>'],
		['an object without an ID', { provider: 'salesforce' }],
		['a list', []],
	])('says what was expected when a 2xx response is %s', async (_, body) => {
		harness.api.fault({ respond: { status: 200, body } });
		const { error } = await harness.run(get, [{ id: 'x' }]);
		expect(error?.message).toBe(
			'Unexpected response when trying to get the connection: expected a connection',
		);
	});

	it('says that the API key is incorrect', async () => {
		const credential = { ...harness.credential(), apiKey: 'not-the-key' };
		const { error } = await harness.run(get, [{ id: 'x' }], { credential });
		expect(error?.httpCode).toBe('401');
		expect(error?.message).toBe('The API key is missing or wrong');
	});

	it('begins with the usual base URL if the base URL lacks its /v1', async () => {
		const { apiKey, baseUrl } = harness.credential();
		const credential = { apiKey, baseUrl: baseUrl.replace('/v1', '') };
		const { error } = await harness.run(get, [{ id: 'x' }], { credential });
		expect(error?.message).toBe("Couldn't get the connection (HTTP 404)");
		expect(error?.description).toMatch(
			/^Check the base URL in the Ampersand credential\. It is usually https:\/\/api\.withampersand\.com\/v1\. /,
		);
	});

	it('says that the base URL is invalid', async () => {
		const { error } = await harness.run(get, [{ id: 'x' }], {
			credential: { apiKey: 'k', baseUrl: 'nonsense' },
		});
		expect(error?.message).toBe("The base URL of the Ampersand credential isn't a valid URL");
	});
});
