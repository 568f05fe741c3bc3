import type { INodeParameters } from 'n8n-workflow';
import { byName, engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { items, operationCase } from '../support/operations';

const harness = engineHarness();
const NO_RETRIES = { options: { maxRetries: 0 } };
const GONE = { respond: { status: 404, body: { title: 'Not found' } } };
const generate = parametersOf('connection generate', NO_RETRIES);

/** Methods and paths of the requests, without the project. */
const sent = () => harness.api.requests.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);

describe('an output with a member "error", which n8n takes for a failure', () => {
	it.each<[string, INodeParameters]>([
		['Generate', generate],
		['Update', parametersOf('connection update', NO_RETRIES)],
		['Get', parametersOf('connection get', { simplify: false })],
	])('does not make n8n send it again: %s', async (_, parameters) => {
		const body = { id: 'new', status: 'created', error: '' };
		harness.api.fault({ times: Infinity, respond: { status: 200, body } });
		const { json } = await harness.run(parameters, items(1), { maxTries: 3 });
		expect(json).toEqual([expect.objectContaining({ id: 'new' })]);
		expect(harness.api.requests).toHaveLength(1);
	});
});

describe('a deletion in doubt', () => {
	const remove = parametersOf('connection delete', NO_RETRIES);
	const LOST = [
		['the response was lost', { drop: 'beforeHeaders' }],
		['the server failed', { respond: { status: 500, body: { title: 'No' } } }],
		['the server failed, and says that a retry helps', { respond: { status: 500 } }],
		['a gateway got no response', { respond: { status: 524, body: '' } }],
	] as const;

	it.each(LOST)('has succeeded if it is gone in the next try: %s', async (_, fault) => {
		harness.api.fault(fault);
		harness.api.fault(GONE);
		const { error, json } = await harness.run(remove, items(1), { maxTries: 2 });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true, id: 'c0' }]);
	});

	it.each(LOST)('has succeeded then with Only If, too: %s', async (_, fault) => {
		const { connection } = harness.api.state.unusedConnection(PROJECT);
		const onlyIf = { groupRef: connection.group.groupRef };
		harness.api.fault({ match: { method: 'DELETE' }, perform: true, ...fault });
		const { json } = await harness.run({ ...remove, onlyIf }, [{ id: connection.id }], { maxTries: 2 });
		expect(json).toEqual([{ deleted: true, id: connection.id }]);
		expect(sent().map((request) => request.split(' ')[0])).toEqual(['GET', 'DELETE', 'GET']);
	});

	it('is sent again if it is still there', async () => {
		harness.api.fault({ drop: 'beforeHeaders' });
		harness.api.fault({ respond: { status: 204 } });
		const { json } = await harness.run(remove, items(1), { maxTries: 2 });
		expect(json).toEqual([{ deleted: true, id: 'c0' }]);
		expect(sent()).toEqual(['DELETE c0', 'DELETE c0']);
	});

	it.each([
		['refused', { respond: { status: 403 } }],
		['put off', { respond: { status: 429 } }],
		['not accepted', { respond: { status: 503 } }],
	])('is none after it was %s, so that a 404 is an error', async (_, fault) => {
		harness.api.fault(fault);
		harness.api.fault({ times: Infinity, ...GONE });
		const { error } = await harness.run(remove, items(1), { maxTries: 2 });
		expect(error?.httpCode).toBe('404');
	});
});

describe('an item that was stopped because another one failed', () => {
	it('is sent in the next try, and not remembered as canceled', async () => {
		let release = (): void => undefined;
		const hold = new Promise<void>((resolve) => (release = resolve));
		const get = operationCase('connection get');
		// The first item's response never comes before the second one has failed.
		harness.api.fault({ match: { path: '/c0' }, hold, respond: get.success });
		harness.api.fault({ match: { path: '/c1' }, respond: { status: 401, body: { title: 'No' } } });
		harness.api.fault({ times: Infinity, respond: get.success });
		const { error, json } = await harness.run(get.parameters, items(2), { maxTries: 2 });
		release();
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: 'x' }, { id: 'x' }]);
	});
});

describe('a Generate that the server says can be retried', () => {
	it('is sent again in the next try', async () => {
		harness.api.fault({ respond: { status: 500, body: { title: 'No', retryable: true } } });
		harness.api.fault({ respond: { status: 201, body: { id: 'new' } } });
		const { json } = await harness.run(generate, items(1), { maxTries: 2 });
		expect(json).toEqual([{ id: 'new' }]);
		expect(harness.api.requests).toHaveLength(2);
	});

	it('stays in doubt after an earlier attempt whose response was lost', async () => {
		const parameters = { ...generate, projectIdOrName: byName('p'), options: { maxRetries: 1 } };
		harness.api.fault({ respond: { status: 429 } });
		harness.api.fault({ drop: 'beforeHeaders' });
		harness.api.fault({ times: Infinity, respond: { status: 201, body: { id: 'new' } } });
		const { error } = await harness.run(parameters, items(1), { maxTries: 3 });
		expect(error?.description).toContain("Check with 'Get Many' before you try again.");
		expect(harness.api.requests).toHaveLength(2);
	});
});
