import type { FaultRow, Kind, Outcome } from './outcome';

const always = Infinity;

/** What the body of a 2xx response must be. */
const EXPECTED: Record<Exclude<Kind, 'deletes'>, string> = {
	lists: 'a list',
	reads: 'a connection',
	creates: 'a connection',
	changes: 'a connection',
	links: 'a URL',
};

/** The error about a 2xx response whose body is something else. */
export const unexpected =
	(status = 200) =>
	(kind: Kind, label: string): Outcome => ({
		error:
			kind === 'deletes'
				? "Couldn't confirm that the connection was deleted: the response isn't empty"
				: `Unexpected response when trying to ${label}: expected ${EXPECTED[kind]}`,
		httpCode: status,
		requests: 1,
	});

/** Success only for the given kinds. */
const succeedingFor =
	(...kinds: Kind[]) =>
	(kind: Kind, label: string): Outcome =>
		kinds.includes(kind) ? { requests: 1 } : unexpected()(kind, label);

/** Where a body that says nothing is what there should be. */
const OUTCOMES: Record<string, FaultRow['outcome']> = {
	nothing: succeedingFor('deletes'),
	null: succeedingFor('deletes', 'lists'),
};

/** Bodies of a 2xx response that the operation doesn't return. */
export const bodyRows: FaultRow[] = [
	['HTML', '<html><title>Sign in</title></html>', 'text/html'],
	['null', 'null', 'application/json'],
	['a string', '"hello"', 'application/json'],
	['a number', '7', 'application/json'],
	['a different object', '{"hello":"world"}', 'application/json'],
	['truncated JSON', '[{"id":"c1","provider":"sales', 'application/json'],
	['nothing', '', 'application/json'],
].map(([name, body, contentType]) => ({
	name: `200 with ${name}`,
	fault: { times: always, respond: { status: 200, body, headers: { 'content-type': contentType } } },
	outcome: OUTCOMES[name] ?? unexpected(),
}));
