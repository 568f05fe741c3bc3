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
		let stop = (): void => undefined;
		const aborted = new Promise<never>((_, reject) => {
			stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Canceled'));
			signal.addEventListener('abort', stop, { once: true });
		});
		try {
			if (signal.aborted) stop();
			// Race the signal as well, because older n8n's sleep ignores it.
			await Promise.race([sleep(ms, signal), aborted]);
		} finally {
			signal.removeEventListener('abort', stop);
		}
	},
};
