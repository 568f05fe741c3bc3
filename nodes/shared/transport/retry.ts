import type { ApiResponse } from '../api';
import { isTransient, type NetworkError, neverSent } from '../errors/networkError';
import { readProblem } from '../errors/problem';
import { clock } from './clock';

/** Statuses worth a retry. */
const TRANSIENT_STATUS_CODES = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** Statuses that mean the server did not process the request. */
const NOT_PROCESSED_STATUS_CODES = new Set([429, 503]);

const INITIAL_RETRY_DELAY_MS = 500;
const BACKOFF_FACTOR = 1.5;

/** Upper bound of the wait before a retry, in milliseconds, whatever the server asks for. */
const MAX_RETRY_DELAY_MS = 60_000;

/** The result of one attempt. */
export type Outcome = { response: ApiResponse } | { networkError: NetworkError };

/**
 * Whether to retry the request.
 *
 * @param idempotent false for an operation that must not run twice: it is retried only when the server can't have
 *   processed it, or marks the problem as retryable
 */
export function shouldRetry(outcome: Outcome, idempotent: boolean): boolean {
	if ('networkError' in outcome) {
		const { networkError } = outcome;
		return isTransient(networkError) && (idempotent || neverSent(networkError));
	}
	const { statusCode, body } = outcome.response;
	const retryable = readProblem(body)?.retryable;
	if (retryable !== undefined) return retryable;
	return idempotent ? TRANSIENT_STATUS_CODES.has(statusCode) : NOT_PROCESSED_STATUS_CODES.has(statusCode);
}

/**
 * Whether the server may have processed the request without confirming it: the response was lost, or has status 500, 502,
 * 504, or 520 and above.
 *
 * @param idempotent false for an operation that must not run twice; `retryable: true` then means that it wasn't processed
 */
export function mayHaveBeenProcessed(outcome: Outcome, idempotent: boolean): boolean {
	if ('networkError' in outcome) return !neverSent(outcome.networkError);
	const { statusCode, body } = outcome.response;
	const isUnclear = [500, 502, 504].includes(statusCode) || statusCode >= 520;
	return isUnclear && (idempotent || readProblem(body)?.retryable !== true);
}

/**
 * Milliseconds to wait before the next attempt: what the server asks for (`Retry-After` of RFC 9110, or else the
 * problem's `retryAfter`), or else 500 ms × 1.5^(attempt − 1), times a random
 * factor from 0 to 1; never more than a minute.
 *
 * @param attempt number of the attempt that has just failed, counted from 1
 */
export function retryDelay(outcome: Outcome, attempt: number): number {
	const requested = 'response' in outcome ? retryAfter(outcome.response) : undefined;
	const wait = requested ?? INITIAL_RETRY_DELAY_MS * BACKOFF_FACTOR ** (attempt - 1) * clock.random();
	return Math.min(Math.max(wait, 0), MAX_RETRY_DELAY_MS);
}

function retryAfter({ headers, body }: ApiResponse): number | undefined {
	const header = String(headers['retry-after']);
	// Some servers send fractional seconds, which RFC 9110 doesn't allow.
	if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
	return millisecondsUntil(header) ?? millisecondsUntil(String(readProblem(body)?.retryAfter));
}

/** Accepts only text that starts like a date of RFC 9110 or ISO 8601, because `Date.parse` accepts '-5', too. */
function millisecondsUntil(text: string): number | undefined {
	if (!/^([A-Za-z]{3}|\d{4}-)/.test(text)) return undefined;
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time - clock.now();
}
