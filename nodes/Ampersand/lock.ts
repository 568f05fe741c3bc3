import { untilAborted } from '../shared/transport/clock';

/** The last task of each lock, shared by the whole process because executions and tool calls run side by side. */
const tails = new Map<string, Promise<void>>();

/**
 * Runs a task after all earlier tasks with the same lock, so that a read and a write of one thing can't interleave.
 *
 * @param lock names the thing, such as `connection c1`; undefined to run the task at once
 * @param signal ends the wait when it aborts; the task then runs but sends nothing
 */
export async function withLock<T>(
	lock: string | undefined,
	signal: AbortSignal,
	task: () => Promise<T>,
): Promise<T> {
	if (lock === undefined) return await task();
	const earlier = tails.get(lock) ?? Promise.resolve();
	let release = (): void => undefined;
	const ended = new Promise<void>((resolve) => (release = resolve));
	const tail = earlier.then(async () => await ended);
	tails.set(lock, tail);
	try {
		await Promise.race([earlier, untilAborted(signal)]);
		return await task();
	} finally {
		release();
		// Only after all earlier tasks have ended, because a task that stopped waiting may end before them.
		void tail.then(() => {
			if (tails.get(lock) === tail) tails.delete(lock);
		});
	}
}
