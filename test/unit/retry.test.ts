import { clock } from '../../nodes/shared/clock';
import { mayHaveActed, shouldRetry, waitBeforeNext } from '../../nodes/shared/retry';
import type { FaultKind } from '../../nodes/shared/fault';

const NOW = Date.parse('2026-11-24T12:00:00Z');

beforeEach(() => {
	jest.spyOn(clock, 'now').mockReturnValue(NOW);
	jest.spyOn(clock, 'random').mockReturnValue(0.5);
});
afterEach(() => jest.restoreAllMocks());

const answer = (statusCode: number, body: unknown = '', headers: Record<string, unknown> = {}) => ({
	answer: { statusCode, headers, body },
});
const fault = (kind: FaultKind) => ({ fault: { kind, text: '' } });

describe('a request that may be repeated', () => {
	it.each([429, 500, 502, 503, 504])('is sent again after a %i', (status) => {
		expect(shouldRetry(answer(status), true)).toBe(true);
	});

	it.each([302, 400, 401, 403, 404, 405, 409, 413, 415, 422, 501])(
		'is not sent again after a %i',
		(status) => {
			expect(shouldRetry(answer(status), true)).toBe(false);
		},
	);

	it.each(['unreachable', 'notResolved', 'closed', 'timeout'] as const)('is sent again when %s', (kind) => {
		expect(shouldRetry(fault(kind), true)).toBe(true);
	});

	it.each(['tls', 'cancelled', 'other'] as const)('is not sent again when %s', (kind) => {
		expect(shouldRetry(fault(kind), true)).toBe(false);
	});

	it('is not sent again when the problem says that it is of no use', () => {
		expect(shouldRetry(answer(503, { title: 'Down', retryable: false }), true)).toBe(false);
	});

	it('is not sent again after a 400 although the problem calls it retryable', () => {
		expect(shouldRetry(answer(400, { title: 'Bad', retryable: true }), true)).toBe(false);
	});
});

describe('a request that must not be carried out twice', () => {
	it.each([429, 503])('is sent again after a %i, since the server has not acted', (status) => {
		expect(shouldRetry(answer(status), false)).toBe(true);
	});

	it.each([500, 502, 504])('is not sent again after a %i', (status) => {
		expect(shouldRetry(answer(status), false)).toBe(false);
	});

	it.each([500, 502, 504])('is sent again after a %i that says it is retryable', (status) => {
		expect(shouldRetry(answer(status, { title: 'Oops', retryable: true }), false)).toBe(true);
	});

	it.each(['unreachable', 'notResolved'] as const)('is sent again when %s', (kind) => {
		expect(shouldRetry(fault(kind), false)).toBe(true);
	});

	it.each(['closed', 'timeout', 'tls', 'cancelled', 'other'] as const)(
		'is not sent again when %s',
		(kind) => {
			expect(shouldRetry(fault(kind), false)).toBe(false);
		},
	);
});

describe('the outcome', () => {
	it.each([
		['a 500', answer(500), true],
		['a 502', answer(502), true],
		['a 504', answer(504), true],
		['a lost connection', fault('closed'), true],
		['a timeout', fault('timeout'), true],
		['a 429', answer(429), false],
		['a 503', answer(503), false],
		['a 400', answer(400), false],
		['a refused connection', fault('unreachable'), false],
		['an unknown host', fault('notResolved'), false],
	])('of %s is in doubt: %s', (_, outcome, doubt) => {
		expect(mayHaveActed(outcome)).toBe(doubt);
	});
});

describe('the wait before the next attempt', () => {
	it('grows by half each time, with jitter', () => {
		expect([1, 2, 3].map((attempt) => waitBeforeNext(answer(500), attempt))).toEqual([250, 375, 562.5]);
	});

	it('is a minute at most', () => {
		expect(waitBeforeNext(fault('closed'), 50)).toBe(60_000);
	});

	it.each([
		['seconds', '7', 7000],
		['zero', '0', 0],
		['seconds beyond a minute', '3600', 60_000],
		['an absurd number of seconds', '9'.repeat(400), 60_000],
		['a date', 'Tue, 24 Nov 2026 12:00:09 GMT', 9000],
		['a date that has passed', 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
		['a date far ahead', 'Tue, 24 Nov 2099 12:00:00 GMT', 60_000],
		['a negative number: not understood', '-5', 250],
		['a fraction: not understood', '1.5', 250],
		['nonsense: not understood', 'soon', 250],
		['a nonsense date: not understood', 'Tue, 99 Foo', 250],
		['nothing', undefined, 250],
	])('with Retry-After in the form of %s', (_, value, wait) => {
		expect(waitBeforeNext(answer(429, '', { 'retry-after': value }), 1)).toBe(wait);
	});

	it("is what the problem's retryAfter asks for", () => {
		const problem = { title: 'Busy', retryAfter: '2026-11-24T12:00:04.500Z' };
		expect(waitBeforeNext(answer(503, problem), 1)).toBe(4500);
	});

	it('follows the header when both ask for one', () => {
		const problem = { title: 'Busy', retryAfter: '2026-11-24T12:00:30Z' };
		expect(waitBeforeNext(answer(503, problem, { 'retry-after': '2' }), 1)).toBe(2000);
	});

	it("ignores a problem's retryAfter that is no date", () => {
		expect(waitBeforeNext(answer(503, { title: 'Busy', retryAfter: 'later' }), 1)).toBe(250);
	});
});
