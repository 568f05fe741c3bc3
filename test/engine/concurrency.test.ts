import { timersPromises } from '../support/node';
import { byId, pairing, PROJECT, engineHarness } from '../support/engineHarness';
import { clock } from '../../nodes/shared/transport/clock';

const harness = engineHarness();

const get = { operation: 'get', projectIdOrName: byId(PROJECT), connectionId: byId('={{ $json.id }}') };
const ids = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		id: harness.api.state.connections[index % 30].connection.id,
	}));

describe('concurrency', () => {
	/** Delays all responses until `count` requests are under way and any further ones have had time to arrive. */
	function delayResponses(count: number): { count: number } {
		let release = (): void => undefined;
		const arrived = { count: 0 };
		const released = new Promise<void>((resolve) => (release = resolve));
		const turns = async () => {
			for (let turn = 0; turn < 100; turn++) await timersPromises.setImmediate();
			arrived.count = harness.api.requests.length;
			release();
		};
		harness.api.fault({
			times: Infinity,
			hold: released,
			handler: () => void (harness.api.requests.length === count && turns()),
		});
		return arrived;
	}

	it.each([
		[undefined, 10],
		[1, 1],
		[3, 3],
		[100, 100],
	])('with Max Concurrency %j sends at most %i requests at the same time', async (maxConcurrency, limit) => {
		const options = maxConcurrency === undefined ? {} : { maxConcurrency };
		const arrived = delayResponses(limit);
		const { items } = await harness.run({ ...get, options }, ids(120));
		expect(arrived.count).toBe(limit);
		expect(harness.api.maxInFlight).toBe(limit);
		expect(pairing(items)).toEqual(Array.from({ length: 120 }, (_, index) => index));
	});

	it('keeps the order of the items, even if later responses arrive first', async () => {
		let respondToFirst = (): void => undefined;
		harness.api.fault({ hold: new Promise<void>((resolve) => (respondToFirst = resolve)) });
		harness.api.fault({
			times: Infinity,
			hold: Promise.resolve(),
			handler: () => void (harness.api.requests.length === 10 && respondToFirst()),
		});
		const input = ids(10);
		const { json } = await harness.run(get, input);
		expect(json.map(({ id }) => id)).toEqual(input.map(({ id }) => id));
	});

	it('is counted separately for two executions at the same time', async () => {
		const parameters = { ...get, options: { maxConcurrency: 2 } };
		const arrived = delayResponses(4);
		await Promise.all([harness.run(parameters, ids(20)), harness.run(parameters, ids(20))]);
		expect(arrived.count).toBe(4);
		expect(harness.api.maxInFlight).toBe(4);
	});

	it("works with n8n's own batching", async () => {
		const requestOptions = { batching: { batch: { batchSize: 4, batchInterval: 1 } } };
		const { items } = await harness.run(get, ids(12), { requestOptions });
		expect(items).toHaveLength(12);
	});

	it.each([0, 101, 2.5, 'x'])('rejects Max Concurrency %j', async (maxConcurrency) => {
		const { error } = await harness.run({ ...get, options: { maxConcurrency } }, ids(1));
		expect(error?.message).toBe(
			"The parameter 'Max Concurrency' must be a whole number from 1 to 100 [item 0]",
		);
	});

	it.each([-1, 11])('rejects Max Retries %j', async (maxRetries) => {
		const { error } = await harness.run({ ...get, options: { maxRetries } }, ids(1));
		expect(error?.message).toBe("The parameter 'Max Retries' must be a whole number from 0 to 10 [item 0]");
	});
});

describe('retries', () => {
	it('wait as long as Retry-After says', async () => {
		harness.api.fault({ respond: { status: 429, headers: { 'retry-after': '7' } } });
		const { items } = await harness.run(get, ids(1));
		expect(items).toHaveLength(1);
		expect(harness.waits).toEqual([7000]);
	});

	it('wait longer after each attempt', async () => {
		harness.api.fault({ times: 3, respond: { status: 503 } });
		await harness.run(get, ids(1));
		expect(harness.waits).toEqual([250, 375, 562.5]);
	});

	it('are limited by Max Retries', async () => {
		harness.api.fault({ times: Infinity, respond: { status: 503 } });
		await harness.run({ ...get, options: { maxRetries: 5 } }, ids(1));
		expect(harness.api.requests).toHaveLength(6);
	});

	it('are disabled by 0', async () => {
		harness.api.fault({ respond: { status: 503 } });
		const { error } = await harness.run({ ...get, options: { maxRetries: 0 } }, ids(1));
		expect(error?.httpCode).toBe('503');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('repeat the same request', async () => {
		harness.api.fault({ respond: { status: 503 } });
		const body = { updateMask: ['apiKey'], connection: { apiKey: 'new' } };
		const { id } = harness.api.state.connections[9].connection;
		const parameters = { ...get, operation: 'update', specifyBody: 'json', jsonBody: JSON.stringify(body) };
		const { items } = await harness.run(parameters, [{ id }]);
		expect(items).toHaveLength(1);
		expect(harness.api.requests.map((request) => request.body)).toEqual([body, body]);
	});
});

describe('a canceled execution', () => {
	it('ends during a request and sends nothing afterwards', async () => {
		const cancel = new AbortController();
		harness.api.fault({ stall: 'beforeHeaders', handler: () => cancel.abort() });
		const { status } = await harness.run({ ...get, options: { maxConcurrency: 1 } }, ids(5), {
			cancel: cancel.signal,
		});
		expect(status).toBe('canceled');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('ends during a delay and sends nothing afterwards', async () => {
		jest.mocked(clock.sleep).mockRestore();
		const cancel = new AbortController();
		const sleep = jest.spyOn(clock, 'sleep');
		harness.api.fault({ respond: { status: 429, headers: { 'retry-after': '60' } } });
		const running = harness.run(get, ids(1), { cancel: cancel.signal });
		while (sleep.mock.calls.length === 0) await timersPromises.setImmediate();
		cancel.abort();
		expect((await running).status).toBe('canceled');
		expect(harness.api.requests).toHaveLength(1);
	});
});
