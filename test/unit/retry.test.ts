import { clock } from '../../nodes/shared/transport/clock';
import { mayHaveBeenProcessed, shouldRetry, retryDelay } from '../../nodes/shared/transport/retry';
import type { NetworkErrorKind } from '../../nodes/shared/errors/networkError';

const NOW = Date.parse('2026-11-24T12:00:00Z');

beforeEach(() => {
	jest.spyOn(clock, 'now').mockReturnValue(NOW);
	jest.spyOn(clock, 'random').mockReturnValue(0.5);
});
afterEach(() => jest.restoreAllMocks());

const response = (statusCode: number, body: unknown = '', headers: Record<string, unknown> = {}) => ({
	response: { statusCode, headers, body },
});
const networkError = (kind: NetworkErrorKind) => ({ networkError: { kind, text: '' } });

describe('an idempotent request', () => {
	it.each([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524])('is retried after a %i', (status) => {
		expect(shouldRetry(response(status), true)).toBe(true);
	});

	it.each([304, 302, 400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 423, 451, 501, 505, 519, 525])(
		'is not retried after a %i',
		(status) => {
			expect(shouldRetry(response(status), true)).toBe(false);
		},
	);

	it.each(['unreachable', 'notResolved', 'handshake', 'closed', 'timeout'] as const)(
		'is retried if %s',
		(kind) => {
			expect(shouldRetry(networkError(kind), true)).toBe(true);
		},
	);

	it.each(['certificate', 'noTls', 'encoding', 'canceled', 'other'] as const)(
		'is not retried if %s',
		(kind) => {
			expect(shouldRetry(networkError(kind), true)).toBe(false);
		},
	);
});

describe('a request that is not idempotent', () => {
	it.each([429, 503])('is retried after a %i, because the server did not process it', (status) => {
		expect(shouldRetry(response(status), false)).toBe(true);
	});

	it.each([400, 408, 425, 500, 502, 504, 520, 524])('is not retried after a %i', (status) => {
		expect(shouldRetry(response(status), false)).toBe(false);
	});

	it.each(['unreachable', 'notResolved', 'handshake'] as const)('is retried if %s', (kind) => {
		expect(shouldRetry(networkError(kind), false)).toBe(true);
	});

	it.each(['closed', 'timeout', 'certificate', 'noTls', 'encoding', 'canceled', 'other'] as const)(
		'is not retried if %s',
		(kind) => {
			expect(shouldRetry(networkError(kind), false)).toBe(false);
		},
	);
});

describe('a problem that says whether a retry helps', () => {
	it.each([
		[true, 400, true],
		[true, 409, false],
		[true, 500, false],
		[false, 503, true],
		[false, 429, false],
	])('with retryable: %s is heeded after a %i (idempotent: %s)', (retryable, status, idempotent) => {
		expect(shouldRetry(response(status, { title: 'No', retryable }), idempotent)).toBe(retryable);
	});
});

describe('whether the server may have processed the request', () => {
	it.each([
		['a 500', response(500), true],
		['a 502', response(502), true],
		['a 504', response(504), true],
		['a 520', response(520), true],
		['a 524', response(524), true],
		['a 599', response(599), true],
		['a lost connection', networkError('closed'), true],
		['a timeout', networkError('timeout'), true],
		['a response that cannot be decompressed', networkError('encoding'), true],
		['an unknown error', networkError('other'), true],
		['a cancellation', networkError('canceled'), true],
		['a 429', response(429), false],
		['a 503', response(503), false],
		['a 501', response(501), false],
		['a 519', response(519), false],
		['a 408', response(408), false],
		['a 400', response(400), false],
		['a connection that was refused', networkError('unreachable'), false],
		['an unknown host', networkError('notResolved'), false],
		['a failed TLS handshake', networkError('handshake'), false],
		['a rejected certificate', networkError('certificate'), false],
		['a server without TLS', networkError('noTls'), false],
	])('after %s: %s', (_, outcome, expected) => {
		for (const idempotent of [true, false]) {
			expect(mayHaveBeenProcessed(outcome, idempotent)).toBe(expected);
		}
	});

	it.each([
		[false, true, false],
		[true, true, true],
		[false, false, true],
	])(
		'after a 500 of a request (idempotent: %s) with retryable: %s: %s',
		(idempotent, retryable, expected) => {
			expect(mayHaveBeenProcessed(response(500, { title: 'Oops', retryable }), idempotent)).toBe(expected);
		},
	);
});

describe('the delay before a retry', () => {
	it('grows by half each time, with jitter', () => {
		expect([1, 2, 3].map((attempt) => retryDelay(response(500), attempt))).toEqual([250, 375, 562.5]);
	});

	it('is never longer than a minute', () => {
		expect(retryDelay(networkError('closed'), 50)).toBe(60_000);
	});

	it.each([
		['seconds', '7', 7000],
		['zero', '0', 0],
		['seconds beyond a minute', '3600', 60_000],
		['an absurd number of seconds', '9'.repeat(400), 60_000],
		['a date', 'Tue, 24 Nov 2026 12:00:09 GMT', 9000],
		['a date in the past', 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
		['a date in the far future', 'Tue, 24 Nov 2099 12:00:00 GMT', 60_000],
		['a negative number, which is ignored', '-5', 250],
		['a fraction', '1.25', 1250],
		['nonsense, which is ignored', 'soon', 250],
		['a nonsense date, which is ignored', 'Tue, 99 Foo', 250],
		['a date without a weekday, which is ignored', '24 Nov 2026 12:00:09 GMT', 250],
		['a date with a military letter, which is ignored', 'Z 24 Nov 2026 12:00:09 GMT', 250],
		['nothing', undefined, 250],
	])('with %s in Retry-After', (_, value, delay) => {
		expect(retryDelay(response(429, '', { 'retry-after': value }), 1)).toBe(delay);
	});

	it("follows the problem's retryAfter", () => {
		const problem = { title: 'Busy', retryAfter: '2026-11-24T12:00:04.500Z' };
		expect(retryDelay(response(503, problem), 1)).toBe(4500);
	});

	it('follows the header if there are both', () => {
		const problem = { title: 'Busy', retryAfter: '2026-11-24T12:00:30Z' };
		expect(retryDelay(response(503, problem, { 'retry-after': '2' }), 1)).toBe(2000);
	});

	it('follows the problem if the header is nonsense', () => {
		const problem = { title: 'Busy', retryAfter: '2026-11-24T12:00:30Z' };
		expect(retryDelay(response(503, problem, { 'retry-after': 'soon' }), 1)).toBe(30_000);
	});

	it("ignores a problem's retryAfter that is not a date", () => {
		expect(retryDelay(response(503, { title: 'Busy', retryAfter: 'later' }), 1)).toBe(250);
	});
});
