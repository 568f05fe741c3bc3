import type { Fault } from '../../../emulator';
import { type Kind, type Outcome, RETRIES } from './outcome';

/** One way in which things go wrong. */
export interface FaultRow {
	name: string;
	/** What the emulator does; for the faults that need another server, how to reach that. */
	fault?: Fault;
	server?: 'closed' | 'unknown' | 'selfSigned' | 'timeout';
	/** What becomes of it. */
	outcome(kind: Kind, label: string): Outcome;
	/** The operations that it can meet; all, unless said otherwise. */
	only?: Kind[];
}

const always = Infinity;
const again = RETRIES + 1;

/** An error after as many attempts as are allowed for the operation. */
const failing =
	(error: string, safeToRepeat: boolean, httpCode?: number) =>
	(kind: Kind): Outcome => ({
		error,
		httpCode,
		requests: safeToRepeat || kind !== 'creates' ? again : 1,
	});

const PROBLEM = 'what the API says';
const RETRIED = [429, 500, 502, 503, 504];
const UNTOUCHED = [429, 503];

const statuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 502, 503, 504];

const bodies: Array<[name: string, contentType: string, body: (status: number) => string | object]> = [
	['problem+json', 'application/problem+json', (status) => ({ status, title: 'No', detail: PROBLEM })],
	['HTML', 'text/html', (status) => `<html><title>${status} from a proxy</title></html>`],
	['nothing', 'text/plain', () => ''],
];

const statusRows: FaultRow[] = statuses.flatMap((status) =>
	bodies.map(([name, contentType, body]) => ({
		name: `${status} with ${name}`,
		fault: {
			times: always,
			respond: { status, body: body(status), headers: { 'content-type': contentType } },
		},
		outcome: (kind: Kind, label: string): Outcome => {
			const error = name === 'problem+json' ? PROBLEM : `Ampersand could not ${label} (HTTP ${status})`;
			if (!RETRIED.includes(status)) return { error, httpCode: status, requests: 1 };
			return failing(error, UNTOUCHED.includes(status), status)(kind);
		},
	})),
);

const networkRows: FaultRow[] = [
	{
		name: 'connection refused',
		server: 'closed',
		outcome: () => ({ error: 'no connection to 127.0.0.1', requests: 0 }),
	},
	{ name: 'host not known', server: 'unknown', outcome: () => ({ error: 'is not known', requests: 0 }) },
	{
		name: 'certificate not trusted',
		server: 'selfSigned',
		outcome: () => ({ error: 'was not accepted (self-signed certificate)', requests: 0 }),
	},
	{
		name: 'reset before the answer',
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
		name: 'no answer until the timeout',
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
		name: 'reset once, then well again',
		fault: { drop: 'beforeHeaders' },
		only: ['reads', 'lists', 'changes', 'deletes', 'links'],
		outcome: () => ({ requests: 2 }),
	},
	{
		name: '503 once, then well again',
		fault: { respond: { status: 503 } },
		outcome: () => ({ requests: 2 }),
	},
	{
		name: 'carried out, but the answer was lost',
		fault: { drop: 'beforeHeaders', perform: true },
		only: ['deletes', 'changes', 'creates'],
		outcome: (kind) =>
			kind === 'creates'
				? { error: 'was closed before the response was complete', requests: 1 }
				: { requests: 2 },
	},
];

/** What a good answer should hold, by operation. */
const EXPECTED: Record<Kind, string> = {
	lists: 'a list',
	reads: 'a connection',
	creates: 'a connection',
	changes: 'a connection',
	deletes: 'an empty one',
	links: 'a URL',
};

const unexpected =
	(status = 200) =>
	(kind: Kind): Outcome => ({
		error: `the response is not ${EXPECTED[kind]}`,
		httpCode: status,
		requests: 1,
	});

/** A deletion needs no more than that. */
const empty = (kind: Kind): Outcome => (kind === 'deletes' ? { requests: 1 } : unexpected()(kind));

const answerRows: FaultRow[] = [
	['HTML', '<html><title>Sign in</title></html>', 'text/html'],
	['null', 'null', 'application/json'],
	['a text', '"hello"', 'application/json'],
	['a number', '7', 'application/json'],
	['an object of another kind', '{"hello":"world"}', 'application/json'],
	['JSON that was cut off', '[{"id":"c1","provider":"sales', 'application/json'],
	['nothing', '', 'application/json'],
].map(([name, body, contentType]) => ({
	name: `200 with ${name}`,
	fault: { times: always, respond: { status: 200, body, headers: { 'content-type': contentType } } },
	outcome: name === 'nothing' || name === 'null' ? empty : unexpected(),
}));

const otherRows: FaultRow[] = [
	{
		name: '204 with a body',
		fault: { respond: { status: 204, body: '{"unasked":true}' } },
		only: ['deletes'],
		outcome: () => ({ requests: 1 }),
	},
	{
		name: '204 in place of an answer',
		fault: { respond: { status: 204 } },
		only: ['lists', 'reads', 'creates', 'changes', 'links'],
		outcome: unexpected(204),
	},
	{
		name: 'a redirect in a circle',
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
		name: '503 that must not be retried',
		fault: { times: always, respond: { status: 503, body: { detail: PROBLEM, retryable: false } } },
		outcome: () => ({ error: PROBLEM, httpCode: 503, requests: 1 }),
	},
	{
		name: '500 that may be retried',
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
].map(([value, waits]) => ({
	name: `429 with Retry-After: ${value as string}`,
	fault: { respond: { status: 429, headers: { 'retry-after': value as string } } },
	outcome: () => ({ requests: 2, waits: waits as number[] }),
}));

const page = (nextPageToken: unknown) => ({ results: [], pagination: { done: false, nextPageToken } });

const pageRows: FaultRow[] = [
	{
		name: 'a page token that comes again',
		fault: { times: always, respond: { status: 200, body: page('same') } },
		only: ['lists'],
		outcome: () => ({ error: 'the same page token a second time', requests: 2 }),
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
		outcome: () => ({ error: 'the response is not a list', httpCode: 200, requests: 1 }),
	},
];

/** Every fault; each meets every operation that it can meet. */
export const FAULTS: FaultRow[] = [
	...networkRows,
	...statusRows,
	...answerRows,
	...otherRows,
	...retryAfterRows,
	...pageRows,
];
