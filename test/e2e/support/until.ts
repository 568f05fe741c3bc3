import { performance, timersPromises } from '../../support/node';

/** How long to wait by default for something that n8n does in the background, in milliseconds. */
const DEADLINE_MS = 30_000;
const POLL_MS = 25;

/** The outcome of an attempt: its result, or the error to throw if there is no time for another attempt. */
export type Attempt<T> = { result: T } | { failure: unknown };

/**
 * Repeats an attempt until it succeeds.
 *
 * @param deadlineMs no further attempt is made after this time, in milliseconds
 * @throws the failure of the last attempt; whatever an attempt throws
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
 * Reads a value until it is as expected.
 *
 * @throws Error with the last value if it isn't after half a minute
 */
export async function eventually<T>(
	read: () => Promise<T> | T,
	isExpected: (value: T) => boolean,
): Promise<T> {
	return await until<T>(async () => {
		const value = await read();
		if (isExpected(value)) return { result: value };
		return { failure: new Error(`It is still ${JSON.stringify(value).slice(0, 500)}`) };
	});
}

/**
 * Repeats a check until it passes, because the editor renders step by step.
 *
 * @throws what the check throws if it still does after half a minute
 */
export async function comesToHold(check: () => Promise<void>): Promise<void> {
	await until(async () => {
		const [outcome] = await Promise.allSettled([check()]);
		return outcome.status === 'fulfilled' ? { result: undefined } : { failure: outcome.reason };
	});
}
