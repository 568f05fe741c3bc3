import { engineHarness, pairing, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('Delete', () => {
	it('deletes the connection and returns its ID', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
		const { json } = await harness.run(parametersOf('connection delete', { connectionId: id }));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(harness.api.state.connections.some(({ connection }) => connection.id === id)).toBe(false);
	});

	it('does not accept a web page as confirmation, and says that the connection may have been deleted', async () => {
		const page = { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } };
		harness.api.fault({ respond: page });
		const { error } = await harness.run(
			parametersOf('connection delete', {
				connectionId: harness.api.state.unusedConnection(PROJECT, 'apiKey').connection.id,
			}),
		);
		expect(error?.message).toBe("Couldn't confirm that the connection was deleted: the response isn't empty");
		expect(error?.description).toContain('may still have processed the request');
	});

	it('accepts a JSON null as confirmation', async () => {
		harness.api.fault({
			respond: { status: 200, body: 'null', headers: { 'content-type': 'application/json' } },
		});
		const { json } = await harness.run(parametersOf('connection delete', { connectionId: 'c1' }));
		expect(json).toEqual([{ deleted: true, id: 'c1' }]);
	});

	it.each([400, 409, 422])('points to the installations if it is refused with %i', async (status) => {
		harness.api.fault({ respond: { status, body: { title: 'No', status } } });
		const { error } = await harness.run(parametersOf('connection delete', { connectionId: 'used' }));
		expect(error?.description).toBe(
			"If installations use this connection, delete them first. 'Installation > Get Many' finds them with the filter 'Connection ID'.",
		);
	});

	it.each([401, 403, 404, 500])('has no such advice for a %i', async (status) => {
		harness.api.fault({ respond: { status, body: { title: 'No', status, retryable: false } } });
		const { error } = await harness.run(parametersOf('connection delete', { connectionId: 'c1' }));
		expect(error?.description).not.toContain('nstallation');
	});

	it('sends nothing but the deletion when the connection is in use', async () => {
		const { id } = harness.api.state.usedConnection(PROJECT).connection;
		const { error } = await harness.run(parametersOf('connection delete', { connectionId: id }));
		expect(error?.message).toContain('The connection could not be deleted: ');
		expect(harness.sent()).toEqual([expect.objectContaining({ method: 'DELETE' })]);
	});

	it.each([
		['the connection was lost', { drop: 'beforeHeaders', perform: true }],
		['a gateway got no valid response', { perform: true, respond: { status: 502 } }],
	] as const)('treats a 404 as success after an attempt in which %s', async (_, fault) => {
		const { id } = harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
		harness.api.fault(fault);
		const { json } = await harness.run(parametersOf('connection delete', { connectionId: id }));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(harness.api.requests).toHaveLength(2);
	});

	it.each([401, 403])('does not treat a %i as success after such an attempt', async (status) => {
		harness.api.fault({ respond: { status: 502 } });
		harness.api.fault({ respond: { status, body: { title: 'No' } } });
		const { error } = await harness.run(parametersOf('connection delete', { connectionId: 'x' }));
		expect(error?.message).toBe('No');
	});

	it('does not treat a 404 as success after a rate limit', async () => {
		harness.api.fault({ respond: { status: 429 } });
		const { error } = await harness.run(parametersOf('connection delete', { connectionId: 'gone' }));
		expect(error?.httpCode).toBe('404');
	});

	it('deletes a connection once that comes twice in one run, and both items say so', async () => {
		const ids = ['a', 'b', 'a', 'c'];
		harness.api.fault({ times: 3, respond: { status: 204 } });
		const { error, items } = await harness.run(
			parametersOf('connection delete'),
			ids.map((id) => ({ id })),
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(ids.map((id) => ({ deleted: true, id })));
		expect(pairing(items)).toEqual([0, 1, 2, 3]);
		expect(harness.api.requests).toHaveLength(3);
	});

	it('deletes it for the second item if it failed for the first', async () => {
		harness.api.fault({ respond: { status: 403 } });
		harness.api.fault({ respond: { status: 204 } });
		const { json } = await harness.run(parametersOf('connection delete'), [{ id: 'a' }, { id: 'a' }], {
			onError: 'continueRegularOutput',
		});
		expect(json).toEqual([
			expect.objectContaining({ error: expect.any(String) }),
			{ deleted: true, id: 'a' },
		]);
	});

	it('deletes installations of two integrations that have the same ID', async () => {
		harness.api.fault({ times: 2, respond: { status: 204 } });
		const parameters = parametersOf('installation delete', { integrationId: '={{ $json.of }}' });
		await harness.run(parameters, [
			{ id: 'i', of: 'one' },
			{ id: 'i', of: 'two' },
		]);
		expect(harness.api.requests).toHaveLength(2);
	});
});

describe('many refused deletions in a project with many installations', () => {
	it('send nothing but themselves', async () => {
		const { state } = harness.api;
		const { connection } = state.usedConnection(PROJECT);
		const [model] = state.installationsUsing(connection.id);
		state.installations = Array.from({ length: 50_000 }, (_, index) => ({ ...model, id: `i${index}` }));
		const items = Array.from({ length: 50 }, () => ({ id: connection.id }));
		const { json } = await harness.run(parametersOf('connection delete'), items, {
			onError: 'continueRegularOutput',
		});
		expect(json).toHaveLength(50);
		expect(harness.sent()).toHaveLength(50);
		expect(new Set(harness.sent().map(({ method }) => method))).toEqual(new Set(['DELETE']));
	});
});
