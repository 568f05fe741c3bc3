import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../support/engineHarness';
import { Contract, describeWith, descriptionPath } from './openapi';

describeWith(descriptionPath)('the API description', () => {
	const harness = engineHarness();
	let contract: Contract;
	beforeAll(() => (contract = new Contract(descriptionPath ?? '')));

	const base = { projectIdOrName: byId(PROJECT) };
	const existing = (authScheme: string) => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, authScheme);
		return { ...base, connectionId: byId(connection.id) };
	};
	const created = { ...base, operation: 'generate', groupRef: 'group-900', consumerRef: 'user-900' };
	const workspace = { providerWorkspaceRef: 'acme' };
	const metadata = {
		entry: ['workspace', 'scriptId', 'deployId'].map((key) => ({ key, value: '7', source: 'input' })),
	};
	const codeGrant = 'oauth2/authorizationCode';
	const token = { specifyCustomAuth: 'json', customAuth: '{"token":"k"}' };
	const clientGrant = 'oauth2/clientCredentials';
	const passwordGrant = 'oauth2/password';

	const filters = {
		groupRef: 'group-123',
		consumerRef: 'user-456',
		provider: 'salesforce',
		status: ['working'],
	};
	const client = { clientId: 'i', clientSecret: 's' };
	const user = { username: 'u', password: 'p' };
	const tokens = {
		accessToken: 'a',
		refreshToken: 'r',
		scopes: 'a',
		tokenOptions: { accessTokenExpiresAt: '2026-12-01', refreshTokenExpiresAt: '2027-12-01T00:00:00Z' },
	};
	const allFields = { groupName: 'G', consumerName: 'C', ...workspace, providerMetadata: metadata };
	const everything = { includeCreds: true, includeRefreshToken: true, refresh: 'force' };
	const oauth = { ...base, operation: 'oauthConnect', groupRef: 'g', consumerRef: 'c' };

	/** What it is, the operation, the status of its response, and the parameters. */
	const cases: Array<[string, string, number, () => INodeParameters]> = [
		['list', 'listConnections', 200, () => ({ ...base, operation: 'getAll', returnAll: true })],
		['list with filters', 'listConnections', 200, () => ({ ...base, operation: 'getAll', filters })],
		[
			'list of an unknown project',
			'listConnections',
			404,
			() => ({ projectIdOrName: byId('nowhere'), operation: 'getAll' }),
		],
		['get', 'getConnection', 200, () => ({ ...existing('apiKey'), operation: 'get' })],
		[
			'get with everything',
			'getConnection',
			200,
			() => ({ ...existing(codeGrant), operation: 'get', options: everything }),
		],
		['get of nothing', 'getConnection', 404, () => ({ ...base, connectionId: byId('x'), operation: 'get' })],
		...Object.entries<INodeParameters>({
			'without credentials': { provider: byId('hackerNews'), authScheme: 'none' },
			'with an API key': { provider: byId('apollo'), authScheme: 'apiKey', apiKey: 'k' },
			'with basic auth and all fields': {
				provider: byId('freshdesk'),
				authScheme: 'basic',
				...user,
				additionalFields: allFields,
			},
			'with client credentials': {
				provider: byId('payPal'),
				authScheme: clientGrant,
				...client,
				scopes: 'a b',
			},
			'with an OAuth2 password': {
				provider: byId('sugarCRM'),
				authScheme: passwordGrant,
				...user,
				...client,
				additionalFields: workspace,
			},
			'with tokens': { provider: byId('hubspot'), authScheme: codeGrant, ...tokens },
			'with custom auth': { provider: byId('gitlab'), authScheme: 'custom', ...token },
		}).map(([name, fields]): (typeof cases)[number] => [
			`generate ${name}`,
			'generateConnection',
			201,
			() => ({ ...created, ...fields }),
		]),
		...Object.entries<INodeParameters>({
			'for an unknown provider': { provider: byId('nobody'), authScheme: 'none' },
			'with a scheme that does not fit': { provider: byId('gong'), authScheme: 'basic', ...user },
			'without required metadata': { provider: byId('freshdesk'), authScheme: 'basic', ...user },
		}).map(([name, fields]): (typeof cases)[number] => [
			`generate ${name}`,
			'generateConnection',
			422,
			() => ({ ...created, ...fields }),
		]),
		[
			'update of an API key',
			'updateConnection',
			200,
			() => ({ ...existing('apiKey'), operation: 'update', authScheme: 'apiKey', apiKey: 'k' }),
		],
		[
			'update of basic auth',
			'updateConnection',
			200,
			() => ({ ...existing('basic'), operation: 'update', authScheme: 'basic', ...user }),
		],
		[
			'update that does not fit',
			'updateConnection',
			400,
			() => ({ ...existing('basic'), operation: 'update', authScheme: 'apiKey', apiKey: 'k' }),
		],
		['delete', 'deleteConnection', 204, () => ({ ...existing('basic'), operation: 'delete' })],
		[
			'delete of nothing',
			'deleteConnection',
			404,
			() => ({ ...base, connectionId: byId('x'), operation: 'delete' }),
		],
		[
			'an OAuth URL',
			'oauthConnect',
			200,
			() => ({
				...oauth,
				provider: byId('netsuite'),
				additionalFields: { providerAppId: 'a', groupName: 'G', providerMetadata: metadata },
			}),
		],
		[
			'an OAuth URL for a provider without OAuth',
			'oauthConnect',
			400,
			() => ({ ...oauth, provider: byId('ashby') }),
		],
		['an OAuth update URL', 'oauthUpdate', 200, () => ({ ...existing(codeGrant), operation: 'oauthUpdate' })],
		[
			'an OAuth update URL without OAuth',
			'oauthUpdate',
			400,
			() => ({ ...existing('basic'), operation: 'oauthUpdate' }),
		],
	];

	it.each(cases)(
		'holds for the request and the response of: %s',
		async (_, operationId, status, parameters) => {
			await harness.run(parameters());
			const [request] = harness.api.requests;
			expect(contract.operationOf(request)?.operationId).toBe(operationId);
			expect(request.status).toBe(status);
			// After a refusal there may be more: what the node looks up to explain it.
			expect(harness.api.requests.flatMap((each) => contract.violationsOf(each))).toEqual([]);
		},
	);

	it('holds for a metadata update', async () => {
		await harness.run({
			...existing('apiKey'),
			operation: 'update',
			updateFields: { ...workspace, providerMetadata: metadata },
		});
		const last = harness.api.requests.at(-1);
		expect([last?.method, last?.status]).toEqual(['PATCH', 200]);
		expect(harness.api.requests.flatMap((request) => contract.violationsOf(request))).toEqual([]);
	});

	it('holds for the response to a wrong key', async () => {
		await harness.run({ ...base, operation: 'getAll' }, [{}], {
			credential: { ...harness.credential(), apiKey: 'not-the-key' },
		});
		expect(harness.api.requests[0].status).toBe(401);
		expect(contract.violationsOf(harness.api.requests[0])).toEqual([]);
	});

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
		const violations = contract.violationsOf(request).join('\n');
		expect(violations).toContain('the query extra is not declared');
		expect(violations).toContain('groupRef must be string');
		expect(violations).toContain('"unevaluatedProperty":"unknown"');
		expect(violations).toContain('"missingProperty":"createTime"');
	});
});
