import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { StoredConnection } from '../../emulator/state';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { type OperationName, parametersOf } from '../support/parametersOf';

const harness = engineHarness();

const ACCESS = ['made-up', 'access', 'token'].join('-');
const REFRESH = ['made-up', 'refresh', 'token'].join('-');
const KEY = ['made-up', 'api', 'key'].join('-');

/** The API may return any of these with any connection (schema `Connection`). */
const CREDENTIALS = {
	apiKey: KEY,
	basicAuth: { username: 'made-up-user', password: KEY },
	customAuth: { key: KEY },
	oauth2AuthorizationCode: { accessToken: { token: ACCESS }, refreshToken: { token: REFRESH } },
	oauth2ClientCredentials: { clientId: 'made-up-client', clientSecret: KEY },
	oauth2PasswordCredentials: { username: 'made-up-user', password: KEY },
	accessToken: { token: ACCESS },
	refreshToken: { token: REFRESH },
};

/** Lets every response of the API hold credentials. */
function withCredentials(): StoredConnection['connection'] {
	for (const { connection } of harness.api.state.connections) Object.assign(connection, CREDENTIALS);
	return harness.api.state.usedConnection(PROJECT).connection;
}

const OUTPUTS: Array<[string, INodeParameters, boolean]> = [
	['simplified', { simplify: true }, false],
	['raw', { simplify: false }, false],
	['the simplified output of a tool', { output: 'simplified' }, true],
	['the raw output of a tool', { output: 'raw' }, true],
];

/** The operations that return a connection or an installation, and the parameters that they need for that. */
const OPERATIONS: Array<[string, OperationName, (id: string) => INodeParameters]> = [
	['connection: Get', 'connection get', (id) => ({ connectionId: id })],
	['connection: Get Many', 'connection getAll', () => ({ returnAll: true })],
	['connection: Generate', 'connection generate', () => ({ apiKey: KEY })],
	[
		'connection: Update',
		'connection update',
		(id) => ({ connectionId: id, authScheme: 'none', updateFields: { providerWorkspaceRef: 'acme' } }),
	],
	[
		'connection: Update with JSON',
		'connection update',
		(id) => ({
			connectionId: id,
			specifyBody: 'json',
			jsonBody: '{"updateMask":["providerWorkspaceRef"],"connection":{"providerWorkspaceRef":"acme"}}',
		}),
	],
	['installation: Get Many', 'installation getAll', () => ({ returnAll: true })],
	[
		'installation: Create',
		'installation create',
		(id) => {
			const [installation] = harness.api.state.installationsUsing(id);
			return { integrationId: installation.integrationId, groupRef: installation.group.groupRef };
		},
	],
	[
		'installation: Update',
		'installation update',
		(id) => {
			const [installation] = harness.api.state.installationsUsing(id);
			const { integrationId, id: installationId } = installation;
			return { integrationId, installationId, connectionId: id };
		},
	],
	[
		'installation: Get',
		'installation get',
		(id) => {
			const [installation] = harness.api.state.installationsUsing(id);
			return { integrationId: installation.integrationId, installationId: installation.id };
		},
	],
];

describe("a customer's credentials", () => {
	it.each(
		OPERATIONS.flatMap(([name, operation, given]) =>
			OUTPUTS.map(([output, fields, tool]) => [name, output, operation, given, fields, tool] as const),
		),
	)('are no part of what %s returns, %s', async (_, __, operation, given, fields, tool) => {
		const { id } = withCredentials();
		const { json, error } = await harness.run(parametersOf(operation, { ...given(id), ...fields }), [{}], {
			tool,
		});
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(JSON.stringify(json)).not.toContain('made-up');
	});

	it.each(OUTPUTS.filter(([, , tool]) => !tool))(
		'are returned by Get when they are asked for, %s: all but the refresh token',
		async (...given) => {
			const [, fields, tool] = given;
			const { id } = withCredentials();
			const options = { includeCreds: true };
			const parameters = parametersOf('connection get', { connectionId: id, options, ...fields });
			const { json } = await harness.run(parameters, [{}], { tool });
			expect(JSON.stringify(json)).toContain(ACCESS);
			expect(JSON.stringify(json)).toContain(KEY);
			expect(JSON.stringify(json)).not.toContain(REFRESH);
		},
	);

	it.each(OUTPUTS.filter(([, , tool]) => !tool))(
		'are returned with the refresh token when that is asked for, %s',
		async (...given) => {
			const [, fields, tool] = given;
			const { id } = withCredentials();
			const options = { includeRefreshToken: true };
			const parameters = parametersOf('connection get', { connectionId: id, options, ...fields });
			const { json } = await harness.run(parameters, [{}], { tool });
			expect(JSON.stringify(json)).toContain(REFRESH);
		},
	);

	it.each(OUTPUTS.filter(([, , tool]) => tool))(
		'are not returned to an agent, even if a saved option asks for them, %s',
		async (...given) => {
			const [, fields, tool] = given;
			const { id } = withCredentials();
			const options = { includeCreds: true, includeRefreshToken: '={{ true }}' };
			const parameters = parametersOf('connection get', { connectionId: id, options, ...fields });
			const { json } = await harness.run(parameters, [{}], { tool });
			expect(json).toHaveLength(1);
			expect(JSON.stringify(json)).not.toContain('made-up');
			expect(harness.api.requests[0].query).toEqual({});
		},
	);

	it('are not returned for an item that does not ask for them', async () => {
		const { id } = withCredentials();
		const options = { includeCreds: '={{ $json.ask }}' };
		const parameters = parametersOf('connection get', { connectionId: id, options });
		const { json } = await harness.run(parameters, [
			{ ask: false },
			{ ask: true },
			{ ask: 'false' },
			{ ask: '' },
		]);
		expect(json.map((item) => 'apiKey' in item)).toEqual([false, true, false, false]);
	});
});

describe('the secrets of a request', () => {
	it.each<[string, INodeParameters]>([
		['generate', parametersOf('connection generate', { apiKey: KEY })],
		['update', parametersOf('connection update', { apiKey: KEY })],
	])('are masked everywhere if the API echoes them after %s', async (_, parameters) => {
		const body = {
			detail: `the key ${KEY} is wrong`,
			status: 422,
			remedy: `not ${KEY}`,
			causes: [KEY, harness.api.apiKey],
			issues: [
				{ in: 'body', name: 'apiKey', detail: `${KEY}?`, value: KEY },
				{ in: 'body', name: 'other', detail: 'x', value: { deep: [KEY, 1] } },
			],
		};
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			harness.api.fault({ respond: { status: 422, body } });
			const result = await harness.run(parameters, [{ id: 'x' }], { onError });
			const { error, nodes, run } = result;
			const everything = JSON.stringify([error, error?.stack, nodes.Ampersand, run.data.resultData]);
			expect(everything).not.toContain(KEY);
			expect(everything).not.toContain(harness.api.apiKey);
			expect(everything).toContain('[hidden]');
		}
	});
});

describe('an issue about a secret field', () => {
	it('does not show the value, even one that the node has not sent', async () => {
		const issues = [
			{ in: 'body', name: 'connection.apiKey', detail: 'differs', value: 'the-one-before' },
			{ in: 'body', name: 'provider', detail: 'is unknown', value: 'nowhere' },
		];
		harness.api.fault({ respond: { status: 422, body: { detail: 'no', issues } } });
		const { failed } = await harness.run(parametersOf('connection generate'), [{ id: 'x' }], {
			onError: 'continueErrorOutput',
		});
		expect((failed[0].json.details as IDataObject).issues).toEqual([
			{ in: 'body', name: 'connection.apiKey', detail: 'differs' },
			issues[1],
		]);
	});
});
