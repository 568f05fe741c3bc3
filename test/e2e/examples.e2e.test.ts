import { chosenVersion } from './setup';
import { type Execution, itemsOf, type SavedWorkflow } from './support/saved';
import { type Chosen, example, exampleNames } from './support/examples';
import { type Model, startModel } from './support/model';
import { API_KEY, placesOf, PROJECT, e2eHarness } from './support/e2eHarness';

/** What a customer of the examples types in. */
const CUSTOMER_KEY = ['the', 'api', 'key', 'of', 'a', 'customer'].join('-');

const DEAD = 'no-such-connection';

describe('the examples in a whole n8n', () => {
	const harness = e2eHarness();
	let model: Model;
	let imported: SavedWorkflow | undefined;

	beforeAll(async () => {
		model = await startModel();
	});
	afterAll(async () => await model.close());
	afterEach(async () => {
		if (imported) await harness.client.deactivate(imported.id);
		imported = undefined;
		await harness.api.deliveriesSettled();
		harness.api.resetLog();
	});

	const load = async (name: string, more: Partial<Chosen> = {}): Promise<SavedWorkflow> => {
		const chosen = { project: PROJECT, credential: harness.credential, ...more };
		imported = await harness.client.createWorkflow(example(name, chosen));
		return imported;
	};
	const jsonOf = (execution: Execution, node: string, output = 0) =>
		itemsOf(execution, node, output).map(({ json }) => json);
	const pairingOf = (execution: Execution, node: string, output = 0) =>
		itemsOf(execution, node, output).map(({ pairedItem }) => pairedItem);
	const connections = () => {
		const { id } = harness.api.state.project(PROJECT);
		return harness.api.state.connections
			.map(({ connection }) => connection)
			.filter(({ projectId }) => projectId === id);
	};
	const first = (authScheme: string) => {
		const found = connections().find((connection) => connection.authScheme === authScheme);
		if (!found) throw new Error(`No connection with ${authScheme} is seeded`);
		return found;
	};
	const requests = () => harness.api.requests.map(({ method, status }) => `${method} ${status}`);

	/** A row for each file in `examples/`: what it must do, by what is being claimed. */
	const rows: Record<string, Record<string, () => Promise<void>>> = {
		'morning-report': {
			'reports every broken connection in one message': async () => {
				const { id } = await load('morning-report');
				const execution = await harness.client.runWorkflow(id, 'Every Morning');
				const broken = connections().filter(({ status }) => status === 'bad_credentials');
				expect(execution.status).toBe('success');
				expect(jsonOf(execution, 'Find Broken Connections').map((json) => json.id)).toEqual(
					broken.map((connection) => connection.id),
				);
				expect(pairingOf(execution, 'Find Broken Connections')).toEqual(broken.map(() => ({ item: 0 })));
				const lines = broken.map(
					({ group, provider, updateTime }) => `${group.groupName}: ${provider} (since ${updateTime})`,
				);
				expect(jsonOf(execution, 'Write Report')).toEqual([
					{ count: broken.length, report: lines.join('\n') },
				]);
				expectNoKey(execution);
			},
		},
		'connect-a-new-customer': {
			'connects a customer whom the app posts, and tells the app the ID': async () => {
				const { id } = await load('connect-a-new-customer');
				await harness.client.activate(id);
				const { status, body } = await harness.post('/webhook/connect-a-new-customer', customer('apollo'));
				const [execution] = await harness.executions(id, 1);
				const [made] = jsonOf(execution, 'Generate Connection');
				expect([status, JSON.parse(body)]).toEqual([201, { connectionId: made.id, status: 'created' }]);
				expect(connections().find((connection) => connection.id === made.id)).toMatchObject({
					provider: 'apollo',
					group: { groupRef: 'customer-1', groupName: 'Customer One' },
					consumer: { consumerRef: 'user-1' },
				});
				expect(pairingOf(execution, 'Generate Connection')).toEqual([{ item: 0 }]);
				expectNoKey(execution);
				// The webhook's own output is the app's request as it came; the node adds no place to that.
				expect(placesOf(CUSTOMER_KEY, execution.data.resultData.runData['Generate Connection'])).toEqual([]);
			},
			'tells the app why a customer cannot be connected': async () => {
				const { id } = await load('connect-a-new-customer');
				await harness.client.activate(id);
				const answer = await harness.post('/webhook/connect-a-new-customer', customer('no-such-provider'));
				const [execution] = await harness.executions(id, 1);
				expect(execution.status).toBe('success');
				expect(jsonOf(execution, 'Generate Connection', 0)).toEqual([]);
				const [failed] = jsonOf(execution, 'Generate Connection', 1);
				const { error, hint } = JSON.parse(answer.body) as { error: string; hint: string };
				expect([answer.status, error]).toEqual([422, failed.error]);
				expect(hint).toContain('unknown provider');
				expect(pairingOf(execution, 'Generate Connection', 1)).toEqual([{ item: 0 }]);
				expectNoKey(execution);
			},
		},
		'rotate-an-api-key': {
			'replaces the key and reads the connection back': async () => {
				const { id: connectionId, provider } = first('apiKey');
				const pinned = { Start: [{ connectionId, apiKey: CUSTOMER_KEY }] };
				const { id } = await load('rotate-an-api-key', { pinned });
				const execution = await harness.client.runWorkflow(id, 'Start');
				expect(execution.status).toBe('success');
				expect(jsonOf(execution, 'Read It Back')).toEqual([
					expect.objectContaining({ id: connectionId, provider }),
				]);
				expect(requests()).toEqual(['PATCH 200', 'GET 200']);
				expect(harness.api.requests[0].body).toEqual({
					updateMask: ['apiKey'],
					connection: { apiKey: CUSTOMER_KEY },
				});
				expectNoKey(execution);
			},
			'stops, and says what is wrong, when there is no such connection': async () => {
				const pinned = { Start: [{ connectionId: DEAD, apiKey: CUSTOMER_KEY }] };
				const { id } = await load('rotate-an-api-key', { pinned });
				const execution = await harness.client.runWorkflow(id, 'Start');
				expect(execution.status).toBe('error');
				expect(execution.data.resultData.error?.message).toContain(DEAD);
				expect(requests()).toEqual(['PATCH 404']);
				expectNoKey(execution);
			},
		},
		'remove-a-churned-customer': {
			"deletes the customer's connections and no other": async () => {
				const groupRef = 'group-125';
				const all = connections();
				const theirs = all.filter(({ group }) => group.groupRef === groupRef).map(({ id }) => id);
				const { id } = await load('remove-a-churned-customer', { pinned: { Start: [{ groupRef }] } });
				const execution = await harness.client.runWorkflow(id, 'Start');
				expect(theirs.length).toBeGreaterThan(1);
				expect(jsonOf(execution, 'Delete It')).toEqual(
					theirs.map((connectionId) => ({ deleted: true, id: connectionId })),
				);
				expect(pairingOf(execution, 'Delete It')).toEqual(theirs.map((_, item) => ({ item })));
				expect(connections()).toEqual(all.filter(({ group }) => group.groupRef !== groupRef));
				expectNoKey(execution);
			},
			'gives out with its reason what cannot be deleted': async () => {
				const groupRef = 'group-126';
				const theirs = connections().filter(({ group }) => group.groupRef === groupRef);
				const { id } = await load('remove-a-churned-customer', { pinned: { Start: [{ groupRef }] } });
				harness.api.fault({
					match: { method: 'DELETE', path: new RegExp(theirs[0].id) },
					respond: {
						status: 403,
						headers: { 'content-type': 'application/problem+json' },
						body: { title: 'Forbidden', status: 403, detail: 'This one must stay' },
					},
				});
				const execution = await harness.client.runWorkflow(id, 'Start');
				expect(execution.status).toBe('success');
				expect(jsonOf(execution, 'Delete It', 1)).toEqual([
					expect.objectContaining({ id: theirs[0].id, error: expect.stringContaining('must stay') }),
				]);
				expect(pairingOf(execution, 'Delete It', 1)).toEqual([{ item: 0 }]);
				expect(pairingOf(execution, 'Delete It')).toEqual(
					theirs.slice(1).map((_, item) => ({ item: item + 1 })),
				);
			},
		},
		'mend-a-broken-connection': {
			'sends a sign-in link when a connection breaks, and tells the team when it is mended': async () => {
				const { id } = await load('mend-a-broken-connection');
				await harness.client.activate(id);
				const connection = first('oauth2/authorizationCode');
				harness.api.breakConnection(connection.id);
				const [execution] = await harness.executions(id, 1);
				expect(execution.status).toBe('success');
				const [{ url }] = jsonOf(execution, 'Create OAuth Update URL');
				const [message] = jsonOf(execution, 'Write Message');
				expect(message.consumerRef).toBe(connection.consumer.consumerRef);
				expect(message.text).toContain(String(url));

				harness.api.completeOAuth(String(url));
				const [, mended] = await harness.executions(id, 2);
				expect(jsonOf(mended, 'Tell the Team').map(({ text }) => text)).toEqual([
					expect.stringContaining(connection.consumer.consumerName),
				]);
				expectNoKey(execution);
			},
			'asks for new credentials when there is no sign-in': async () => {
				const { id } = await load('mend-a-broken-connection');
				await harness.client.activate(id);
				const connection = first('oauth2/clientCredentials');
				harness.api.breakConnection(connection.id);
				const [execution] = await harness.executions(id, 1);
				expect(jsonOf(execution, 'Ask for New Credentials')).toEqual([
					expect.objectContaining({
						consumerRef: connection.consumer.consumerRef,
						reason: 'The OAuth flow cannot be started',
					}),
				]);
				expect(pairingOf(execution, 'Create OAuth Update URL', 1)).toEqual([{ item: 0 }]);
			},
		},
		'ai-agent-tool': {
			'lets the agent look connections up with what the model asks for': async () => {
				const theirs = connections().filter(({ group }) => group.groupRef === 'group-123');
				const execution = await ask([
					{ tool: 'List_Connections', args: { groupRef: 'group-123' } },
					{ text: 'They are listed.' },
				]);
				expect(jsonOf(execution, 'Agent')).toEqual([{ output: 'They are listed.' }]);
				expect(harness.api.requests.map(({ method, query }) => [method, query])).toEqual([
					['GET', { groupRef: 'group-123' }],
				]);
				const [told] = model.toolAnswers();
				for (const connection of theirs) expect(told).toContain(connection.id);
				expectNoKey(execution);
			},
			'tells the model what each tool does and what it takes': async () => {
				await ask([{ text: 'Nothing to do.' }]);
				const offered = model.requests[0].tools?.map(({ function: { name, description, parameters } }) => [
					name,
					description.split(/[ ,]/)[0],
					Object.keys(parameters.properties),
				]);
				expect(offered?.sort()).toEqual([
					['Create_a_Sign-In_Link', 'Create', ['connectionId']],
					['Get_a_Connection', 'Get', ['connectionId']],
					['List_Connections', 'List', ['groupRef']],
				]);
			},
			'tells the model why a call has failed': async () => {
				const execution = await ask([
					{ tool: 'Get_a_Connection', args: { connectionId: DEAD } },
					{ text: 'There is none.' },
				]);
				// n8n 1 ends the agent's run with the tool's error, in place of telling the model.
				const told =
					chosenVersion() === 'oldest' ? [execution.data.resultData.error?.message] : model.toolAnswers();
				expect(told).toEqual([expect.stringContaining(DEAD)]);
				expectNoKey(execution);
			},
		},
	};

	const ask = async (steps: Parameters<Model['play']>[0]): Promise<Execution> => {
		model.play(steps);
		const data = { apiKey: CUSTOMER_KEY, url: model.url };
		const openAiApi = await harness.client.createCredential('openAiApi', 'Model', data);
		const { id } = await load('ai-agent-tool', {
			others: { '@n8n/n8n-nodes-langchain.lmChatOpenAi': { openAiApi } },
			pinned: { 'When Asked': [{ sessionId: 'session-1', action: 'sendMessage', chatInput: 'Well?' }] },
		});
		return await harness.client.runWorkflow(id, 'When Asked');
	};

	it('are all tested here', () => {
		expect(Object.keys(rows).sort()).toEqual(exampleNames());
	});

	describe.each(Object.entries(rows))('%s', (_, claims) => {
		it.each(Object.entries(claims))('%s', async (_claim, check) => await check());
	});

	function expectNoKey({ rawData }: Execution): void {
		expect(rawData).not.toContain(API_KEY);
	}
});

function customer(provider: string): object {
	return {
		customerId: 'customer-1',
		customerName: 'Customer One',
		userId: 'user-1',
		provider,
		apiKey: CUSTOMER_KEY,
	};
}
