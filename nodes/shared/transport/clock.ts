import { sleep } from 'n8n-workflow';

/** Time and randomness in one place, so that tests can replace them. */
export const clock = {
	/** Milliseconds since 1970. */
	now: (): number => Date.now(),

	/** A random number from 0 (inclusive) to 1 (exclusive). */
	random: (): number => Math.random(),

	/** Lets other work in this process have a turn. */
	yield: async (): Promise<void> => await sleep(0),

	/**
	 * Waits for the given time, or until the signal aborts.
	 *
	 * @param ms how long to wait, in milliseconds
	 */
	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (!signal) return await sleep(ms);
		// A separate signal ends the timer, because n8n's sleep adds a listener to its signal for each wait.
		const ending = new AbortController();
		await Promise.race([sleep(ms, ending.signal).catch(() => undefined), untilAborted(signal)]);
		ending.abort();
	},
};

const aborts = new WeakMap<AbortSignal, Promise<void>>();

/** Resolves when a signal aborts. All callers share one listener, because Node.js warns of a leak above ten. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	let aborted = aborts.get(signal);
	if (!aborted) {
		aborted = new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
		aborts.set(signal, aborted);
	}
	await aborted;
}
