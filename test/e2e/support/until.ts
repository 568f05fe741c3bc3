import { performance, timersPromises } from '../../support/node';

/** How long things may take that n8n does in the meantime, in milliseconds, unless it is said otherwise. */
const DEADLINE_MS = 30_000;
const POLL_MS = 25;

/** What one attempt has come to: what was wanted, or what to fail with when it is too late for another. */
export type Attempt<T> = { result: T } | { failure: unknown };

/**
 * Attempts until it succeeds.
 *
 * @param deadlineMs after how many milliseconds an attempt that fails is the last
 * @throws the failure of the last attempt; at once what an attempt throws
 */
export async function until<T>(attempt: () => Promise<Attempt<T>>, deadlineMs = DEADLINE_MS): Promise<T> {
	const deadline = performance.now() + deadlineMs;
	for (;;) {
		const attempted = await attempt();
		if ('result' in attempted) return attempted.result;
		if (performance.now() > deadline) return await Promise.reject(attempted.failure);
		await timersPromises.setTimeout(POLL_MS);
	}
}

/**
 * Asks until the answer is as it should be.
 *
 * @throws Error with the last answer, when it is not after half a minute
 */
export async function eventually<T>(ask: () => Promise<T> | T, isRight: (answer: T) => boolean): Promise<T> {
	return await until<T>(async () => {
		const answer = await ask();
		if (isRight(answer)) return { result: answer };
		return { failure: new Error(`It remains ${JSON.stringify(answer).slice(0, 500)}`) };
	});
}

/**
 * Checks until it passes: the editor shows things one after the other.
 *
 * @throws what the check throws, when it still does after half a minute
 */
export async function comesToHold(check: () => Promise<void>): Promise<void> {
	await until(async () => {
		const [outcome] = await Promise.allSettled([check()]);
		return outcome.status === 'fulfilled' ? { result: undefined } : { failure: outcome.reason };
	});
}
