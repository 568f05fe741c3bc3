import { bodyRows, unexpected } from './bodies';
import { type FaultRow, type Kind, type Outcome, RETRIES } from './outcome';

const always = Infinity;
const allAttempts = RETRIES + 1;

/** An error after as many attempts as the operation allows. */
const failing =
	(error: string, idempotent: boolean, httpCode?: number) =>
	(kind: Kind): Outcome => ({
		error,
		httpCode,
		requests: idempotent || kind !== 'creates' ? allAttempts : 1,
	});

const PROBLEM = 'what the API says';
const TRANSIENT = [408, 425, 429, 500, 502, 503, 504, 520, 524];
const NOT_PROCESSED = [429, 503];

const REFUSED = [400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 423, 451, 501];
const statuses = [...REFUSED, ...TRANSIENT];

/** A refused one, one that is missing, and one each after which a request may or cannot have been processed. */
const TYPICAL = [400, 404, 500, 503];

const bodies: Array<[name: string, contentType: string, body: (status: number) => string | object]> = [
	['problem+json', 'application/problem+json', (status) => ({ status, title: 'No', detail: PROBLEM })],
	['HTML', 'text/html', (status) => `<html><title>${status} from a proxy</title></html>`],
	['nothing', 'text/plain', () => ''],
];

const statusRows: FaultRow[] = statuses.flatMap((status) =>
	bodies.map(([name, contentType, body]) => ({
		name: `${status} with ${name}`,
		isVariant: !TYPICAL.includes(status),
		fault: {
			times: always,
			respond: { status, body: body(status), headers: { 'content-type': contentType } },
		},
		outcome: (kind: Kind, label: string): Outcome => {
			const error = name === 'problem+json' ? PROBLEM : `Couldn't ${label} (HTTP ${status})`;
			if (!TRANSIENT.includes(status)) return { error, httpCode: status, requests: 1 };
			return failing(error, NOT_PROCESSED.includes(status), status)(kind);
		},
	})),
);

const networkRows: FaultRow[] = [
	{
		name: 'connection refused',
		server: 'closed',
		outcome: () => ({ error: "can't reach 127.0.0.1", requests: 0 }),
	},
	{
		name: 'host not found',
		server: 'unknown',
		outcome: () => ({ error: "the host api.ampersand.invalid can't be found", requests: 0 }),
	},
	{
		name: 'certificate not trusted',
		server: 'selfSigned',
		outcome: () => ({ error: 'was rejected (self-signed certificate)', requests: 0 }),
	},
	{
		name: 'TLS handshake failed',
		server: 'noHandshake',
		outcome: () => ({ error: 'no secure connection to 127.0.0.1', requests: 0, waits: [250, 375] }),
	},
	{
		name: 'https where the server has none',
		server: 'noTls',
		outcome: () => ({ error: "doesn't use TLS", requests: 0, waits: [] }),
	},
	{
		name: 'reset before the response',
		fault: { times: always, drop: 'beforeHeaders' },
		outcome: failing('was closed before the response was complete', false),
	},
	{
		name: 'reset after the headers',
		fault: { times: always, drop: 'afterHeaders' },
		outcome: failing('was closed before the response was complete', false),
	},
	{
		name: 'reset in the middle of the body',
		fault: { times: always, drop: 'midBody', respond: undefined },
		only: ['reads', 'lists'],
		outcome: failing('was closed before the response was complete', false),
	},
	{
		name: 'no response until the timeout',
		server: 'timeout',
		fault: { times: always, stall: 'beforeHeaders' },
		outcome: failing('did not respond in time', false),
	},
	{
		name: 'headers, then silence until the timeout',
		server: 'timeout',
		fault: { times: always, stall: 'afterHeaders' },
		outcome: failing('did not respond in time', false),
	},
	{
		name: 'reset once, then recovered',
		fault: { drop: 'beforeHeaders' },
		only: ['reads', 'lists', 'changes', 'deletes', 'links'],
		outcome: () => ({ requests: 2 }),
	},
	{
		name: '503 once, then recovered',
		fault: { respond: { status: 503 } },
		outcome: () => ({ requests: 2 }),
	},
	{
		name: 'processed, but the response was lost',
		fault: { drop: 'beforeHeaders', perform: true },
		only: ['deletes', 'changes', 'creates'],
		outcome: (kind) =>
			kind === 'creates'
				? { error: 'was closed before the response was complete', requests: 1 }
				: { requests: 2 },
	},
];

const otherRows: FaultRow[] = [
	{
		name: '204 with a body',
		fault: { respond: { status: 204, body: '{"unasked":true}' } },
		only: ['deletes'],
		outcome: () => ({ requests: 1 }),
	},
	{
		name: '204 instead of a body',
		fault: { respond: { status: 204 } },
		only: ['lists', 'reads', 'creates', 'changes', 'links'],
		outcome: unexpected(204),
	},
	{
		name: '200, not compressed as its header says',
		fault: {
			times: always,
			respond: { status: 200, body: '{"id":"c1"}', headers: { 'content-encoding': 'gzip' } },
		},
		outcome: () => ({ error: "can't be decompressed", requests: 1 }),
	},
	{
		name: '304',
		fault: { times: always, respond: { status: 304 } },
		outcome: (_, label) => ({ error: `Couldn't ${label} (HTTP 304)`, httpCode: 304, requests: 1 }),
	},
	{
		name: 'a redirect within the API',
		fault: { times: always, respond: { status: 302, body: '', headers: { location: '/v1/projects' } } },
		outcome: () => ({ error: 'the response is a redirect (HTTP 302)', httpCode: 302, requests: 1 }),
	},
	{
		name: 'a redirect to another origin',
		fault: {
			times: always,
			respond: { status: 307, body: '', headers: { location: 'http://elsewhere.test/' } },
		},
		outcome: () => ({ error: 'the response is a redirect (HTTP 307)', httpCode: 307, requests: 1 }),
	},
	{
		name: '503 with retryable: false',
		fault: { times: always, respond: { status: 503, body: { detail: PROBLEM, retryable: false } } },
		outcome: () => ({ error: PROBLEM, httpCode: 503, requests: 1 }),
	},
	{
		name: '500 with retryable: true',
		fault: { times: always, respond: { status: 500, body: { detail: PROBLEM, retryable: true } } },
		outcome: failing(PROBLEM, true, 500),
	},
];

const retryAfterRows: FaultRow[] = [
	['0', [0]],
	['3', [3000]],
	['-5', [250]],
	['86400', [60_000]],
	['soon', [250]],
	['Fri, 01 Jan 2100 00:00:00 GMT', [60_000]],
	['Fri, 01 Jan 1999 00:00:00 GMT', [0]],
].map(([value, waits], index) => ({
	name: `429 with Retry-After: ${value as string}`,
	isVariant: index > 0,
	fault: { respond: { status: 429, headers: { 'retry-after': value as string } } },
	outcome: () => ({ requests: 2, waits: waits as number[] }),
}));

const page = (nextPageToken: unknown) => ({ results: [], pagination: { done: false, nextPageToken } });

const pageRows: FaultRow[] = [
	{
		name: 'a repeated page token',
		fault: { times: always, respond: { status: 200, body: page('same') } },
		only: ['lists'],
		outcome: () => ({ error: 'the API returned the same page token twice', requests: 2 }),
	},
	{
		name: 'a list that is null',
		fault: { respond: { status: 200, body: { results: null, pagination: { done: true } } } },
		only: ['lists'],
		outcome: () => ({ requests: 1 }),
	},
	{
		name: 'an empty page token',
		fault: { times: always, respond: { status: 200, body: page('') } },
		only: ['lists'],
		outcome: () => ({ requests: 1 }),
	},
	{
		name: 'a page token that is a number',
		fault: { respond: { status: 200, body: page(7) } },
		only: ['lists'],
		outcome: () => ({ requests: 2 }),
	},
	{
		name: 'a page token that is an object',
		fault: { respond: { status: 200, body: page({}) } },
		only: ['lists'],
		outcome: () => ({ error: 'expected a list', httpCode: 200, requests: 1 }),
	},
];

/** Every fault, for every operation that it can affect. */
export const FAULTS: FaultRow[] = [
	...networkRows,
	...statusRows,
	...bodyRows,
	...otherRows,
	...retryAfterRows,
	...pageRows,
];
