import type { IDataObject } from 'n8n-workflow';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, installationsOf, jsonOf, play } from './play';

const harness = triggerHarness();

interface Call {
	tool: string;
	arguments: IDataObject;
}

/** Lets the agent of an example call tools, and returns what it was offered and what it heard. */
async function ask(
	example: string,
	...calls: Call[]
): Promise<{ offered: Array<{ name: string; description: string }>; responses: IDataObject[][] }> {
	const result = await play(harness, example, { input: [{ calls: calls as unknown as IDataObject[] }] });
	expect(result.error?.message).toBeUndefined();
	const [output] = jsonOf(result, 'AI Agent');
	return output as unknown as Awaited<ReturnType<typeof ask>>;
}

describe('the example "AI agent for connections"', () => {
	const askAgent = async (...calls: Call[]) => await ask('ai-agent-tool', ...calls);
	const brokenOne = () => {
		const found = connectionsOf(harness).find(
			({ status, authScheme }) =>
				status === 'bad_credentials' && authScheme === 'oauth2/authorizationCode',
		);
		if (!found) throw new Error('No broken OAuth connection is seeded');
		return { connectionId: found.id, groupRef: found.group.groupRef, name: found.group.groupName };
	};

	it('offers the agent four tools that read and one that creates a link, each described', async () => {
		const { offered } = await askAgent();
		expect(offered.map(({ name }) => name).sort()).toEqual([
			'Create_Sign-In_Link',
			'Find_Connections',
			'Get_Connection',
			'List_Broken_Connections',
			'List_Customer_Installations',
		]);
		expect(offered.every(({ description }) => description.length > 30)).toBe(true);
	});

	it("finds a customer's connections by name, with the chosen fields", async () => {
		const { responses } = await askAgent({ tool: 'Find_Connections', arguments: { search: 'acme' } });
		const expected = connectionsOf(harness)
			.filter(({ group }) => group.groupName === 'Acme Corp')
			.map(({ id, provider, status, authScheme, group, consumer }) => ({
				id,
				provider,
				status,
				authScheme,
				groupRef: group.groupRef,
				groupName: group.groupName,
				consumerRef: consumer.consumerRef,
			}));
		expect(expected.length).toBeGreaterThan(0);
		expect(responses).toEqual([expected]);
	});

	it("lists a customer's installations", async () => {
		const { responses } = await askAgent({
			tool: 'List_Customer_Installations',
			arguments: { groupRef: 'group-124' },
		});
		const expected = installationsOf(harness).filter(({ group }) => group.groupRef === 'group-124');
		expect(responses).toEqual([expected.map(({ id }) => expect.objectContaining({ id }) as object)]);
	});

	it('lists the broken connections of all customers', async () => {
		const { responses } = await askAgent({ tool: 'List_Broken_Connections', arguments: {} });
		const broken = connectionsOf(harness).filter(({ status }) => status === 'bad_credentials');
		expect(responses[0].map(({ id }) => id)).toEqual(broken.map(({ id }) => id));
	});

	it('says so when there are more broken connections than it lists', async () => {
		for (const connection of connectionsOf(harness)) connection.status = 'bad_credentials';
		const { responses } = await askAgent({ tool: 'List_Broken_Connections', arguments: {} });
		expect(responses[0]).toHaveLength(21);
		expect(responses[0][20]).toEqual({ note: expect.stringContaining('there are more') as string });
	});

	it('gets a connection of the customer, and creates the link to repair it', async () => {
		const { connectionId, groupRef } = brokenOne();
		const { responses } = await askAgent(
			{ tool: 'Get_Connection', arguments: { connectionId, groupRef } },
			{ tool: 'Create_Sign-In_Link', arguments: { connectionId, groupRef } },
		);
		expect(responses).toEqual([
			[expect.objectContaining({ id: connectionId, status: 'bad_credentials' })],
			[{ url: expect.stringMatching(/^https:/) as string }],
		]);
	});

	it.each(['Get_Connection', 'Create_Sign-In_Link'])("refuses another customer's connection: %s", async (tool) => {
		const { connectionId, name } = brokenOne();
		const { responses } = await askAgent({ tool, arguments: { connectionId, groupRef: 'group-of-nobody' } });
		expect(responses).toEqual([[expect.objectContaining({ error: expect.any(String) as string })]]);
		expect(JSON.stringify(responses)).not.toContain(name);
		expect(harness.sent('PATCH')).toEqual([]);
	});

	it.each([
		['Find_Connections', 'search'],
		['List_Customer_Installations', 'groupRef'],
	])('lists nothing if the agent names no customer: %s', async (tool, field) => {
		const given = [{}, { [field]: '' }, { [field]: ' ' }];
		const { responses } = await askAgent(...given.map((each) => ({ tool, arguments: each })));
		expect(JSON.stringify(responses).match(/"error"/g)).toHaveLength(3);
		expect(harness.sent()).toEqual([]);
	});

	it("tells the agent the API's own reason", async () => {
		const { groupRef } = brokenOne();
		const given = { connectionId: 'made-up', groupRef };
		const { responses } = await askAgent({ tool: 'Get_Connection', arguments: given });
		expect(JSON.stringify(responses)).toContain('Connection made-up was not found');
	});
});

describe('the example "Why does Acme\'s sync fail?"', () => {
	it('leads the agent from the name of the customer to the reason', async () => {
		const unhealthy = installationsOf(harness).find(({ healthStatus }) => healthStatus === 'unhealthy');
		const askAgent = async (tool: string, given: IDataObject) => {
			const { responses } = await ask('why-does-a-sync-fail', { tool, arguments: given });
			return responses[0];
		};
		const found = await askAgent('Find_Installations', { search: unhealthy?.group.groupName });
		const installation = found.find(({ healthStatus }) => healthStatus === 'unhealthy');
		expect(installation?.id).toBe(unhealthy?.id);
		const [operation] = await askAgent('List_Failed_Operations', {
			integrationId: installation?.integrationId,
			installationId: installation?.id,
		});
		expect(operation).toMatchObject({ status: 'failure' });
		const logs = await askAgent('Get_Operation_Logs', { operationId: operation.id });
		expect(logs).toContainEqual(expect.objectContaining({ error: expect.any(String) as string }));
	});

	it('offers only tools that read', async () => {
		await ask(
			'why-does-a-sync-fail',
			{ tool: 'Find_Installations', arguments: { search: 'acme' } },
			{ tool: 'List_Failed_Operations', arguments: { integrationId: 'none', installationId: 'none' } },
			{ tool: 'Get_Operation_Logs', arguments: { operationId: 'none' } },
		);
		expect(harness.sent().filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('tells the agent that a healthy installation has no failed operation', async () => {
		const healthy = installationsOf(harness).find(({ healthStatus }) => healthStatus === 'healthy');
		const given = { integrationId: healthy?.integrationId, installationId: healthy?.id };
		const { responses } = await ask('why-does-a-sync-fail', {
			tool: 'List_Failed_Operations',
			arguments: given,
		});
		expect(responses).toEqual([[{ found: false, note: expect.any(String) as string }]]);
	});
});
