import type { INodeParameters } from 'n8n-workflow';
import { byId, pairing, PROJECT, suite } from '../support/suite';

const test = suite();

const [CODE_GRANT, CLIENT_GRANT, PASSWORD_GRANT] = [
	'oauth2/authorizationCode',
	'oauth2/clientCredentials',
	'oauth2/password',
];

const connectionOf = (authScheme: string) => {
	const found = test.api.state.connections.find(
		({ connection }) =>
			connection.authScheme === authScheme && connection.projectId === test.api.state.project(PROJECT).id,
	);
	if (!found) throw new Error(`The seed has no connection with ${authScheme}`);
	return found;
};
const on = (operation: string, connectionId: unknown, more: INodeParameters = {}) => ({
	operation,
	projectIdOrName: byId(PROJECT),
	connectionId: byId(connectionId),
	...more,
});
const sent = () => test.api.requests.map(({ method, url, body }) => ({ method, url, body }));

describe('Get', () => {
	it('returns one connection for each input item', async () => {
		const ids = test.api.state.connections.slice(0, 3).map(({ connection }) => connection.id);
		const { items } = await test.run(
			on('get', '={{ $json.id }}'),
			ids.map((id) => ({ id })),
		);
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(pairing(items)).toEqual([0, 1, 2]);
	});

	it('asks for no credentials unless told to', async () => {
		const { connection } = connectionOf('oauth2/authorizationCode');
		const { json } = await test.run(on('get', connection.id, { options: { includeCreds: false } }));
		expect(test.api.requests[0].query).toEqual({});
		expect(json[0]).not.toHaveProperty('oauth2AuthorizationCode');
	});

	it('keeps the access token that was asked for, simplified or not', async () => {
		const { connection } = connectionOf('oauth2/authorizationCode');
		for (const simplify of [true, false]) {
			const { json } = await test.run(
				on('get', connection.id, { simplify, options: { includeCreds: true } }),
			);
			expect(json[0].oauth2AuthorizationCode).toMatchObject({ accessToken: { token: expect.any(String) } });
			expect(json[0].oauth2AuthorizationCode).not.toHaveProperty('refreshToken');
		}
	});

	it('keeps the refresh token that was asked for', async () => {
		const { connection } = connectionOf('oauth2/authorizationCode');
		const { json } = await test.run(on('get', connection.id, { options: { includeRefreshToken: true } }));
		expect(json[0].oauth2AuthorizationCode).toMatchObject({ refreshToken: { token: expect.any(String) } });
	});

	it.each(['force', 'ifExpired'])('passes refresh: %s on', async (refresh) => {
		const { connection } = connectionOf('oauth2/authorizationCode');
		await test.run(on('get', connection.id, { options: { refresh } }));
		expect(test.api.requests[0].query).toEqual({ refresh });
	});

	it('refuses another value for refresh', async () => {
		const { error } = await test.run(on('get', 'x', { options: { refresh: 'now' } }));
		expect(error?.message).toBe('The parameter "Refresh" must be one of: force, ifExpired [item 0]');
	});
});

describe('Delete', () => {
	it('deletes the connection and says which', async () => {
		const { id } = connectionOf('apiKey').connection;
		const { json } = await test.run(on('delete', id));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(test.api.state.connections.some(({ connection }) => connection.id === id)).toBe(false);
	});

	it('deletes nothing when the ID is missing from the input', async () => {
		const { error } = await test.run(on('delete', '={{ $json.missing }}'));
		expect(error?.message).toBe('The parameter "Connection" is empty [item 0]');
		expect(test.api.requests).toHaveLength(0);
		expect(test.api.state.connections).toHaveLength(60);
	});

	it('fails for a connection that is not there', async () => {
		const { error } = await test.run(on('delete', 'gone'));
		expect(error?.httpCode).toBe('404');
	});

	it('takes a 404 for success after an attempt whose outcome is not known', async () => {
		const { id } = connectionOf('apiKey').connection;
		test.api.fault({ drop: 'beforeHeaders', perform: true });
		const { json } = await test.run(on('delete', id));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(test.api.requests).toHaveLength(2);
	});

	it('does not take a 404 for success after a rate limit', async () => {
		test.api.fault({ respond: { status: 429 } });
		const { error } = await test.run(on('delete', 'gone'));
		expect(error?.httpCode).toBe('404');
	});
});

describe('Generate', () => {
	const base = {
		operation: 'generate',
		projectIdOrName: byId(PROJECT),
		groupRef: 'group-900',
		consumerRef: 'user-900',
	};
	const required = { groupRef: 'group-900', consumerRef: 'user-900' };

	it.each<[string, string, INodeParameters, object]>([
		['none', 'hackerNews', {}, {}],
		['apiKey', 'apollo', { apiKey: 'k' }, { apiKey: 'k' }],
		['basic', 'gong', { username: 'u', password: 'p' }, { basicAuth: { username: 'u', password: 'p' } }],
		[
			'oauth2/clientCredentials',
			'hubspot',
			{ clientId: 'i', clientSecret: 's', scopes: 'a, b' },
			{ oauth2ClientCredentials: { clientId: 'i', clientSecret: 's', scopes: ['a', 'b'] } },
		],
		[
			'oauth2/clientCredentials',
			'hubspot',
			{ clientId: 'i', clientSecret: 's' },
			{ oauth2ClientCredentials: { clientId: 'i', clientSecret: 's' } },
		],
		[
			'oauth2/password',
			'hubspot',
			{ username: 'u', password: 'p', clientId: 'i', clientSecret: 's', scopes: 'a' },
			{
				oauth2PasswordCredentials: {
					username: 'u',
					password: 'p',
					clientId: 'i',
					clientSecret: 's',
					scopes: ['a'],
				},
			},
		],
		[
			'oauth2/authorizationCode',
			'salesforce',
			{
				accessToken: 'a',
				refreshToken: 'r',
				scopes: 'x y',
				tokenOptions: {
					accessTokenExpiresAt: '2026-12-01T00:00:00Z',
					refreshTokenIssuedAt: '2026-11-01T00:00:00Z',
				},
			},
			{
				oauth2AuthorizationCode: {
					accessToken: { token: 'a', expiresAt: '2026-12-01T00:00:00.000Z' },
					refreshToken: { token: 'r', issuedAt: '2026-11-01T00:00:00.000Z' },
					scopes: ['x', 'y'],
				},
			},
		],
		[
			'oauth2/authorizationCode',
			'salesforce',
			{ refreshToken: 'r' },
			{ oauth2AuthorizationCode: { refreshToken: { token: 'r' } } },
		],
		['custom', 'stripe', { customAuth: '{"a": {"b": [1]}}' }, { customAuth: { a: { b: [1] } } }],
	])('with auth scheme %s sends what the API wants', async (authScheme, provider, fields, body) => {
		const { json, error } = await test.run({ ...base, provider: byId(provider), authScheme, ...fields });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{
				method: 'POST',
				url: `/v1/projects/${PROJECT}/connections:generate`,
				body: { provider, ...required, ...body },
			},
		]);
		expect(json[0]).toMatchObject({ provider, group: { groupRef: 'group-900' } });
	});

	it('sends the additional fields that are filled in', async () => {
		await test.run({
			...base,
			provider: byId('hackerNews'),
			authScheme: 'none',
			additionalFields: {
				groupName: 'New Customer',
				consumerName: '',
				providerWorkspaceRef: 'ws',
				providerMetadata: {
					entry: [
						{ key: 'accountId', value: '7', source: 'input' },
						{ key: 'region', value: 'eu', source: 'provider' },
					],
				},
			},
		});
		expect(test.api.requests[0].body).toEqual({
			provider: 'hackerNews',
			...required,
			groupName: 'New Customer',
			providerWorkspaceRef: 'ws',
			providerMetadata: {
				accountId: { value: '7', source: 'input' },
				region: { value: 'eu', source: 'provider' },
			},
		});
	});

	it.each(['constructor', 'prototype', '__proto__'])('sends metadata with the key %s', async (key) => {
		const entry = [{ key, value: '7', source: 'input' }];
		await test.run({
			...base,
			provider: byId('hackerNews'),
			authScheme: 'none',
			additionalFields: { providerMetadata: { entry } },
		});
		const { providerMetadata } = test.api.requests[0].body as { providerMetadata: object };
		expect(Object.entries(providerMetadata)).toEqual([[key, { value: '7', source: 'input' }]]);
	});

	it.each<[string, INodeParameters, string]>([
		['an empty group', { groupRef: '={{ "" }}' }, 'The parameter "Group Ref" is empty'],
		['a blank consumer', { consumerRef: '={{ "  " }}' }, 'The parameter "Consumer Ref" is blank'],
		['no provider', { provider: byId('={{ "" }}') }, 'The parameter "Provider" is empty'],
		['an empty key', { apiKey: '={{ "" }}' }, 'The parameter "API Key" is empty'],
		['a key that is an object', { apiKey: '={{ ({}) }}' }, 'The parameter "API Key" must be a text'],
		['an unknown scheme', { authScheme: 'magic' }, 'The parameter "Auth Scheme" must be one of'],
		[
			'no token at all',
			{ authScheme: CODE_GRANT, accessToken: '', refreshToken: '' },
			'The parameter "Refresh Token" is empty, and so is the access token',
		],
		['custom values that are no JSON', { authScheme: 'custom', customAuth: '{a}' }, 'at line 1, column 2'],
		['no custom values', { authScheme: 'custom', customAuth: '{}' }, 'The parameter "Custom Auth" is empty'],
		[
			'a date that is none',
			{
				authScheme: CODE_GRANT,
				accessToken: 'a',
				tokenOptions: { accessTokenExpiresAt: 'soon' },
			},
			'The parameter "Access Token Expires At" is not a date',
		],
		[
			'the same metadata twice',
			{
				additionalFields: {
					providerMetadata: {
						entry: [
							{ key: 'a', value: '1' },
							{ key: 'a', value: '2' },
						],
					},
				},
			},
			'The parameter "Provider Metadata > Key" has "a" twice',
		],
		[
			'metadata without a value',
			{ additionalFields: { providerMetadata: { entry: [{ key: 'a', value: '' }] } } },
			'The parameter "Provider Metadata > Value of a" is empty',
		],
		[
			'metadata without a key',
			{ additionalFields: { providerMetadata: { entry: [{ key: '', value: '1' }] } } },
			'The parameter "Provider Metadata > Key" is empty',
		],
	])('refuses %s before any request', async (_, change, message) => {
		const { items } = await test.run(
			{ ...base, provider: byId('apollo'), authScheme: 'apiKey', apiKey: 'k', ...change },
			[{}],
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0].json.error).toContain(message);
		expect(items[0].json.error).toContain('[item 0]');
		expect(test.api.requests).toHaveLength(0);
	});

	it('is not sent again when its answer was lost, and says what to do', async () => {
		test.api.fault({ drop: 'beforeHeaders', perform: true });
		const { error } = await test.run({
			...base,
			provider: byId('apollo'),
			authScheme: 'apiKey',
			apiKey: 'k',
		});
		expect(test.api.requests).toHaveLength(1);
		expect(error?.description).toContain('may have carried it out all the same');
	});
});

describe('Update', () => {
	it.each<[string, string, INodeParameters, object]>([
		['the API key', 'apiKey', { authScheme: 'apiKey', apiKey: 'n' }, { apiKey: 'n' }],
		[
			'user name and password',
			'basic',
			{ authScheme: 'basic', username: 'u', password: 'p' },
			{ basicAuth: { username: 'u', password: 'p' } },
		],
		[
			'client credentials',
			'oauth2/clientCredentials',
			{ authScheme: CLIENT_GRANT, clientId: 'i', clientSecret: 's' },
			{ oauth2ClientCredentials: { clientId: 'i', clientSecret: 's' } },
		],
		[
			'the workspace only',
			'apiKey',
			{ updateFields: { providerWorkspaceRef: 'ws' } },
			{ providerWorkspaceRef: 'ws' },
		],
		[
			'the metadata and the API key',
			'apiKey',
			{
				authScheme: 'apiKey',
				apiKey: 'n',
				updateFields: { providerMetadata: { entry: [{ key: 'a', value: '1', source: 'token' }] } },
			},
			{ providerMetadata: { a: { value: '1', source: 'token' } }, apiKey: 'n' },
		],
	])('changes %s, with the mask that fits', async (_, authScheme, fields, connection) => {
		const { id } = connectionOf(authScheme).connection;
		const { json, error } = await test.run(on('update', id, fields));
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{
				method: 'PATCH',
				url: `/v1/projects/${PROJECT}/connections/${id}`,
				body: { updateMask: Object.keys(connection), connection },
			},
		]);
		expect(json[0].id).toBe(id);
	});

	it('rotates a password flow', async () => {
		const { id } = test.api.state.connections[45].connection;
		const stored = test.api.state.connection(test.api.state.connections[45].connection.projectId, id);
		stored.connection.authScheme = 'oauth2/password';
		const { json } = await test.run({
			...on('update', id),
			projectIdOrName: byId(stored.connection.projectId),
			authScheme: PASSWORD_GRANT,
			username: 'u',
			password: 'p',
			clientId: 'i',
			clientSecret: 's',
			scopes: 'a b',
		});
		expect(json[0].id).toBe(id);
		expect(stored.credentials.oauth2PasswordCredentials).toEqual({
			username: 'u',
			password: 'p',
			clientId: 'i',
			clientSecret: 's',
			scopes: ['a', 'b'],
		});
	});

	it('sends a JSON body as it is', async () => {
		const { id } = connectionOf('apiKey').connection;
		const body = { updateMask: ['apiKey'], connection: { apiKey: 'n', groupName: 'not in the mask' } };
		await test.run(on('update', id, { specifyBody: 'json', jsonBody: JSON.stringify(body) }));
		expect(test.api.requests[0].body).toEqual(body);
	});

	it('takes a JSON body from an expression', async () => {
		const { id } = connectionOf('apiKey').connection;
		const body = { updateMask: ['groupName'], connection: { groupName: 'older mask' } };
		await test.run(on('update', id, { specifyBody: 'json', jsonBody: '={{ $json.body }}' }), [{ body }]);
		expect(test.api.requests[0].body).toEqual(body);
	});

	it.each<[string, INodeParameters, string]>([
		['nothing to update', {}, 'there is nothing to update'],
		['empty fields', { updateFields: { providerWorkspaceRef: ' ' } }, 'there is nothing to update'],
		['JSON that does not parse', { specifyBody: 'json', jsonBody: '{"a":\n1,}' }, 'line 2, column 3'],
		['JSON without a mask', { specifyBody: 'json', jsonBody: '{"connection":{}}' }, 'needs "updateMask"'],
		[
			'an empty mask',
			{ specifyBody: 'json', jsonBody: '{"updateMask":[],"connection":{}}' },
			'nothing to update',
		],
		[
			'JSON without values',
			{ specifyBody: 'json', jsonBody: '{"updateMask":["apiKey"]}' },
			'needs "connection"',
		],
	])('refuses %s before any request', async (_, fields, message) => {
		const { error } = await test.run(on('update', 'x', fields));
		expect(error?.message).toContain(message);
		expect(test.api.requests).toHaveLength(0);
	});
});

describe('Create OAuth URL', () => {
	it('returns the URL for the customer', async () => {
		const { json } = await test.run({
			operation: 'oauthConnect',
			projectIdOrName: byId(PROJECT),
			provider: byId('salesforce'),
			groupRef: 'group-900',
			consumerRef: 7,
			additionalFields: { providerAppId: 'app-1', consumerName: 'Jane' },
		});
		expect(json).toEqual([{ url: expect.stringMatching(/^https:\/\/login\.salesforce\.example\/.*state=/) }]);
		expect(sent()).toEqual([
			{
				method: 'POST',
				url: '/v1/oauth-connect',
				body: {
					projectIdOrName: PROJECT,
					provider: 'salesforce',
					groupRef: 'group-900',
					consumerRef: '7',
					providerAppId: 'app-1',
					consumerName: 'Jane',
				},
			},
		]);
	});

	it('fails when the answer is no URL', async () => {
		test.api.fault({ respond: { status: 200, body: 'hello', headers: { 'content-type': 'text/plain' } } });
		const { error } = await test.run({
			operation: 'oauthConnect',
			projectIdOrName: byId(PROJECT),
			provider: byId('salesforce'),
			groupRef: 'g',
			consumerRef: 'c',
		});
		expect(error?.message).toBe('Ampersand was asked to create the OAuth URL, but the answer is not a URL');
	});
});

describe('Create OAuth Update URL', () => {
	it('returns the URL to mend the connection', async () => {
		const { id } = connectionOf('oauth2/authorizationCode').connection;
		const { json } = await test.run(on('oauthUpdate', id));
		expect(json).toEqual([{ url: expect.stringContaining('https://login.') }]);
		expect(sent()).toEqual([
			{ method: 'PATCH', url: `/v1/projects/${PROJECT}/connections/${id}:oauth-update`, body: undefined },
		]);
	});

	it('does not take a colon in an ID for an action', async () => {
		await test.run(on('oauthUpdate', 'a:oauth-update'));
		expect(test.api.requests[0].path).toBe(
			`/v1/projects/${PROJECT}/connections/a%3Aoauth-update:oauth-update`,
		);
	});
});

describe('as an AI tool', () => {
	const get = () => on('get', test.api.state.connections[0].connection.id);

	it('returns the simplified connection by itself', async () => {
		const { json } = await test.run(get(), [{}], { tool: true });
		expect(json[0]).toHaveProperty('groupRef', 'group-123');
	});

	it('returns the raw connection', async () => {
		const { json } = await test.run({ ...get(), output: 'raw' }, [{}], { tool: true });
		expect(json[0]).toEqual(test.api.state.connections[0].connection);
	});

	it('returns the fields that were asked for', async () => {
		const parameters = { ...get(), output: 'fields', outputFields: ['status', 'groupRef', 'createTime'] };
		const { json } = await test.run(parameters, [{}], { tool: true });
		expect(Object.keys(json[0])).toEqual(['status', 'groupRef', 'createTime']);
	});
});
