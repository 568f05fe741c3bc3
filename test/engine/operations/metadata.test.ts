import type { INodeParameters } from 'n8n-workflow';
import { askAgent } from '../../support/agent';
import { engineHarness, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

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
const json = (body: string) => ({ status: 200, body, headers: { 'content-type': 'application/json' } });

describe('Update of metadata', () => {
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

	it('replaces all entries with a JSON body, and reads nothing', async () => {
		const connection = connectionWithMetadata();
		const providerMetadata = { workspace: { value: 'globex', source: 'input' } };
		const jsonBody = JSON.stringify({ updateMask: ['providerMetadata'], connection: { providerMetadata } });
		await harness.run(update(connection.id, { specifyBody: 'json', jsonBody }));
		expect(connection.providerMetadata).toEqual(providerMetadata);
		expect(harness.sent().map(({ method }) => method)).toEqual(['PATCH']);
	});

	it('changes nothing if the connection cannot be read', async () => {
		const connection = connectionWithMetadata();
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 403, body: '' } });
		const { error } = await harness.run(update(connection.id));
		expect(error?.message).toContain("Couldn't read the metadata of the connection before the update");
		expect(harness.sent().map(({ method }) => method)).toEqual(['GET']);
	});
});

describe('entries that are kept', () => {
	/** The emulator's response to a Get, as text. */
	const existingAs = (metadata: string) => {
		const body = `{"id":"c1","providerMetadata":${metadata}}`;
		harness.api.fault({ match: { method: 'GET' }, respond: json(body) });
		harness.api.fault({ match: { method: 'PATCH' }, respond: json('{"id":"c1"}') });
	};
	const sentMetadata = () => {
		const { rawBody } = harness.api.requests.filter(({ method }) => method === 'PATCH')[0];
		return (JSON.parse(rawBody) as { connection: { providerMetadata: object } }).connection.providerMetadata;
	};

	it.each([
		['{"a":{"value":"x","source":"token","more":[1,null,{"b":0.1}]}}'],
		['{"a":null}'],
		['{"a":"text"}'],
		['{"a":{"value":9007199254740991}}'],
		['{"a":{"value":-9007199254740991}}'],
		['{"a":{"value":"\\ud800 \\u0000 é 😀"}}'],
		['{"__proto__":{"value":"x"}}'],
		['{"constructor":{"value":"x"}}'],
	])('go back exactly as they came: %s', async (metadata) => {
		existingAs(metadata);
		await harness.run(update('c1'));
		const workspace = JSON.stringify(entry.map(({ value, source }) => ({ value, source }))[0]);
		expect(JSON.stringify(sentMetadata())).toBe(
			JSON.stringify(JSON.parse(metadata.replace(/}$/, `,"workspace":${workspace}}`))),
		);
	});

	it.each(['9007199254740993', '-9007199254740993', '1e400', '[{"deep":12345678901234567890},1]'])(
		'are not changed if JavaScript has rounded one of them: %s',
		async (value) => {
			existingAs(`{"a":{"value":1},"big":{"value":${value}}}`);
			const { error } = await harness.run(update('c1'));
			expect(error?.message).toBe(
				"Couldn't update the connection: its metadata entry 'big' contains a number that is too large to be kept exactly",
			);
			expect(error?.description).toContain("Turn on 'Replace Metadata'");
			expect(harness.sent().map(({ method }) => method)).toEqual(['GET']);
		},
	);

	it('may be large where they are replaced', async () => {
		existingAs('{"workspace":{"value":9007199254740993}}');
		await harness.run(update('c1'));
		expect(sentMetadata()).toEqual({ workspace: { value: 'globex', source: 'input' } });
	});
});

describe('updates of one connection at the same time', () => {
	const names = ['a', 'b', 'c', 'd', 'e'];
	const ofName = (name: string) => ({
		updateFields: { providerMetadata: { entry: [{ key: name, value: name, source: 'input' }] } },
	});
	const all = [...Object.keys(existing), ...names];
	const merged = ({ providerMetadata }: { providerMetadata?: unknown }) =>
		Object.keys(providerMetadata as object).sort();

	it('lose nothing in the items of one run', async () => {
		const connection = connectionWithMetadata();
		const input = names.map((name) => ({ name }));
		await harness.run(update(connection.id, ofName('={{ $json.name }}')), input);
		expect(merged(connection)).toEqual(all.sort());
	});

	it('lose nothing in several executions, whatever the project is called', async () => {
		const connection = connectionWithMetadata();
		const projects = [PROJECT, PROJECT.toUpperCase(), connection.projectId];
		await Promise.all(
			names.map(async (name, index) => {
				const projectIdOrName = projects[index % projects.length];
				await harness.run(update(connection.id, { projectIdOrName, ...ofName(name) }));
			}),
		);
		expect(merged(connection)).toEqual(all.sort());
	});

	it('lose nothing in several tool calls', async () => {
		const connection = connectionWithMetadata();
		await Promise.all(
			names.map(async (name) => {
				const tools = [{ name: 'Set', parameters: update(connection.id, ofName(name)) }];
				await askAgent(harness, tools, [{ tool: 'Set', arguments: {} }]);
			}),
		);
		expect(merged(connection)).toEqual(all.sort());
	});

	it('go on after one of them has failed', async () => {
		const connection = connectionWithMetadata();
		harness.api.fault({ match: { method: 'PATCH' }, respond: { status: 400 } });
		await harness.run(
			update(connection.id, ofName('={{ $json.name }}')),
			names.map((name) => ({ name })),
			{ onError: 'continueRegularOutput' },
		);
		expect(merged(connection)).toEqual(all.filter((name) => name !== 'a').sort());
	});

	it('of other connections need not wait', async () => {
		const { connections } = harness.api.state;
		const ids = connections.slice(0, 5).map(({ connection }) => connection.id);
		const parameters = parametersOf('connection update', ofName('x'));
		let release = (): void => undefined;
		const held = new Promise<void>((resolve) => (release = resolve));
		harness.api.fault({
			times: 5,
			hold: held,
			respond: json('{"id":"x"}'),
			handler: () => void (harness.api.requests.length === 5 && release()),
		});
		await harness.run(
			{ ...parameters, authScheme: 'none' },
			ids.map((id) => ({ id })),
		);
		expect(harness.api.maxInFlight).toBe(5);
	});
});
