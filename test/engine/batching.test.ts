import { clock } from '../../nodes/shared/transport/clock';
import { byId, engineHarness } from '../support/engineHarness';
import { timers } from '../support/node';
import { items, operationCase, quiet } from '../support/operations';

const harness = engineHarness();
const get = operationCase('connection get');
/** Left to n8n's evaluator, since it is more than a field. */
const EVALUATED = byId('={{ $json.id + "" }}');

describe('batching', () => {
	beforeEach(() => harness.api.fault({ times: Infinity, respond: get.success }));

	/** Pauses, in milliseconds, of a run over 10 items. */
	async function pauses(batch: object, count = 10): Promise<number[]> {
		const requestOptions = { batching: { batch } } as never;
		const { error, json } = await harness.run({ ...get.parameters, requestOptions }, items(count));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(count);
		return harness.waits;
	}

	it.each([
		[{ batchSize: 4, batchInterval: 1000 }, [1000, 1000]],
		[{ batchSize: 5, batchInterval: 1000 }, [1000]],
		[{ batchSize: 10, batchInterval: 1000 }, []],
		[{ batchSize: 0, batchInterval: 7 }, Array.from({ length: 9 }, () => 7)],
		[{ batchSize: 1, batchInterval: 7 }, Array.from({ length: 9 }, () => 7)],
		[{ batchSize: -1, batchInterval: 7 }, []],
		[{ batchSize: 4, batchInterval: 0 }, []],
		// What is left out has n8n's default: 50 items, 1,000 milliseconds.
		[{ batchSize: 4 }, [1000, 1000]],
		[{ batchInterval: 7 }, []],
		[{ batchSize: '4', batchInterval: '1000' }, [1000, 1000]],
		[{ batchSize: '={{ 4 }}', batchInterval: '={{ 1000.5 }}' }, [1001, 1001]],
		[{ batchSize: 4, batchInterval: 99_999_999_999 }, [2_147_483_647, 2_147_483_647]],
	])('%j pauses for %j', async (batch, expected) => {
		expect(await pauses(batch)).toEqual(expected);
	});

	it('pauses before an item, and sends nothing meanwhile', async () => {
		const sentBefore: number[] = [];
		jest.mocked(clock.sleep).mockImplementation(async () => {
			await quiet();
			sentBefore.push(harness.api.requests.length);
		});
		await pauses({ batchSize: 3, batchInterval: 5 });
		expect(sentBefore).toEqual([3, 6, 9]);
	});

	it.each([
		[
			{ batchSize: 1.5, batchInterval: 1 },
			"'Batching > Items per Batch' must be a whole number of -1 or more",
		],
		[
			{ batchSize: 'x', batchInterval: 1 },
			"'Batching > Items per Batch' must be a whole number of -1 or more",
		],
		[{ batchSize: 1, batchInterval: 'x' }, "'Batching > Batch Interval (Milliseconds)' must be a number"],
	])('%j is refused for every item', async (batch, reason) => {
		const requestOptions = { batching: { batch } };
		const { json } = await harness.run({ ...get.parameters, requestOptions }, items(2), {
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ error }) => error)).toEqual([
			`The parameter ${reason} [item 0]`,
			`The parameter ${reason} [item 1]`,
		]);
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('reading many items', () => {
	it('lets a timer have its turn', async () => {
		advanceClock(1);
		let fired = 0;
		const timer = timers.setInterval(() => fired++, 1);
		const { parameters } = get;
		// The last one has no ID, so that nothing is sent.
		await harness.run({ ...parameters, connectionId: EVALUATED }, [...items(400), { id: '' }]);
		timers.clearInterval(timer);
		expect(harness.api.requests).toHaveLength(0);
		expect(fired).toBeGreaterThan(5);
	});

	it('of 10,000, yields every 20 milliseconds', async () => {
		advanceClock(1);
		const pause = jest.spyOn(clock, 'yield').mockResolvedValue();
		await harness.run(get.parameters, items(10_000, [9_999]));
		expect(pause.mock.calls.length).toBeGreaterThanOrEqual(400);
		expect(pause.mock.calls.length).toBeLessThanOrEqual(500);
	});

	it('of 10,000, ends when the execution is canceled, with nothing sent', async () => {
		advanceClock(1);
		const cancel = new AbortController();
		const pause = jest.spyOn(clock, 'yield').mockImplementation(async () => {
			cancel.abort();
			await quiet();
		});
		const { status } = await harness.run(get.parameters, items(10_000), { cancel: cancel.signal });
		await quiet();
		expect(status).toBe('canceled');
		expect(pause).toHaveBeenCalledTimes(1);
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('a canceled execution', () => {
	it.each([1, 10])('sends nothing further, at width %i', async (maxConcurrency) => {
		const cancel = new AbortController();
		harness.api.fault({ times: 5, respond: get.success });
		harness.api.fault({ times: Infinity, stall: 'beforeHeaders', handler: () => cancel.abort() });
		const { status } = await harness.run({ ...get.parameters, options: { maxConcurrency } }, items(100), {
			cancel: cancel.signal,
		});
		await quiet();
		expect(status).toBe('canceled');
		expect(harness.api.requests.length).toBeLessThanOrEqual(5 + maxConcurrency);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'ends although the node continues on errors (%s)',
		async (onError) => {
			const cancel = new AbortController();
			harness.api.fault({ times: Infinity, stall: 'beforeHeaders', handler: () => cancel.abort() });
			const { status, nodes } = await harness.run(
				{ ...get.parameters, options: { maxConcurrency: 1 } },
				items(100),
				{ onError, cancel: cancel.signal },
			);
			await quiet();
			expect(status).toBe('canceled');
			expect(nodes.Then).toBeUndefined();
			expect(harness.api.requests).toHaveLength(1);
		},
	);

	it('ends during the pause between two batches', async () => {
		const cancel = new AbortController();
		harness.api.fault({ times: Infinity, respond: get.success });
		jest.mocked(clock.sleep).mockImplementation(async (_, signal) => {
			cancel.abort();
			await quiet();
			signal?.throwIfAborted();
		});
		const { status } = await harness.run(get.parameters, items(10), {
			cancel: cancel.signal,
			requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 1000 } } },
		});
		await quiet();
		expect(status).toBe('canceled');
		expect(harness.api.requests.length).toBeLessThanOrEqual(2);
	});
});

/** Lets time pass with each look at the clock, so that a test doesn't depend on how fast the machine is. */
function advanceClock(ms: number): void {
	let now = 0;
	jest.spyOn(clock, 'now').mockImplementation(() => (now += ms));
}
