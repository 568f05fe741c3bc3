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
	 * Waits, or stops waiting immediately when the execution is canceled.
	 *
	 * @param ms how long to wait, in milliseconds
	 * @param signal the execution's cancel signal
	 * @throws the signal's reason when it aborts
	 */
	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (!signal) return await sleep(ms);
		// A signal of its own, because n8n's sleep adds a listener, and older versions ignore the signal.
		const ending = new AbortController();
		const aborted = new Promise<never>((_, reject) => {
			ending.signal.addEventListener('abort', () => reject(reasonOf(signal)));
		});
		const forget = onAbort(signal, () => ending.abort());
		try {
			await Promise.race([sleep(ms, ending.signal), aborted]);
		} finally {
			forget();
		}
	},
};

const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal aborts, or now if it has. All callbacks share one listener: hundreds of waits may end by one
 * signal, and Node.js takes more than ten listeners for a leak.
 *
 * @returns forgets the callback
 */
function onAbort(signal: AbortSignal, callback: () => void): () => void {
	let callbacks = callbacksOf.get(signal);
	if (!callbacks) {
		const shared = new Set<() => void>();
		signal.addEventListener('abort', () => shared.forEach((each) => each()));
		callbacksOf.set(signal, (callbacks = shared));
	}
	callbacks.add(callback);
	if (signal.aborted) callback();
	return () => callbacks.delete(callback);
}

function reasonOf({ reason }: AbortSignal): Error {
	return reason instanceof Error ? reason : new Error('Canceled');
}
