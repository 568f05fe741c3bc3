import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const harness = emulatorHarness();
const CODE_GRANT = 'oauth2/authorizationCode';

const connectionOf = (authScheme: string) =>
	harness.api.state.unusedConnection(PROJECT, authScheme).connection;
const refs = { groupRef: 'group-900', consumerRef: 'user-900' };
const generate = async (fields: object) =>
	await harness.inProject<{ id: string; authScheme: string; issues?: Array<{ name: string }> }>(
		'POST',
		'/connections:generate',
		{ ...refs, ...fields },
	);

describe('the status of a connection', () => {
	it('is created until it is used, and then working', async () => {
		const { body } = await generate({ provider: 'apollo', apiKey: 'k' });
		const { connection } = harness.api.state.connection(PROJECT, body.id);
		expect(connection.status).toBe('created');
		harness.api.useConnection(body.id);
		expect(connection.status).toBe('working');
	});

	it.each<[string, number, string]>([
		['refresh=force', 0, 'created'],
		['refresh=ifExpired', 0, 'working'],
		['refresh=ifExpired', 100, 'created'],
	])('after %s, when %d years have passed, is %s', async (query, years, status) => {
		const { id } = connectionOf(CODE_GRANT);
		harness.api.useConnection(id);
		harness.api.advanceTime(years * 365 * 86_400_000);
		const { body } = await harness.inProject('GET', `/connections/${id}?${query}`);
		expect(body.status).toBe(status);
	});

	it('is created after new credentials', async () => {
		const { id } = connectionOf('apiKey');
		harness.api.breakConnection(id);
		const { body } = await harness.inProject('PATCH', `/connections/${id}`, {
			updateMask: ['apiKey'],
			connection: { apiKey: 'next' },
		});
		expect(body.status).toBe('created');
	});

	it('stays bad_credentials when broken credentials are refreshed', async () => {
		const { id } = connectionOf(CODE_GRANT);
		harness.api.breakConnection(id);
		const { body } = await harness.inProject('GET', `/connections/${id}?refresh=force`);
		expect(body.status).toBe('bad_credentials');
		expect(() => harness.api.useConnection(id)).toThrow('rejects the credentials');
	});
});

describe('the API key of a connection', () => {
	it('is in the response of Get and in no other', async () => {
		const { id } = connectionOf('apiKey');
		const get = await harness.inProject('GET', `/connections/${id}`);
		const list = await harness.inProject<Array<{ id: string }>>('GET', '/connections');
		expect(get.body.apiKey).toMatch(/^emulated-key-/);
		expect(list.body.find((each) => each.id === id)).not.toHaveProperty('apiKey');
	});

	describe('when it is always returned', () => {
		const always = emulatorHarness({ returnApiKey: 'always' });

		it.each(['/connections?provider=apollo', '/installations?groupRef=group-127'])(
			'is in %s',
			async (path) => {
				const { body } = await always.inProject<object[]>('GET', path);
				expect(JSON.stringify(body)).toContain('"apiKey":"emulated-key-');
			},
		);
	});

	describe('when it is never returned', () => {
		const never = emulatorHarness({ returnApiKey: 'never' });

		it('is not in the response of Get', async () => {
			const { id } = never.api.state.unusedConnection(PROJECT, 'apiKey').connection;
			expect((await never.inProject('GET', `/connections/${id}`)).body).not.toHaveProperty('apiKey');
		});
	});
});

describe('the metadata of a connection', () => {
	it('comes from all three sources in the seed', () => {
		const { connection } = harness.api.state.connections[2];
		const entries = Object.values(connection.providerMetadata ?? {}) as Array<{ source: string }>;
		expect(new Set(entries.map(({ source }) => source))).toEqual(new Set(['input', 'provider', 'token']));
	});

	it('is replaced as a whole by an update', async () => {
		const { id } = harness.api.state.connections[2].connection;
		const providerMetadata = { workspace: { value: 'other', source: 'input' } };
		const { body } = await harness.inProject('PATCH', `/connections/${id}`, {
			updateMask: ['providerMetadata'],
			connection: { providerMetadata },
		});
		expect(body.providerMetadata).toEqual(providerMetadata);
	});

	it.each([
		['nothing', {}, 422],
		['other metadata', { providerMetadata: { accountId: { value: '7', source: 'input' } } }, 422],
		['the metadata', { providerMetadata: { workspace: { value: 'acme', source: 'input' } } }, 201],
		['the workspace', { providerWorkspaceRef: 'acme' }, 201],
	])('that the catalog asks for is checked: %s is given', async (_, fields, status) => {
		const basicAuth = { username: 'u', password: 'p' };
		const { body, ...response } = await generate({ provider: 'freshdesk', basicAuth, ...fields });
		expect(response.status).toBe(status);
		expect(body.issues?.map(({ name }) => name)).toEqual(
			status === 422 ? ['providerMetadata.workspace'] : undefined,
		);
	});

	it.each(['salesforce', 'netsuite'])('of %s is only asked for by the default module', async (provider) => {
		const body = { ...refs, projectIdOrName: PROJECT, provider, providerWorkspaceRef: 'acme' };
		expect((await harness.request('POST', '/oauth-connect', body)).status).toBe(200);
	});

	describe('when it is not checked', () => {
		const lenient = emulatorHarness({ checkMetadata: false });

		it('may be missing', async () => {
			const body = { ...refs, provider: 'freshdesk', basicAuth: { username: 'u', password: 'p' } };
			expect((await lenient.inProject('POST', '/connections:generate', body)).status).toBe(201);
		});
	});
});

describe('generated credentials', () => {
	it.each([
		['an empty password', { username: 'key', password: '' }, 201],
		['an empty user name', { username: '', password: 'key' }, 201],
		['no password', { username: 'key' }, 422],
	])('with basic auth and %s', async (_, basicAuth, status) => {
		expect((await generate({ provider: 'ashby', basicAuth })).status).toBe(status);
	});

	it.each([
		['hubspot', { oauth2AuthorizationCode: { accessToken: { token: 'a' } } }, CODE_GRANT],
		[
			'salesforce',
			{ providerWorkspaceRef: 'acme', oauth2AuthorizationCode: { accessToken: { token: 'a' } } },
			'oauth2/authorizationCodePKCE',
		],
		['payPal', { oauth2ClientCredentials: { clientId: 'i', clientSecret: 's' } }, 'oauth2/clientCredentials'],
		['gitlab', { customAuth: { token: 't' } }, 'none'],
		['hackerNews', {}, 'none'],
	])('give a connection of %s the scheme of the catalog', async (provider, fields, authScheme) => {
		expect((await generate({ provider, ...fields })).body.authScheme).toBe(authScheme);
	});

	it.each([
		['gong', { basicAuth: { username: 'u', password: 'p' } }],
		['stripe', { customAuth: { key: 'k' } }],
		['hubspot', { oauth2ClientCredentials: { clientId: 'i', clientSecret: 's' } }],
		['apollo', {}],
	])('of %s are refused when its catalog entry has another scheme: %j', async (provider, fields) => {
		expect((await generate({ provider, ...fields })).status).toBe(422);
	});
});

describe('a provider whose custom auth has several steps', () => {
	it('is connected in the UI only', async () => {
		const providerMetadata = { region: { value: 'crm', source: 'input' } };
		const customAuth = { apiKey: 'k', username: 'u', password: 'p' };
		const { status, body } = await generate({ provider: 'redtail', customAuth, providerMetadata });
		expect({ status, names: body.issues?.map(({ name }) => name) }).toEqual({
			status: 422,
			names: ['provider'],
		});
	});
});

describe('provider apps', () => {
	it('are those of the project', async () => {
		const { id: projectId } = harness.api.state.project(PROJECT);
		const { body } = await harness.inProject('GET', '/provider-apps');
		expect(body).toHaveLength(4);
		expect(body).toEqual(harness.api.state.providerApps.filter((app) => app.projectId === projectId));
	});
});

describe('a project', () => {
	it.each(['MailMonkey-Production', 'MAILMONKEY-PRODUCTION'])('is found as %s', async (name) => {
		expect((await harness.request('GET', `/projects/${name}`)).body.name).toBe(PROJECT);
	});
});
