import { clock } from '../../nodes/shared/transport/clock';
import { runInTurns } from '../../nodes/Ampersand/turns';
import { timersPromises } from '../support/node';

/** Tasks that end when the test says so. */
function tasks(): {
	started: number[];
	start(index: number): Promise<void>;
	succeed(index: number): void;
	fail(index: number): void;
} {
	const started: number[] = [];
	const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
	return {
		started,
		start: async (index) => {
			started.push(index);
			await new Promise<void>((resolve, reject) => ends.set(index, { resolve, reject }));
		},
		succeed: (index) => ends.get(index)?.resolve(),
		fail: (index) => ends.get(index)?.reject(new Error(`task ${index} failed`)),
	};
}

const turn = async () => await timersPromises.setImmediate();
const outcomeOf = (run: Promise<void>) => {
	const outcome: { error?: unknown; settled: boolean } = { settled: false };
	run.catch((error: unknown) => (outcome.error = error)).finally(() => (outcome.settled = true));
	return outcome;
};

it('starts as many tasks as are allowed, in order, and the next when one has ended', async () => {
	const { started, start, succeed } = tasks();
	const outcome = outcomeOf(runInTurns(5, start, { maxConcurrency: 2 }, new AbortController()));
	expect(started).toEqual([0, 1]);
	succeed(1);
	await turn();
	expect(started).toEqual([0, 1, 2]);
	for (const index of [0, 2]) succeed(index);
	await turn();
	expect(started).toEqual([0, 1, 2, 3, 4]);
	for (const index of [3, 4]) succeed(index);
	await turn();
	expect(outcome).toEqual({ settled: true });
});

it('starts nothing after a failure, and settles when all under way have ended', async () => {
	const { started, start, succeed, fail } = tasks();
	const stop = new AbortController();
	const outcome = outcomeOf(runInTurns(9, start, { maxConcurrency: 3 }, stop));
	fail(1);
	await turn();
	expect(stop.signal.aborted).toBe(true);
	succeed(0);
	await turn();
	expect(outcome.settled).toBe(false);
	succeed(2);
	await turn();
	expect(outcome).toEqual({ settled: true, error: new Error('task 1 failed') });
	expect(started).toEqual([0, 1, 2]);
});

it('throws the first error in time, and leaves no other unhandled', async () => {
	const { start, fail } = tasks();
	const outcome = outcomeOf(runInTurns(3, start, { maxConcurrency: 3 }, new AbortController()));
	for (const index of [2, 0, 1]) {
		fail(index);
		await turn();
	}
	expect(outcome.error).toEqual(new Error('task 2 failed'));
});

it('starts nothing when it is stopped from outside before', async () => {
	const { started, start } = tasks();
	const stop = new AbortController();
	stop.abort(new Error('canceled'));
	await expect(runInTurns(3, start, { maxConcurrency: 3 }, stop)).rejects.toThrow('canceled');
	expect(started).toEqual([]);
});

it('starts nothing further when it is stopped from outside meanwhile', async () => {
	const { started, start, succeed } = tasks();
	const stop = new AbortController();
	const outcome = outcomeOf(runInTurns(3, start, { maxConcurrency: 1 }, stop));
	stop.abort(new Error('canceled'));
	await turn();
	expect(outcome.settled).toBe(false);
	succeed(0);
	await turn();
	expect(outcome.error).toEqual(new Error('canceled'));
	expect(started).toEqual([0]);
});

it('has nothing to do without tasks', async () => {
	const { start } = tasks();
	await expect(runInTurns(0, start, { maxConcurrency: 1 }, new AbortController())).resolves.toBeUndefined();
});

describe('with batches', () => {
	afterEach(() => jest.restoreAllMocks());

	it('pauses between them, even if the tasks before are still under way', async () => {
		const waits: number[] = [];
		const seen: number[] = [];
		const { started, start } = tasks();
		jest.spyOn(clock, 'sleep').mockImplementation(async (ms) => {
			waits.push(ms);
			seen.push(started.length);
			return await Promise.resolve();
		});
		void runInTurns(
			5,
			start,
			{ maxConcurrency: 9, batching: { batchSize: 2, intervalMs: 7 } },
			new AbortController(),
		);
		await turn();
		expect(waits).toEqual([7, 7]);
		expect(seen).toEqual([2, 4]);
		expect(started).toEqual([0, 1, 2, 3, 4]);
	});

	it('gives a pause up at a failure', async () => {
		const { started, start, fail } = tasks();
		const sleep = jest.spyOn(clock, 'sleep');
		const batching = { batchSize: 1, intervalMs: 2_000_000 };
		const outcome = outcomeOf(runInTurns(2, start, { maxConcurrency: 9, batching }, new AbortController()));
		expect(sleep).toHaveBeenCalledTimes(1);
		fail(0);
		await turn();
		await turn();
		expect(outcome).toEqual({ settled: true, error: new Error('task 0 failed') });
		expect(started).toEqual([0]);
	});
});
