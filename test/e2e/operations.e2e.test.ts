import type { INodeCredentialsDetails } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../emulator';
import { Client } from './support/client';
import { type Execution, itemsOf } from './support/saved';
import { freePort, packNode, type Server, startN8n } from './support/server';
import { placesOf } from './support/e2eHarness';
import { ampersand, byId, byName, chain, items, node, origin, PACKAGE } from './support/workflows';

const PROJECT = 'mailmonkey-production';
const TYPE = 'ampersandApi';
const MISSING = 'no-such-connection';

/** Secrets that n8n must not save. */
const API_KEY = ['the', 'api', 'key', 'of', 'the', 'credential'].join('-');
const CUSTOMER_KEY = ['the', 'api', 'key', 'of', 'a', 'customer'].join('-');
const ROTATED_KEY = ['the', 'next', 'key', 'of', 'a', 'customer'].join('-');
const PASSWORD = ['a', 'pass', 'of', 'a', 'customer'].join('-');
const SECRETS = [API_KEY, CUSTOMER_KEY, ROTATED_KEY, PASSWORD];

describe('the packed node in a whole n8n', () => {
	let server: Server;
	let client: Client;
	let api: Emulator;
	let good: INodeCredentialsDetails;
	const project = { projectIdOrName: byName(PROJECT) };

	beforeAll(async () => {
		const tarball = await packNode();
		api = await startEmulator({ apiKey: API_KEY });
		server = await startN8n({ tarball });
		client = new Client(server.url);
		await client.setupOwner();
		good = await client.createCredential(TYPE, 'Good', { apiKey: API_KEY, baseUrl: api.url });
	});
	afterEach(() => {
		api.clearFaults();
		api.resetLog();
	});
	afterAll(async () => {
		await api?.close();
		await server?.stop();
	});

	const run = async (workflow: Parameters<Client['createWorkflow']>[0]): Promise<Execution> => {
		const { id } = await client.createWorkflow(workflow);
		return await client.runWorkflow(id, 'Start');
	};
	const jsonOf = (execution: Execution, name: string, output = 0) =>
		itemsOf(execution, name, output).map(({ json }) => json);
	const seeded = (count: number) => {
		const { id } = api.state.project(PROJECT);
		return api.state.connections.filter(({ connection }) => connection.projectId === id).slice(0, count);
	};

	describe('in the editor', () => {
		it('is offered with its icons, as a node and as a tool for AI agents', async () => {
			const types = await client.nodeTypes();
			const own = types.filter(({ name }) => name.startsWith(`${PACKAGE}.`));
			expect(own.map(({ name }) => name)).toEqual(
				expect.arrayContaining([`${PACKAGE}.ampersand`, `${PACKAGE}.ampersandTool`]),
			);
			for (const { iconUrl } of own) {
				for (const url of Object.values(iconUrl as Record<string, string>)) {
					expect(await client.request('GET', `/${url}`)).toContain('<svg');
				}
			}
		});

		it('is loaded without a warning', () => {
			expect(server.log()).not.toMatch(/ampersand/i);
		});

		describe('tests a credential', () => {
			it.each([
				['the API as it is written', ''],
				['a slash at the end', '/'],
			])('with a valid key: %s', async (_, end) => {
				const data = { apiKey: API_KEY, baseUrl: api.url + end };
				expect(await client.testCredential(TYPE, good, data)).toMatchObject({ status: 'OK' });
				expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/projects']);
			});

			it('with an invalid key', async () => {
				const bad = await client.createCredential(TYPE, 'Bad', { apiKey: PASSWORD, baseUrl: api.url });
				const result = await client.testCredential(TYPE, bad, { apiKey: PASSWORD, baseUrl: api.url });
				expect(result.status).toBe('Error');
				expect(result.message).toMatch(/^The API key is missing or wrong\. Create an API key on the API Keys page/);
			});

			it('without following a redirect', async () => {
				const other = await startEmulator({ apiKey: API_KEY });
				const respond = { status: 302, body: '', headers: { location: `${other.url}/projects` } };
				api.fault({ respond });
				const result = await client.testCredential(TYPE, good, { apiKey: API_KEY, baseUrl: api.url });
				await other.close();
				expect(result.status).toBe('Error');
				expect(result.message).toMatch(
					/^Couldn't list the projects: the response is a redirect \(HTTP 302\)\./,
				);
				expect(other.requests).toHaveLength(0);
			});

			it('of a host that does not respond', async () => {
				const baseUrl = `http://127.0.0.1:${await freePort()}/v1`;
				const result = await client.testCredential(TYPE, good, { apiKey: API_KEY, baseUrl });
				expect(result.status).toBe('Error');
				expect(result.message).not.toContain(API_KEY);
				expect(result.message).toContain(`Couldn't list the projects: can't reach ${new URL(baseUrl).host}.`);
			});
		});

		describe('fills the dropdowns', () => {
			const search = async (method: string, path: string, filter?: string, credential = good) =>
				await client.locatorResults(method, path, project, { [TYPE]: credential }, filter);

			it('of projects', async () => {
				const { results } = await search('getProjects', 'projectIdOrName');
				expect(results.map(({ name }) => name)).toEqual([
					'Ledgerly (ledgerly-production)',
					'MailMonkey (mailmonkey-production)',
					'MailMonkey Staging (mailmonkey-staging)',
				]);
				expect(results.map(({ value }) => value).sort()).toEqual(
					api.state.projects.map(({ id }) => id).sort(),
				);
			});

			it('of providers, filtered by what is typed', async () => {
				const all = await search('getProviders', 'provider');
				expect(all.results).toHaveLength(Object.keys(api.state.providers).length);
				const { results } = await search('getProviders', 'provider', 'zen');
				expect(results).toEqual([{ name: 'Zendesk Support · OAuth2', value: 'zendeskSupport' }]);
			});

			it('of connections of the chosen project', async () => {
				const { results } = await search('getConnections', 'connectionId');
				expect(results.map(({ value }) => value).sort()).toEqual(
					seeded(100)
						.map(({ connection }) => connection.id)
						.sort(),
				);
				const found = await search('getConnections', 'connectionId', 'salesforce acme');
				expect(found.results.length).toBeGreaterThan(0);
				for (const { name } of found.results) expect(name).toContain('Salesforce · Acme Corp');
			});

			it('and says what is wrong if it cannot', async () => {
				const bad = await client.createCredential(TYPE, 'Bad', { apiKey: PASSWORD, baseUrl: api.url });
				await expect(search('getProjects', 'projectIdOrName', undefined, bad)).rejects.toThrow(/API key/);
			});
		});
	});

	describe('in a workflow', () => {
		it('creates, changes, and deletes a connection, without a secret in the saved execution', async () => {
			const id = byId('={{ $json.id }}');
			const execution = await run(
				chain('Lifecycle', [
					ampersand('Generate', good, {
						...project,
						operation: 'generate',
						provider: byId('apollo'),
						groupRef: 'group-e2e',
						consumerRef: 'user-e2e',
						authScheme: 'apiKey',
						apiKey: CUSTOMER_KEY,
						additionalFields: { groupName: 'End to End' },
					}),
					ampersand('Get', good, { ...project, operation: 'get', connectionId: id, simplify: false }),
					ampersand('Update', good, {
						...project,
						operation: 'update',
						connectionId: id,
						authScheme: 'apiKey',
						apiKey: ROTATED_KEY,
					}),
					ampersand('Get Many', good, {
						...project,
						operation: 'getAll',
						returnAll: true,
						filters: { groupRef: 'group-e2e' },
					}),
					ampersand('Delete', good, { ...project, operation: 'delete', connectionId: id }),
				]),
			);
			expect(execution.status).toBe('success');
			const [{ id: created }] = jsonOf(execution, 'Generate');
			expect(jsonOf(execution, 'Get')).toEqual([
				expect.objectContaining({ id: created, group: expect.objectContaining({ groupName: 'End to End' }) }),
			]);
			expect(jsonOf(execution, 'Update')).toEqual([expect.objectContaining({ id: created })]);
			expect(jsonOf(execution, 'Get Many')).toEqual([
				expect.objectContaining({ id: created, groupRef: 'group-e2e', groupName: 'End to End' }),
			]);
			expect(jsonOf(execution, 'Delete')).toEqual([{ deleted: true, id: created }]);

			expect(api.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
				'POST 201',
				'GET 200',
				'PATCH 200',
				'GET 200',
				'DELETE 204',
			]);
			expect(api.requests[0].body).toMatchObject({ apiKey: CUSTOMER_KEY });
			expect(api.requests[2].body).toEqual({
				updateMask: ['apiKey'],
				connection: { apiKey: ROTATED_KEY },
			});
			expectNoSecret(execution);
		});

		it('shares its credential with the HTTP Request node', async () => {
			const parameters = {
				url: `${api.url}/projects`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: TYPE,
			};
			const request = node('Request', 'n8n-nodes-base.httpRequest', parameters, {
				typeVersion: 4.2,
				credentials: { [TYPE]: good },
			});
			const execution = await run(chain('HTTP Request', [request]));
			expect(jsonOf(execution, 'Request').map(({ name }) => name)).toContain(PROJECT);
			expectNoSecret(execution);
		});

		it('shares its credential only for its base URL and without redirects', async () => {
			const other = await startEmulator({ apiKey: API_KEY });
			api.fault({ respond: { status: 302, body: '', headers: { location: `${other.url}/projects` } } });
			const request = (url: string) =>
				node(
					'Request',
					'n8n-nodes-base.httpRequest',
					{ url, authentication: 'predefinedCredentialType', nodeCredentialType: TYPE },
					{ typeVersion: 4.2, credentials: { [TYPE]: good } },
				);
			const redirected = await run(chain('Redirect', [request(`${api.url}/projects`)]));
			const elsewhere = await run(chain('Elsewhere', [request(`${other.url}/projects`)]));
			await other.close();
			expect(redirected.status).toBe('error');
			expect(elsewhere.data.resultData.error?.message).toContain(
				`The Ampersand credential can't be used for ${other.url}/projects`,
			);
			expect(api.requests).toHaveLength(1);
			expect(other.requests).toHaveLength(0);
		});

		it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
			'pairs every item with its own input: %s',
			async (onError) => {
				const [first, second] = seeded(2).map(({ connection }) => connection.id);
				const ids = [first, MISSING, second, ' '];
				const get = ampersand(
					'Get',
					good,
					{ ...project, operation: 'get', connectionId: byId('={{ $json.id }}') },
					onError,
				);
				const separate = onError === 'continueErrorOutput';
				const execution = await run(
					chain(
						onError,
						[...items(ids.map((id) => ({ id }))), get, origin('Then', 'Items', 'id')],
						separate ? origin('Failed', 'Items', 'id') : undefined,
					),
				);
				expect(execution.status).toBe('success');
				const outputs = jsonOf(execution, 'Then');
				const failed = separate ? jsonOf(execution, 'Failed') : outputs.filter(({ error }) => error);
				expect(outputs.filter(({ error }) => !error).map(({ id, from }) => [id, from])).toEqual([
					[first, first],
					[second, second],
				]);
				expect(failed.map(({ from }) => from)).toEqual([MISSING, ' ']);
				expect(failed).toEqual([
					expect.objectContaining({
						error: expect.any(String),
						details: expect.objectContaining({ httpCode: '404' }),
					}),
					expect.objectContaining({ error: expect.stringContaining("'Connection'") }),
				]);
				if (!separate) expect(outputs.map(({ from }) => from)).toEqual(ids);
				expectNoSecret(execution);
			},
		);

		it('stops with an error that contains no secret that the API echoes', async () => {
			const detail = `The password ${PASSWORD} is rejected`;
			const headers = { 'content-type': 'application/problem+json' };
			api.fault({
				match: { method: 'POST' },
				respond: { status: 422, headers, body: { title: 'Rejected', status: 422, detail } },
			});
			const execution = await run(
				chain('Rejected', [
					...items([{ password: 'as an expression' }]),
					ampersand('Generate', good, {
						...project,
						operation: 'generate',
						provider: byId('ashby'),
						groupRef: 'group-e2e',
						consumerRef: 'user-e2e',
						authScheme: 'basic',
						username: 'jane',
						password: PASSWORD,
					}),
				]),
			);
			expect(execution.status).toBe('error');
			const { error } = execution.data.resultData;
			expect(error?.message).toContain('is rejected');
			// n8n saves the parameters of any failed node, so that it can be run again.
			expect(SECRETS.flatMap((secret) => placesOf(secret, execution.data))).toEqual([
				'executionData.nodeExecutionStack.0.node.parameters.password',
			]);
		});

		it('leaves no secret in the log of n8n', () => {
			expect(SECRETS.filter((secret) => server.log().includes(secret))).toEqual([]);
		});
	});

	function expectNoSecret({ rawData }: Execution): void {
		expect(SECRETS.filter((secret) => rawData.includes(secret))).toEqual([]);
	}
});
