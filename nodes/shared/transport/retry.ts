import { clock } from './clock';
import { type NetworkError, isTransient, neverSent } from '../errors/networkError';
import type { ApiResponse } from '../api';
import { readProblem } from '../errors/apiError';

/** Statuses that often pass by themselves. */
const TRANSIENT_STATUS_CODES = new Set([429, 500, 502, 503, 504]);

/** Of these, the ones by which a server says that it has not acted. */
const NOT_PROCESSED_STATUS_CODES = new Set([429, 503]);

const INITIAL_RETRY_DELAY_MS = 500;
const BACKOFF_FACTOR = 1.5;

/** The longest wait before another attempt, whatever the server asks for, in milliseconds. */
export const MAX_RETRY_DELAY_MS = 60_000;

/** What came of one attempt. */
export type Outcome = { response: ApiResponse } | { networkError: NetworkError };

/**
 * Whether to send the request again.
 *
 * @param idempotent false for an operation that must not be carried out twice: it is sent again only when the
 *   server cannot have acted, or says itself that it may
 */
export function shouldRetry(outcome: Outcome, idempotent: boolean): boolean {
	if ('networkError' in outcome)
		return idempotent ? isTransient(outcome.networkError) : neverSent(outcome.networkError);
	const retryable = readProblem(outcome.response.body)?.retryable;
	if (retryable === false) return false;
	const { statusCode } = outcome.response;
	if (!TRANSIENT_STATUS_CODES.has(statusCode)) return false;
	return idempotent || NOT_PROCESSED_STATUS_CODES.has(statusCode) || retryable === true;
}

/** Whether the server may have carried out the request although it did not say so. */
export function mayHaveBeenProcessed(outcome: Outcome): boolean {
	if ('networkError' in outcome) return !neverSent(outcome.networkError);
	return outcome.response.statusCode >= 500 && !NOT_PROCESSED_STATUS_CODES.has(outcome.response.statusCode);
}

/**
 * How long to wait before the next attempt, in milliseconds: what the server asks for (`Retry-After` as RFC 9110
 * has it, else the problem's `retryAfter`), or else 500 ms × 1.5ⁿ with full jitter; at most a minute.
 *
 * @param attempt how many attempts were made, from 1
 */
export function retryDelay(outcome: Outcome, attempt: number): number {
	const asked = 'response' in outcome ? retryAfter(outcome.response) : undefined;
	const wait = asked ?? INITIAL_RETRY_DELAY_MS * BACKOFF_FACTOR ** (attempt - 1) * clock.random();
	return Math.min(Math.max(wait, 0), MAX_RETRY_DELAY_MS);
}

function retryAfter({ headers, body }: ApiResponse): number | undefined {
	const header = headers['retry-after'];
	if (typeof header === 'string') {
		if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
		const until = millisecondsUntil(header);
		if (until !== undefined) return until;
	}
	const retryAfter = readProblem(body)?.retryAfter;
	return retryAfter === undefined ? undefined : millisecondsUntil(retryAfter);
}

/** Both forms of a date begin with a weekday or a year; `Date.parse` alone would take '-5' for a date. */
function millisecondsUntil(text: string): number | undefined {
	if (!/^\s*([A-Za-z]{3}|\d{4}-)/.test(text)) return undefined;
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time - clock.now();
}
