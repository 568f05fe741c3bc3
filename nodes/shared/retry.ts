import { clock } from './clock';
import { type Fault, isPassing, isUntouched } from './fault';
import { type Answer, readProblem } from './problem';

/** Statuses that often pass by themselves. */
const PASSING = new Set([429, 500, 502, 503, 504]);

/** Of these, the ones by which a server says that it has not acted. */
const UNTOUCHED = new Set([429, 503]);

const FIRST_WAIT_MS = 500;
const GROWTH = 1.5;

/** The longest wait before another attempt, whatever the server asks for, in milliseconds. */
export const LONGEST_WAIT_MS = 60_000;

/** What came of one attempt. */
export type Outcome = { answer: Answer } | { fault: Fault };

/**
 * Whether to send the request again.
 *
 * @param repeatable false for an operation that must not be carried out twice: it is sent again only when the
 *   server cannot have acted, or says itself that it may
 */
export function shouldRetry(outcome: Outcome, repeatable: boolean): boolean {
	if ('fault' in outcome) return repeatable ? isPassing(outcome.fault) : isUntouched(outcome.fault);
	const retryable = readProblem(outcome.answer.body)?.retryable;
	if (retryable === false) return false;
	const { statusCode } = outcome.answer;
	if (!PASSING.has(statusCode)) return false;
	return repeatable || UNTOUCHED.has(statusCode) || retryable === true;
}

/** Whether the server may have carried out the request although it did not say so. */
export function mayHaveActed(outcome: Outcome): boolean {
	if ('fault' in outcome) return !isUntouched(outcome.fault);
	return outcome.answer.statusCode >= 500 && !UNTOUCHED.has(outcome.answer.statusCode);
}

/**
 * How long to wait before the next attempt, in milliseconds: what the server asks for (`Retry-After` as RFC 9110
 * has it, else the problem's `retryAfter`), or else 500 ms × 1.5ⁿ with full jitter; at most a minute.
 *
 * @param attempt how many attempts were made, from 1
 */
export function waitBeforeNext(outcome: Outcome, attempt: number): number {
	const asked = 'answer' in outcome ? askedWait(outcome.answer) : undefined;
	const wait = asked ?? FIRST_WAIT_MS * GROWTH ** (attempt - 1) * clock.random();
	return Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}

function askedWait({ headers, body }: Answer): number | undefined {
	const header = headers['retry-after'];
	if (typeof header === 'string') {
		if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
		const until = untilDate(header);
		if (until !== undefined) return until;
	}
	const retryAfter = readProblem(body)?.retryAfter;
	return retryAfter === undefined ? undefined : untilDate(retryAfter);
}

/** Both forms of a date begin with a weekday or a year; `Date.parse` alone would take '-5' for a date. */
function untilDate(text: string): number | undefined {
	if (!/^\s*([A-Za-z]{3}|\d{4}-)/.test(text)) return undefined;
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time - clock.now();
}
