import { engineHarness, PROJECT } from '../../support/engineHarness';
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
			"A connection can't be deleted while an installation uses it. Find this customer's installations with 'Installation > Get Many' and delete them first.",
		);
	});

	it('names the installations that use the connection', async () => {
		const [installation] = harness.api.state.installations;
		const { projectId, connectionId, id, integrationId } = installation;
		const parameters = parametersOf('connection delete', { connectionId, projectIdOrName: projectId });
		const { error } = await harness.run(parameters);
		expect(error?.description).toContain(
			`Installations that use this connection: ${id} (integration ${integrationId})`,
		);
	});

	describe('of a connection that is in use', () => {
		const body = { title: 'The connection is used by an installation', status: 409 };
		const installations = (count: number) =>
			Array.from({ length: count }, (_, index) => ({
				id: `i${index}`,
				integrationId: `n${index}`,
				connection: { id: 'used' },
			}));
		const usageOf = async (list: object | string): Promise<string | null | undefined> => {
			harness.api.fault({ respond: { status: 409, body } });
			harness.api.fault({ respond: { status: 200, body: list } });
			const { error } = await harness.run(parametersOf('connection delete', { connectionId: 'used' }));
			return error?.description?.split('\n').find((line) => line.includes('Installations that use'));
		};

		it('names no more than the installations that there are', async () => {
			const others = [{ id: 'other', integrationId: 'n', connection: { id: 'not it' } }, { id: 'none' }];
			expect(await usageOf([...installations(5), ...others])).toBe(
				'Installations that use this connection: i0 (integration n0), i1 (integration n1), i2 (integration n2), i3 (integration n3), i4 (integration n4). ' +
					"Delete them first with 'Installation > Delete'. Deleting the last one also deletes the connection.",
			);
		});

		it('counts the installations beyond five', async () => {
			expect(await usageOf(installations(7))).toContain('i4 (integration n4), and 2 more. Delete them');
		});

		it.each([[[]], ['no list'], [[{ id: 'other' }]]])(
			'names none that it does not find: %j',
			async (list) => {
				expect(await usageOf(list)).toBeUndefined();
			},
		);

		it('looks for them only if the refusal is about them', async () => {
			harness.api.fault({ respond: { status: 409, body: { title: 'Busy', status: 409 } } });
			await harness.run(parametersOf('connection delete', { connectionId: 'used' }));
			expect(harness.api.requests).toHaveLength(1);
		});

		it('does not look for them after a server error', async () => {
			harness.api.fault({ respond: { status: 501, body: { ...body, status: 501 } } });
			await harness.run(parametersOf('connection delete', { connectionId: 'used' }));
			expect(harness.api.requests).toHaveLength(1);
		});
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
});
