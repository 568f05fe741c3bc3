import type { INodeParameters } from 'n8n-workflow';
import type { StoredConnection } from '../../emulator/state';
import { byId, byName, engineHarness, PROJECT } from '../support/engineHarness';

const harness = engineHarness();
const project = { projectIdOrName: byName(PROJECT) };

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

const OPERATIONS: Array<[string, (id: string) => INodeParameters]> = [
	['connection: Get', (id) => ({ operation: 'get', connectionId: byId(id) })],
	['connection: Get Many', () => ({ operation: 'getAll', returnAll: true })],
	[
		'connection: Generate',
		() => ({
			operation: 'generate',
			provider: byName('apollo'),
			groupRef: 'g',
			consumerRef: 'u',
			authScheme: 'apiKey',
			apiKey: KEY,
		}),
	],
	[
		'connection: Update',
		(id) => ({
			operation: 'update',
			connectionId: byId(id),
			authScheme: 'none',
			updateFields: { providerWorkspaceRef: 'acme' },
		}),
	],
	[
		'connection: Update with JSON',
		(id) => ({
			operation: 'update',
			connectionId: byId(id),
			specifyBody: 'json',
			jsonBody: '{"updateMask":["providerWorkspaceRef"],"connection":{"providerWorkspaceRef":"acme"}}',
		}),
	],
	['installation: Get Many', () => ({ resource: 'installation', operation: 'getAll', returnAll: true })],
	[
		'installation: Get',
		(id) => {
			const [installation] = harness.api.state.installationsUsing(id);
			return {
				resource: 'installation',
				operation: 'get',
				integrationId: byId(installation.integrationId),
				installationId: byId(installation.id),
			};
		},
	],
];

describe("a customer's credentials", () => {
	it.each(
		OPERATIONS.flatMap(([name, parametersFor]) =>
			OUTPUTS.map(([output, fields, tool]) => [name, output, parametersFor, fields, tool] as const),
		),
	)('are no part of what %s returns, %s', async (_, __, parametersFor, fields, tool) => {
		const { id } = withCredentials();
		const { json, error } = await harness.run({ ...project, ...parametersFor(id), ...fields }, [{}], {
			tool,
		});
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(JSON.stringify(json)).not.toContain('made-up');
	});

	it.each(OUTPUTS)(
		'are returned by Get when they are asked for, %s: all but the refresh token',
		async (...given) => {
			const [, fields, tool] = given;
			const { id } = withCredentials();
			const options = { includeCreds: true };
			const parameters = { ...project, operation: 'get', connectionId: byId(id), options, ...fields };
			const { json } = await harness.run(parameters, [{}], { tool });
			expect(JSON.stringify(json)).toContain(ACCESS);
			expect(JSON.stringify(json)).toContain(KEY);
			expect(JSON.stringify(json)).not.toContain(REFRESH);
		},
	);

	it.each(OUTPUTS)('are returned with the refresh token when that is asked for, %s', async (...given) => {
		const [, fields, tool] = given;
		const { id } = withCredentials();
		const options = { includeRefreshToken: true };
		const parameters = { ...project, operation: 'get', connectionId: byId(id), options, ...fields };
		const { json } = await harness.run(parameters, [{}], { tool });
		expect(JSON.stringify(json)).toContain(REFRESH);
	});

	it('are not returned for an item that does not ask for them', async () => {
		const { id } = withCredentials();
		const options = { includeCreds: '={{ $json.ask }}' };
		const { json } = await harness.run({ ...project, operation: 'get', connectionId: byId(id), options }, [
			{ ask: false },
			{ ask: true },
			{ ask: 'false' },
			{ ask: '' },
		]);
		expect(json.map((item) => 'apiKey' in item)).toEqual([false, true, false, false]);
	});
});

describe('Generate with another auth scheme than the catalog has', () => {
	const generate = (provider: string, authScheme: string) => ({
		...project,
		operation: 'generate',
		provider: byName(provider),
		groupRef: 'g',
		consumerRef: 'u',
		authScheme,
		...{ username: 'made-up', password: KEY, apiKey: KEY, clientId: 'made-up', clientSecret: KEY },
	});

	it('says so when the API refuses', async () => {
		const { error } = await harness.run(generate('apollo', 'basic'));
		expect(error?.httpCode).toBe('422');
		expect(error?.description).toContain(
			"According to Ampersand's provider catalog, 'apollo' uses the auth scheme 'apiKey', not 'basic'.",
		);
	});

	it.each([
		['with a grant type', { authType: 'oauth2', oauth2Opts: { grantType: 'password' } }, 'oauth2/password'],
		['without a grant type', { authType: 'oauth2', oauth2Opts: {} }, 'oauth2'],
		['without OAuth', { authType: 'custom', oauth2Opts: { grantType: 'password' } }, 'custom'],
	])('names the scheme of the catalog, %s', async (_, info, expected) => {
		harness.api.fault({ respond: { status: 400, body: { status: 400, title: 'Wrong API key' } } });
		harness.api.fault({ respond: { status: 200, body: info } });
		const { error } = await harness.run(generate('apollo', 'basic'));
		expect(error?.description).toContain(`uses the auth scheme '${expected}', not 'basic'.`);
	});

	it.each([
		[
			'says that it is the same, with PKCE',
			{ authType: 'oauth2', oauth2Opts: { grantType: 'passwordPKCE' } },
		],
		['has none', {}],
		['is unusable', 'text'],
	])('says nothing of it if the catalog %s', async (_, info) => {
		harness.api.fault({ respond: { status: 400, body: { status: 400, title: 'Wrong credentials' } } });
		harness.api.fault({ respond: { status: 200, body: info } });
		const { error } = await harness.run(generate('apollo', 'oauth2/password'));
		expect(error?.description).not.toContain('catalog');
		expect(harness.api.requests).toHaveLength(2);
	});

	it.each([
		['the refusal is about something else', 422, 'Unknown group'],
		['it failed in another way', 403, 'Wrong API key'],
	])('does not read the catalog if %s', async (_, status, title) => {
		harness.api.fault({ respond: { status, body: { status, title } } });
		await harness.run(generate('apollo', 'basic'));
		expect(harness.api.requests).toHaveLength(1);
	});

	it('is not refused by the node', async () => {
		harness.api.fault({ respond: { status: 201, body: { id: 'new' } } });
		const { json } = await harness.run(generate('apollo', 'basic'));
		expect(json).toEqual([{ id: 'new' }]);
	});

	it('says nothing of it when the scheme is the right one, or the provider is not known', async () => {
		const body = { status: 422, title: 'Invalid credentials' };
		for (const provider of ['apollo', 'nowhere']) {
			harness.api.fault({ respond: { status: 422, body } });
			const { error } = await harness.run(generate(provider, 'apiKey'));
			expect(error?.description).not.toContain('catalog');
		}
	});
});
