import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

const get = parametersOf('connection get');
const list = parametersOf('connection getAll');
const remove = parametersOf('connection delete');
const generate = parametersOf('connection generate');
const update = parametersOf('connection update');
const ACCEPT = 'application/json, application/problem+json, text/plain';

describe('a request', () => {
	it.each([get, list, remove])('without a body says only what it accepts: $operation', async (parameters) => {
		await harness.run(parameters, [{ id: 'x' }]);
		const [{ headers, rawBody }] = harness.api.requests;
		expect(headers.accept).toBe(ACCEPT);
		expect(headers).not.toHaveProperty('content-type');
		expect(rawBody).toBe('');
	});

	it.each([
		{ ...generate, sent: { groupRef: 'group-900', consumerRef: 'user-900' } },
		{ ...update, sent: { updateMask: ['apiKey'] } },
	])('with a body says that this is JSON: $operation', async ({ sent, ...parameters }) => {
		await harness.run(parameters, [{ id: 'x' }]);
		const { headers, body } = harness.api.requests.filter(({ method }) => method !== 'GET')[0];
		expect(headers).toMatchObject({ accept: ACCEPT, 'content-type': 'application/json' });
		expect(body).toMatchObject(sent);
	});
});

describe('a response with status 300', () => {
	it.each([get, list, generate])('is no success: $operation', async (parameters) => {
		harness.api.fault({ respond: { status: 300, body: { id: 'x', provider: 'y' } } });
		const { error } = await harness.run(parameters, [{ id: 'x' }]);
		expect(error?.message).toContain('the response is a redirect (HTTP 300)');
	});
});

describe('the error about a lost response', () => {
	const MAY_HAVE_SUCCEEDED = "Check with 'Get Many' before you try again.";
	const LOST = [
		['a 500', { respond: { status: 500, body: { title: 'No' } } }],
		['a 502', { respond: { status: 502, body: '' } }],
		['a 504', { respond: { status: 504, body: '' } }],
		['a reset connection', { drop: 'beforeHeaders' }],
	] as const;

	it.each(LOST)('says after %s that something may have been created', async (_, fault) => {
		harness.api.fault({ ...fault, times: Infinity });
		const { error } = await harness.run(generate);
		expect(error?.description).toContain(MAY_HAVE_SUCCEEDED);
	});

	it.each(LOST)('does not say so after %s to a request that changes nothing', async (_, fault) => {
		harness.api.fault({ ...fault, times: Infinity });
		const { error } = await harness.run(get, [{ id: 'x' }]);
		expect(error?.description).toContain('The request was sent 4 times.');
		expect(error?.description).not.toContain(MAY_HAVE_SUCCEEDED);
	});

	it('does not say so if the API says that it can be retried', async () => {
		const body = { title: 'No', retryable: true };
		harness.api.fault({ times: Infinity, respond: { status: 500, body } });
		const { error } = await harness.run(generate);
		expect(error?.description).toContain('The request was sent 4 times.');
		expect(error?.description).not.toContain(MAY_HAVE_SUCCEEDED);
	});
});

describe('a proxy without a password', () => {
	it('is no obstacle to an error', async () => {
		const { url } = harness.api;
		harness.api.fault({ respond: { status: 400, body: { title: 'No' } } });
		const requestOptions = { proxy: new URL(url).origin };
		const { error } = await harness.run({ ...get, requestOptions }, [{ id: 'x' }]);
		expect(error?.message).toBe('No');
	});
});

describe('a retry', () => {
	const one = () => [{ id: harness.api.state.connections[0].connection.id }];

	it('waits as long as Retry-After says', async () => {
		harness.api.fault({ respond: { status: 429, headers: { 'retry-after': '7' } } });
		const { error } = await harness.run(get, one());
		expect(error).toBeUndefined();
		expect(harness.waits).toEqual([7000]);
	});

	it('waits longer after each attempt', async () => {
		harness.api.fault({ times: 3, respond: { status: 503 } });
		await harness.run(get, one());
		expect(harness.waits).toEqual([250, 375, 562.5]);
	});

	it('is sent as often as Max Retries allows', async () => {
		harness.api.fault({ times: Infinity, respond: { status: 503 } });
		await harness.run({ ...get, options: { maxRetries: 5 } }, one());
		expect(harness.api.requests).toHaveLength(6);
	});

	it('is not sent if Max Retries is 0', async () => {
		harness.api.fault({ respond: { status: 503 } });
		const { error } = await harness.run({ ...get, options: { maxRetries: 0 } }, one());
		expect(error?.httpCode).toBe('503');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('repeats the same request', async () => {
		harness.api.fault({ respond: { status: 503 } });
		const body = { updateMask: ['apiKey'], connection: { apiKey: 'new' } };
		const { id } = harness.api.state.connections[9].connection;
		const parameters = { ...update, specifyBody: 'json', jsonBody: JSON.stringify(body) };
		const { items } = await harness.run(parameters, [{ id }]);
		expect(items).toHaveLength(1);
		expect(harness.api.requests.map((request) => request.body)).toEqual([body, body]);
	});
});
