import { clock } from '../shared/transport/clock';

/** How the items of a run take turns. */
export interface TurnOptions {
	/** How many may be processed at the same time. */
	maxConcurrency: number;
	/** Pauses between batches, if any. */
	batching?: { batchSize: number; intervalMs: number };
}

/**
 * Starts a task for each index in order, a bounded number at the same time, until one fails.
 *
 * After the first failure nothing further is started, and the tasks under way are awaited, so that nothing is sent
 * after this has settled.
 *
 * @param count how many tasks there are
 * @param start starts the task of an index
 * @param stop aborted at the first failure, so that tasks under way can end early; when it is aborted from outside
 *   nothing further is started
 * @throws the error of the task that failed first
 */
export async function runInTurns(
	count: number,
	start: (index: number) => Promise<void>,
	{ maxConcurrency, batching }: TurnOptions,
	stop: AbortController,
): Promise<void> {
	let running = 0;
	let released = (): void => undefined;
	const release = (): void => {
		running--;
		released();
	};
	// Only the first abort has an effect.
	const fail = (error: unknown): void => stop.abort(error);
	const untilReleased = async (): Promise<void> =>
		await new Promise((resolve) => {
			released = resolve;
		});

	for (let index = 0; index < count; index++) {
		if (batching && index > 0 && index % batching.batchSize === 0) {
			await clock.sleep(batching.intervalMs, stop.signal);
		}
		while (running >= maxConcurrency) await untilReleased();
		if (stop.signal.aborted) break;
		running++;
		start(index).catch(fail).finally(release);
	}
	while (running > 0) await untilReleased();
	stop.signal.throwIfAborted();
}
