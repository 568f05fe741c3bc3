import type { IDataObject } from 'n8n-workflow';
import type { EngineResult, WorkflowFile } from '../support/engine';
import { PACKAGE } from '../support/engine/nodeTypes';
import { example, exampleNames } from '../support/examples';
import { fs, path } from '../support/node';
import { pairing, PROJECT } from '../support/engineHarness';
import { triggerHarness } from '../support/triggerHarness';

const harness = triggerHarness();

async function run(
	file: WorkflowFile,
	input: IDataObject[] = [{}],
	startNode?: string,
): Promise<EngineResult> {
	return await harness.engine.run(file, { credential: harness.credential(), input, startNode });
}

const jsonOf = ({ nodes }: EngineResult, name: string, output = 0) =>
	(nodes[name]?.outputs[output] ?? []).map(({ json }) => json);

/** Connections of the project that the examples run in. */
const connections = () => {
	const { id } = harness.api.state.project(PROJECT);
	return harness.api.state.connections
		.map((one) => one.connection)
		.filter(({ projectId }) => projectId === id);
};
const withScheme = (authScheme: string) => connections().filter((one) => one.authScheme === authScheme);

describe('the example "mend a broken connection"', () => {
	const file = () => ({ ...example('mend-a-broken-connection', PROJECT), id: 'mend' });

	it('goes from the broken connection to the mended one', async () => {
		const workflow = file();
		await harness.host.activate(workflow);
		const [{ id, provider, consumer, group }] = withScheme('oauth2/authorizationCode');
		const stored = () => connections().find((one) => one.id === id)?.status;

		harness.api.breakConnection(id);
		await harness.settled();
		expect(harness.host.runs).toHaveLength(1);
		const [message] = jsonOf(harness.host.runs[0], 'Write Message');
		expect(message).toMatchObject({
			consumerRef: consumer.consumerRef,
			subject: `Please sign in to ${provider} again`,
		});
		expect(message.text).toContain(`Hello ${consumer.consumerName},`);
		expect(stored()).toBe('bad_credentials');

		const [url] = /https:\S+/.exec(String(message.text)) ?? [];
		harness.api.completeOAuth(String(url));
		await harness.settled();
		expect(stored()).toBe('created');
		expect(harness.host.runs).toHaveLength(2);
		expect(jsonOf(harness.host.runs[1], 'Tell the Team')).toEqual([
			{ text: `${consumer.consumerName} (${group.groupRef}) has a new sign-in to ${provider}` },
		]);
		expect(jsonOf(harness.host.runs[1], 'Write Message')).toEqual([]);

		await harness.host.deactivate(workflow);
		expect(harness.remoteState()).toEqual({ destinations: 0, topics: 0, events: [], routes: 0 });
	});

	it('asks for new credentials where there is nothing to sign in to', async () => {
		await harness.host.activate(file());
		const [{ id, provider }] = withScheme('oauth2/clientCredentials');
		harness.api.breakConnection(id);
		await harness.settled();
		expect(jsonOf(harness.host.runs[0], 'Ask for New Credentials')).toEqual([
			expect.objectContaining({
				subject: `Please renew your credentials for ${provider}`,
				reason: 'The OAuth flow cannot be started',
			}),
		]);
	});
});

describe('the example "AI agent tool"', () => {
	const ask = async (...calls: Array<{ tool: string; arguments: IDataObject }>) => {
		const result = await run(example('ai-agent-tool', PROJECT), [
			{ calls: calls as unknown as IDataObject[] },
		]);
		expect(result.error?.message).toBeUndefined();
		const [output] = jsonOf(result, 'Agent');
		return output as { offered: Array<{ name: string; description: string }>; answers: unknown[] };
	};

	it('offers the agent three tools, each with what it is for', async () => {
		const { offered } = await ask();
		expect(offered.map(({ name }) => name).sort()).toEqual([
			'Create_a_Sign-In_Link',
			'Get_a_Connection',
			'List_Connections',
		]);
		expect(offered.every(({ description }) => description.length > 30)).toBe(true);
	});

	it('lists the connections of the customer that the agent asks for, with the chosen fields', async () => {
		const { answers } = await ask({ tool: 'List_Connections', arguments: { groupRef: 'group-123' } });
		const expected = connections()
			.filter(({ group }) => group.groupRef === 'group-123')
			.map(({ id, provider, status, group, consumer }) => ({
				id,
				provider,
				status,
				groupRef: group.groupRef,
				groupName: group.groupName,
				consumerRef: consumer.consumerRef,
			}));
		expect(expected.length).toBeGreaterThan(0);
		expect(answers).toEqual([expected]);
	});

	it('gets a connection, and makes the link to mend it', async () => {
		const [{ id }] = withScheme('oauth2/authorizationCode');
		const { answers } = await ask(
			{ tool: 'Get_a_Connection', arguments: { connectionId: id } },
			{ tool: 'Create_a_Sign-In_Link', arguments: { connectionId: id } },
		);
		expect(answers).toEqual([
			[expect.objectContaining({ id, status: expect.any(String) as string })],
			[{ url: expect.stringMatching(/^https:/) as string }],
		]);
	});

	it("tells the agent the API's own reason and what to do about it", async () => {
		const { answers } = await ask({ tool: 'Get_a_Connection', arguments: { connectionId: 'made-up' } });
		const [{ error }] = answers as Array<{ error: string }>;
		expect(error).toContain('Connection made-up was not found');
		expect(error).toContain("Check 'Project' and 'Connection'");
	});
});

describe('the example "morning report"', () => {
	it('reports each broken connection once', async () => {
		const broken = connections().filter(({ status }) => status === 'bad_credentials');
		const [report] = jsonOf(await run(example('morning-report', PROJECT)), 'Write Report');
		expect(report.count).toBe(broken.length);
		for (const { group, provider } of broken)
			expect(report.report).toContain(`${group.groupName}: ${provider}`);
	});

	it('is silent when nothing is broken', async () => {
		for (const connection of connections()) connection.status = 'working';
		const { nodes, status } = await run(example('morning-report', PROJECT));
		expect(status).toBe('success');
		expect(nodes['Write Report']).toBeUndefined();
	});
});

describe('the example "connect a new customer"', () => {
	const body = {
		customerId: 'group-900',
		customerName: 'New',
		userId: 'user-900',
		provider: 'apollo',
		apiKey: 'k',
	};

	it('makes the connection and answers, or answers with the reason why not', async () => {
		const result = await run(example('connect-a-new-customer', PROJECT), [
			{ body },
			{ body: { ...body, provider: 'nobody' } },
		]);
		const [made] = jsonOf(result, 'Tell the App');
		expect(connections().find(({ id }) => id === made.id)?.group).toMatchObject({
			groupRef: 'group-900',
			groupName: 'New',
		});
		expect(jsonOf(result, 'Tell the App Why Not')).toEqual([
			expect.objectContaining({ error: 'The connection cannot be generated' }),
		]);
		const [good, bad] = result.nodes['Generate Connection'].outputs.map(pairing);
		expect([good, bad]).toEqual([[0], [1]]);
	});
});

describe('the example "rotate an API key"', () => {
	it('replaces the key of the connection, and only the key', async () => {
		const [{ id }] = withScheme('apiKey');
		const result = await run(example('rotate-an-api-key', PROJECT), [{ connectionId: id, apiKey: 'next' }]);
		expect(jsonOf(result, 'Read It Back')).toEqual([expect.objectContaining({ id })]);
		const update = harness.api.requests.find(({ method }) => method === 'PATCH');
		expect(update?.body).toEqual({ updateMask: ['apiKey'], connection: { apiKey: 'next' } });
	});
});

describe('the example "remove a churned customer"', () => {
	it("deletes all of the customer's connections and no others", async () => {
		const theirs = connections().filter(({ group }) => group.groupRef === 'group-123');
		const others = connections().filter(({ group }) => group.groupRef !== 'group-123');
		const result = await run(example('remove-a-churned-customer', PROJECT), [{ groupRef: 'group-123' }]);
		expect(jsonOf(result, 'Delete It')).toEqual(theirs.map(({ id }) => ({ deleted: true, id })));
		expect(connections()).toEqual(others);
	});

	it('deletes nothing when the customer is not named', async () => {
		const before = connections();
		await run(example('remove-a-churned-customer', PROJECT), [{ groupRef: '' }]);
		expect(connections()).toEqual(before);
	});
});

describe('every example', () => {
	const files = exampleNames().map((name) => {
		const text = fs.readFileSync(path.resolve('examples', `${name}.json`), 'utf8');
		return [name, text, JSON.parse(text) as WorkflowFile] as const;
	});
	const own = fs.readFileSync(path.resolve('test/engine/examples.test.ts'), 'utf8');

	it.each(files)('is run by a test: %s', (name) => expect(own).toContain(`example('${name}', PROJECT)`));

	it.each(files)('holds only nodes that n8n ships, and ours: %s', (_, __, { nodes }) => {
		const shipped = /^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./;
		expect(nodes.filter(({ type }) => !shipped.test(type) && !type.startsWith(`${PACKAGE}.`))).toEqual([]);
	});

	it.each(files)('holds no credential: %s', (_, text) => expect(text).not.toContain('"credentials"'));

	it.each(files)('says in a note what it does, and what to do first: %s', (_, __, { name, nodes }) => {
		const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes.length).toBeGreaterThanOrEqual(2);
		expect(notes[0].parameters.content).toContain(`## ${name}\n`);
	});
});
