import { clock } from '../../nodes/shared/transport/clock';
import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

const { get, generate, update, remove, list } = parametersOf('k');
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
		{ ...generate, sent: { groupRef: 'g', consumerRef: 'c' } },
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

describe('a deletion whose first response was lost', () => {
	it('has succeeded if the connection is gone then', async () => {
		harness.api.fault({ respond: { status: 502 } });
		harness.api.fault({ respond: { status: 404 } });
		const { json } = await harness.run(remove, [{ id: 'x' }]);
		expect(json).toEqual([{ deleted: true, id: 'x' }]);
	});

	it.each([401, 403])('has failed if the next response is a %i', async (status) => {
		harness.api.fault({ respond: { status: 502 } });
		harness.api.fault({ respond: { status, body: { title: 'No' } } });
		const { error } = await harness.run(remove, [{ id: 'x' }]);
		expect(error?.message).toBe('No');
	});
});

describe('the error about a lost response', () => {
	const MAY_HAVE_SUCCEEDED = "Check with 'Get Many' before you try again.";
	const LOST = [
		['a 502', { respond: { status: 502 } }],
		['a 504', { respond: { status: 504 } }],
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

	it('does not say so after a 500, whose body tells what happened', async () => {
		harness.api.fault({ respond: { status: 500, body: { title: 'No' } } });
		const { error } = await harness.run(generate);
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

describe('a canceled execution', () => {
	it.each([get, list])('sends nothing more after the wait for a retry: $operation', async (parameters) => {
		const stop = new AbortController();
		jest.mocked(clock.sleep).mockImplementation(async (_, signal) => {
			stop.abort();
			await Promise.resolve();
			signal?.throwIfAborted();
		});
		harness.api.fault({ times: Infinity, respond: { status: 503 } });
		await harness.run(parameters, [{ id: 'x' }], { cancel: stop.signal });
		expect(harness.api.requests).toHaveLength(1);
	});
});
