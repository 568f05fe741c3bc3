import type { INodeParameters } from 'n8n-workflow';
import { byId, PROJECT, engineHarness } from '../support/engineHarness';
import { Contract, describeWith, descriptionPath } from './openapi';

describeWith(descriptionPath)('the API description', () => {
	const harness = engineHarness();
	let contract: Contract;
	beforeAll(() => (contract = new Contract(descriptionPath ?? '')));

	const base = { projectIdOrName: byId(PROJECT) };
	const existing = (authScheme: string) => {
		const found = harness.api.state.connections.find(
			({ connection }) => connection.authScheme === authScheme,
		);
		return { projectIdOrName: byId(found?.connection.projectId), connectionId: byId(found?.connection.id) };
	};
	const created = { ...base, operation: 'generate', groupRef: 'group-900', consumerRef: 'user-900' };
	const metadata = { entry: [{ key: 'accountId', value: '7', source: 'input' }] };
	const codeGrant = 'oauth2/authorizationCode';
	const clientGrant = 'oauth2/clientCredentials';
	const passwordGrant = 'oauth2/password';

	const cases: Array<[string, string, () => INodeParameters]> = [
		['list', 'listConnections', () => ({ ...base, operation: 'getAll', returnAll: true })],
		[
			'list with filters',
			'listConnections',
			() => ({
				...base,
				operation: 'getAll',
				filters: {
					groupRef: 'group-123',
					consumerRef: 'user-456',
					provider: 'salesforce',
					status: ['working'],
				},
			}),
		],
		[
			'list of an unknown project',
			'listConnections',
			() => ({ projectIdOrName: byId('nowhere'), operation: 'getAll' }),
		],
		['get', 'getConnection', () => ({ ...existing('apiKey'), operation: 'get' })],
		[
			'get with everything',
			'getConnection',
			() => ({
				...existing(codeGrant),
				operation: 'get',
				options: { includeCreds: true, includeRefreshToken: true, refresh: 'force' },
			}),
		],
		['get of nothing', 'getConnection', () => ({ ...base, connectionId: byId('x'), operation: 'get' })],
		[
			'generate without credentials',
			'generateConnection',
			() => ({ ...created, provider: byId('hackerNews'), authScheme: 'none' }),
		],
		[
			'generate with an API key and all fields',
			'generateConnection',
			() => ({
				...created,
				provider: byId('apollo'),
				authScheme: 'apiKey',
				apiKey: 'k',
				additionalFields: {
					groupName: 'G',
					consumerName: 'C',
					providerWorkspaceRef: 'w',
					providerMetadata: metadata,
				},
			}),
		],
		[
			'generate with basic auth',
			'generateConnection',
			() => ({ ...created, provider: byId('gong'), authScheme: 'basic', username: 'u', password: 'p' }),
		],
		[
			'generate with client credentials',
			'generateConnection',
			() => ({
				...created,
				provider: byId('hubspot'),
				authScheme: clientGrant,
				clientId: 'i',
				clientSecret: 's',
				scopes: 'a b',
			}),
		],
		[
			'generate with an OAuth2 password',
			'generateConnection',
			() => ({
				...created,
				provider: byId('hubspot'),
				authScheme: passwordGrant,
				username: 'u',
				password: 'p',
				clientId: 'i',
				clientSecret: 's',
			}),
		],
		[
			'generate with tokens',
			'generateConnection',
			() => ({
				...created,
				provider: byId('hubspot'),
				authScheme: codeGrant,
				accessToken: 'a',
				refreshToken: 'r',
				scopes: 'a',
				tokenOptions: { accessTokenExpiresAt: '2026-12-01', refreshTokenExpiresAt: '2027-12-01T00:00:00Z' },
			}),
		],
		[
			'generate with custom auth',
			'generateConnection',
			() => ({ ...created, provider: byId('stripe'), authScheme: 'custom', customAuth: '{"key":"k"}' }),
		],
		[
			'generate for an unknown provider',
			'generateConnection',
			() => ({ ...created, provider: byId('nobody'), authScheme: 'none' }),
		],
		[
			'update of an API key and metadata',
			'updateConnection',
			() => ({
				...existing('apiKey'),
				operation: 'update',
				authScheme: 'apiKey',
				apiKey: 'k',
				updateFields: { providerWorkspaceRef: 'w', providerMetadata: metadata },
			}),
		],
		[
			'update of basic auth',
			'updateConnection',
			() => ({
				...existing('basic'),
				operation: 'update',
				authScheme: 'basic',
				username: 'u',
				password: 'p',
			}),
		],
		[
			'update that does not fit',
			'updateConnection',
			() => ({ ...existing('basic'), operation: 'update', authScheme: 'apiKey', apiKey: 'k' }),
		],
		['delete', 'deleteConnection', () => ({ ...existing('basic'), operation: 'delete' })],
		[
			'delete of nothing',
			'deleteConnection',
			() => ({ ...base, connectionId: byId('x'), operation: 'delete' }),
		],
		[
			'an OAuth URL',
			'oauthConnect',
			() => ({
				...base,
				operation: 'oauthConnect',
				provider: byId('salesforce'),
				groupRef: 'g',
				consumerRef: 'c',
				additionalFields: { providerAppId: 'a', groupName: 'G', providerMetadata: metadata },
			}),
		],
		[
			'an OAuth URL for a provider without OAuth',
			'oauthConnect',
			() => ({
				...base,
				operation: 'oauthConnect',
				provider: byId('gong'),
				groupRef: 'g',
				consumerRef: 'c',
			}),
		],
		['an OAuth update URL', 'oauthUpdate', () => ({ ...existing(codeGrant), operation: 'oauthUpdate' })],
		[
			'an OAuth update URL without OAuth',
			'oauthUpdate',
			() => ({ ...existing('basic'), operation: 'oauthUpdate' }),
		],
	];

	it.each(cases)('holds for the request and the answer of: %s', async (_, operationId, parameters) => {
		await harness.run(parameters());
		expect(harness.api.requests).toHaveLength(1);
		expect(contract.operationOf(harness.api.requests[0])?.operationId).toBe(operationId);
		expect(contract.faultsOf(harness.api.requests[0])).toEqual([]);
	});

	it('holds for the answer to a wrong key', async () => {
		await harness.run({ ...base, operation: 'getAll' }, [{}], {
			credential: { ...harness.credential(), apiKey: 'not-the-key' },
		});
		expect(harness.api.requests[0].status).toBe(401);
		expect(contract.faultsOf(harness.api.requests[0])).toEqual([]);
	});

	it.each(['/projects', '/providers', '/providers/salesforce', `/projects/${PROJECT}`])(
		'holds for the answer to GET %s',
		async (path) => {
			await fetch(harness.api.url + path, { headers: { 'x-api-key': harness.api.apiKey } });
			expect(contract.faultsOf(harness.api.requests[0])).toEqual([]);
		},
	);

	it('finds a request that is not as described', () => {
		const request = {
			method: 'POST',
			path: '/v1/projects/p/connections:generate',
			url: '',
			query: { extra: '1' },
			headers: {},
			rawBody: '',
			body: { groupRef: 5, unknown: true },
			status: 201,
			responseBody: { id: 'x' },
			time: 0,
		};
		const faults = contract.faultsOf(request).join('\n');
		expect(faults).toContain('the query extra is not declared');
		expect(faults).toContain('groupRef must be string');
		expect(faults).toContain('"unevaluatedProperty":"unknown"');
		expect(faults).toContain('"missingProperty":"createTime"');
	});
});
