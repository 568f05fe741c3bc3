import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('Update of metadata', () => {
	const existing = {
		workspace: { value: 'acme', source: 'input', displayName: 'Workspace' },
		timezone: { value: 'UTC', source: 'provider' },
		instance: { value: 'eu-1', source: 'token' },
	};
	const entry = [{ key: 'workspace', value: 'globex', source: 'input' }];
	const connectionWithMetadata = () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'apiKey');
		connection.providerMetadata = structuredClone(existing);
		return connection;
	};
	const update = (id: string, settings: INodeParameters = {}) =>
		parametersOf('connection update', {
			connectionId: id,
			authScheme: 'none',
			updateFields: { providerMetadata: { entry } },
			...settings,
		});

	it('keeps the other entries, whatever their source', async () => {
		const connection = connectionWithMetadata();
		await harness.run(update(connection.id));
		const workspace = { value: 'globex', source: 'input' };
		expect(connection.providerMetadata).toEqual({ ...existing, workspace });
	});

	it('reads the connection first, and sends one update', async () => {
		await harness.run(update(connectionWithMetadata().id));
		expect(harness.sent().map(({ method }) => method)).toEqual(['GET', 'PATCH']);
	});

	it('takes nothing over when there are no entries yet', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'apiKey');
		delete connection.providerMetadata;
		await harness.run(update(connection.id));
		expect(connection.providerMetadata).toEqual({ workspace: { value: 'globex', source: 'input' } });
	});

	it.each([['text'], [['a', 'b']], [null]])(
		'takes nothing over when the API returns %j instead of entries',
		async (providerMetadata) => {
			const { connection } = harness.api.state.unusedConnection(PROJECT, 'apiKey');
			const body = { ...connection, providerMetadata };
			harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body } });
			await harness.run(update(connection.id));
			expect(connection.providerMetadata).toEqual({ workspace: { value: 'globex', source: 'input' } });
		},
	);

	it('reads nothing when no metadata is set', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'apiKey');
		await harness.run(
			parametersOf('connection update', {
				connectionId: connection.id,
				authScheme: 'apiKey',
				apiKey: 'n',
			}),
		);
		expect(harness.sent().map(({ method }) => method)).toEqual(['PATCH']);
	});

	it("replaces all entries with 'Replace Metadata', and reads nothing", async () => {
		const connection = connectionWithMetadata();
		await harness.run(update(connection.id, { options: { replaceMetadata: true } }));
		expect(connection.providerMetadata).toEqual({ workspace: { value: 'globex', source: 'input' } });
		expect(harness.sent().map(({ method }) => method)).toEqual(['PATCH']);
	});

	it('changes nothing if the connection cannot be read', async () => {
		const connection = connectionWithMetadata();
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 403, body: '' } });
		const { error } = await harness.run(update(connection.id));
		expect(error?.message).toContain("Couldn't read the metadata of the connection before the update");
		expect(harness.sent().map(({ method }) => method)).toEqual(['GET']);
	});

	it('keeps the entries of all items that update the same connection at the same time', async () => {
		const connection = connectionWithMetadata();
		const names = ['a', 'b', 'c', 'd', 'e'];
		const each = [{ key: '={{ $json.name }}', value: '={{ $json.name }}', source: 'input' }];
		await harness.run(
			update(connection.id, { updateFields: { providerMetadata: { entry: each } } }),
			names.map((name) => ({ name })),
		);
		expect(Object.keys(connection.providerMetadata as object)).toEqual([...Object.keys(existing), ...names]);
	});
});
