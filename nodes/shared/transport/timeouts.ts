/** The timeout of a request that has none of its own, in milliseconds; the same as n8n's. */
export const DEFAULT_TIMEOUT_MS = 300_000;

/** The longest delay of a Node.js timer, in milliseconds. */
export const MAX_TIMEOUT_MS = 2_147_483_647;

/** The timeout of the credential test, in milliseconds, short because someone is waiting in the editor. */
export const CREDENTIAL_TEST_TIMEOUT_MS = 30_000;

/** A timeout is time without a byte; a response that keeps arriving may take this many times as long. */
const MAX_TOTAL_FACTOR = 10;

/**
 * Aborts when a request and its response have taken too long as a whole.
 *
 * @param timeoutMs the longest time without a byte, in milliseconds
 * @param leftMs the time until the deadline, if there is one, in milliseconds
 */
export function totalLimit(timeoutMs: number, leftMs = Infinity): AbortSignal {
	return AbortSignal.timeout(Math.min(timeoutMs * MAX_TOTAL_FACTOR, leftMs, MAX_TIMEOUT_MS));
}

/**
 * The chunks of a streamed response. Ends one that stalls, because the HTTP client's own timeout ends with its headers.
 *
 * @param timeoutMs the longest time without a chunk, in milliseconds
 * @throws DOMException named `TimeoutError` when the response stalls
 */
export async function* withoutStalls<T>(stream: AsyncIterable<T>, timeoutMs: number): AsyncGenerator<T> {
	const iterator = stream[Symbol.asyncIterator]();
	for (;;) {
		const silence = AbortSignal.timeout(timeoutMs);
		const stalled = new Promise<never>((_, reject) => {
			silence.onabort = () => reject(silence.reason as Error);
		});
		const next = await Promise.race([iterator.next(), stalled]);
		// Node.js keeps a signal with a listener until it fires.
		silence.onabort = null;
		if (next.done) return;
		yield next.value;
	}
}
