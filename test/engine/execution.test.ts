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
	/** Holds all requests back until so many are under way, and then lets more come, if any do. */
	function hold(count: number): { arrived: number } {
		let release = (): void => undefined;
		const seen = { arrived: 0 };
		const held = new Promise<void>((resolve) => (release = resolve));
		const turns = async () => {
			for (let turn = 0; turn < 100; turn++) await timersPromises.setImmediate();
			seen.arrived = harness.api.requests.length;
			release();
		};
		harness.api.fault({
			times: Infinity,
			hold: held,
			handler: () => void (harness.api.requests.length === count && turns()),
		});
		return seen;
	}

	it.each([
		[undefined, 10],
		[1, 1],
		[3, 3],
		[100, 100],
	])('with Max Concurrency %j at most %i requests are under way', async (maxConcurrency, most) => {
		const options = maxConcurrency === undefined ? {} : { maxConcurrency };
		const seen = hold(most);
		const { items } = await harness.run({ ...get, options }, ids(120));
		expect(seen.arrived).toBe(most);
		expect(harness.api.maxInFlight).toBe(most);
		expect(pairing(items)).toEqual(Array.from({ length: 120 }, (_, index) => index));
	});

	it('keeps the order although later items are answered first', async () => {
		let answerFirst = (): void => undefined;
		harness.api.fault({ hold: new Promise<void>((resolve) => (answerFirst = resolve)) });
		harness.api.fault({
			times: Infinity,
			hold: Promise.resolve(),
			handler: () => void (harness.api.requests.length === 10 && answerFirst()),
		});
		const input = ids(10);
		const { json } = await harness.run(get, input);
		expect(json.map(({ id }) => id)).toEqual(input.map(({ id }) => id));
	});

	it('of two executions side by side is counted apart', async () => {
		const parameters = { ...get, options: { maxConcurrency: 2 } };
		const seen = hold(4);
		await Promise.all([harness.run(parameters, ids(20)), harness.run(parameters, ids(20))]);
		expect(seen.arrived).toBe(4);
		expect(harness.api.maxInFlight).toBe(4);
	});

	it("works with n8n's own batching", async () => {
		const requestOptions = { batching: { batch: { batchSize: 4, batchInterval: 1 } } };
		const { items } = await harness.run(get, ids(12), { requestOptions });
		expect(items).toHaveLength(12);
	});

	it.each([0, 101, 2.5, 'x'])('refuses Max Concurrency %j', async (maxConcurrency) => {
		const { error } = await harness.run({ ...get, options: { maxConcurrency } }, ids(1));
		expect(error?.message).toBe(
			"The parameter 'Max Concurrency' must be a whole number from 1 to 100 [item 0]",
		);
	});

	it.each([-1, 11])('refuses Max Retries %j', async (maxRetries) => {
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

	it('wait longer each time', async () => {
		harness.api.fault({ times: 3, respond: { status: 503 } });
		await harness.run(get, ids(1));
		expect(harness.waits).toEqual([250, 375, 562.5]);
	});

	it('are as many as Max Retries says', async () => {
		harness.api.fault({ times: Infinity, respond: { status: 503 } });
		await harness.run({ ...get, options: { maxRetries: 5 } }, ids(1));
		expect(harness.api.requests).toHaveLength(6);
	});

	it('are turned off by 0', async () => {
		harness.api.fault({ respond: { status: 503 } });
		const { error } = await harness.run({ ...get, options: { maxRetries: 0 } }, ids(1));
		expect(error?.httpCode).toBe('503');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('send the same request again', async () => {
		harness.api.fault({ respond: { status: 503 } });
		const body = { updateMask: ['apiKey'], connection: { apiKey: 'new' } };
		const { id } = harness.api.state.connections[9].connection;
		const parameters = { ...get, operation: 'update', specifyBody: 'json', jsonBody: JSON.stringify(body) };
		const { items } = await harness.run(parameters, [{ id }]);
		expect(items).toHaveLength(1);
		expect(harness.api.requests.map((request) => request.body)).toEqual([body, body]);
	});
});

describe('a cancelled execution', () => {
	it('ends during a request, and nothing is sent after it', async () => {
		const cancel = new AbortController();
		harness.api.fault({ stall: 'beforeHeaders', handler: () => cancel.abort() });
		const { status } = await harness.run({ ...get, options: { maxConcurrency: 1 } }, ids(5), {
			cancel: cancel.signal,
		});
		expect(status).toBe('canceled');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('ends during a wait, and nothing is sent after it', async () => {
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
