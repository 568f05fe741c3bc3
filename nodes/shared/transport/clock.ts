import { sleep } from 'n8n-workflow';

/** Time and chance, in one place so that tests can take them over. */
export const clock = {
	/** Milliseconds since 1970. */
	now: (): number => Date.now(),

	/** A number from 0 up to, not including, 1. */
	random: (): number => Math.random(),

	/**
	 * Waits, or stops waiting at once when the execution is cancelled.
	 *
	 * @param ms how long to wait, in milliseconds
	 * @param signal the execution's cancel signal
	 * @throws the signal's reason when it fires
	 */
	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (!signal) return await sleep(ms);
		let stop = (): void => undefined;
		const aborted = new Promise<never>((_, reject) => {
			stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled'));
			signal.addEventListener('abort', stop, { once: true });
		});
		try {
			if (signal.aborted) stop();
			// The signal is raced here too: n8n's own sleep took none in earlier versions.
			await Promise.race([sleep(ms, signal), aborted]);
		} finally {
			signal.removeEventListener('abort', stop);
		}
	},
};
