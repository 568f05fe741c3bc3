import type { IDataObject } from 'n8n-workflow';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, jsonOf, play } from './play';

const EXAMPLE = 'ai-agent-tool';

describe('the example "AI agent for connections"', () => {
	const harness = triggerHarness();
	const ask = async (...calls: Array<{ tool: string; arguments: IDataObject }>) => {
		const result = await play(harness, EXAMPLE, [{ calls: calls as unknown as IDataObject[] }]);
		expect(result.error?.message).toBeUndefined();
		const [output] = jsonOf(result, 'AI Agent');
		return output as { offered: Array<{ name: string; description: string }>; responses: unknown[] };
	};

	it('offers the agent four tools that read and one that creates a link, each described', async () => {
		const { offered } = await ask();
		expect(offered.map(({ name }) => name).sort()).toEqual([
			'Create_Sign-In_Link',
			'Get_Connection',
			'List_Broken_Connections',
			'List_Customer_Connections',
			'List_Customer_Installations',
		]);
		expect(offered.every(({ description }) => description.length > 30)).toBe(true);
	});

	it("lists a customer's connections with the chosen fields", async () => {
		const { responses } = await ask({
			tool: 'List_Customer_Connections',
			arguments: { groupRef: 'group-123' },
		});
		const expected = connectionsOf(harness)
			.filter(({ group }) => group.groupRef === 'group-123')
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
		const { responses } = await ask({
			tool: 'List_Customer_Installations',
			arguments: { groupRef: 'group-124' },
		});
		const expected = harness.api.state.installations.filter(
			({ group, projectId }) =>
				group.groupRef === 'group-124' && projectId === connectionsOf(harness)[0].projectId,
		);
		expect(responses).toEqual([expected.map(({ id }) => expect.objectContaining({ id }) as object)]);
	});

	it('lists the broken connections of all customers', async () => {
		const { responses } = await ask({ tool: 'List_Broken_Connections', arguments: {} });
		const broken = connectionsOf(harness).filter(({ status }) => status === 'bad_credentials');
		expect((responses[0] as Array<{ id: string }>).map(({ id }) => id)).toEqual(broken.map(({ id }) => id));
	});

	it('gets a connection, and creates the link to repair it', async () => {
		const found = connectionsOf(harness).find(({ authScheme }) => authScheme === 'oauth2/authorizationCode');
		const connectionId = String(found?.id);
		const { responses } = await ask(
			{ tool: 'Get_Connection', arguments: { connectionId } },
			{ tool: 'Create_Sign-In_Link', arguments: { connectionId } },
		);
		expect(responses).toEqual([
			[expect.objectContaining({ id: connectionId, status: expect.any(String) as string })],
			[{ url: expect.stringMatching(/^https:/) as string }],
		]);
	});

	it.each(['List_Customer_Connections', 'List_Customer_Installations'])(
		'lists nothing if the agent names no customer: %s',
		async (tool) => {
			const { responses } = await ask(
				...[{}, { groupRef: '' }, { groupRef: ' ' }].map((given) => ({ tool, arguments: given })),
			);
			expect(responses).toEqual(Array(3).fill({ error: expect.any(String) as string }));
			expect(harness.sent()).toEqual([]);
		},
	);

	it("tells the agent the API's own reason and what to do about it", async () => {
		const { responses } = await ask({ tool: 'Get_Connection', arguments: { connectionId: 'made-up' } });
		const [{ error }] = responses as Array<{ error: string }>;
		expect(error).toContain('Connection made-up was not found');
		expect(error).toContain("Check 'Project' and 'Connection'");
	});
});
