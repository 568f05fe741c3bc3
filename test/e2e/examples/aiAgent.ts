import type { Execution } from '../support/saved';
import type { Model } from '../support/model';
import { CUSTOMER_KEY, UNKNOWN, type Claims, type ExamplesContext, expectNoKey, jsonOf } from './context';

type Ask = (steps: Parameters<Model['play']>[0]) => Promise<Execution>;

/** Lets the agent of an example take some steps, as the model decides them. */
function asking(context: ExamplesContext, model: () => Model, name: string): Ask {
	const { harness } = context;
	return async (steps) => {
		model().play(steps);
		const data = { apiKey: CUSTOMER_KEY, url: model().url };
		const openAiApi = await harness.client.createCredential('openAiApi', 'Model', data);
		const { id } = await context.load(name, {
			others: { '@n8n/n8n-nodes-langchain.lmChatOpenAi': { openAiApi } },
			pinned: {
				'When chat message received': [{ sessionId: 'session-1', action: 'sendMessage', chatInput: 'Well?' }],
			},
		});
		return await harness.client.runWorkflow(id, 'When chat message received');
	};
}

/** What the example does in a whole n8n. */
export function aiAgent(context: ExamplesContext, model: () => Model): Claims {
	const ask = asking(context, model, 'ai-agent-tool');

	return {
		'lets the agent find the connections of the customer that the model asks for': async () => {
			const theirs = context.ofGroup('group-123').connections;
			const execution = await ask([
				{ tool: 'Find_Connections', args: { search: 'group-123' } },
				{ text: 'They are listed.' },
			]);
			expect(jsonOf(execution, 'AI Agent')).toEqual([{ output: 'They are listed.' }]);
			const [told] = model().toolResults();
			for (const connectionId of theirs) expect(told).toContain(connectionId);
			expectNoKey(execution);
		},
		'tells the model what each tool does and what it takes': async () => {
			await ask([{ text: 'Nothing to do.' }]);
			const offered = model().requests[0].tools?.map(({ function: { name, description, parameters } }) => [
				name,
				description.split(/[ ,]/)[0],
				Object.keys(parameters.properties),
			]);
			expect(offered?.sort()).toEqual([
				['Create_Sign-In_Link', 'Create', ['connectionId', 'groupRef']],
				['Find_Connections', 'Find', ['search']],
				['Get_Connection', 'Get', ['connectionId', 'groupRef']],
				['List_Broken_Connections', 'List', []],
				['List_Customer_Installations', 'List', ['groupRef']],
			]);
		},
		'lists nothing if the model names no customer': async () => {
			await ask([
				{ tool: 'List_Customer_Installations', args: { groupRef: '' } },
				{ text: 'Which customer?' },
			]);
			expect(context.requests()).toEqual([]);
		},
		'tells the model why a call failed': async () => {
			const execution = await ask([
				{ tool: 'Get_Connection', args: { connectionId: UNKNOWN, groupRef: 'group-123' } },
				{ text: 'There is none.' },
			]);
			expect(model().toolResults()).toEqual([expect.stringContaining(UNKNOWN)]);
			expectNoKey(execution);
		},
		"refuses another customer's connection, and tells the model why": async () => {
			const [connectionId] = context.ofGroup('group-124').connections;
			await ask([
				{ tool: 'Create_Sign-In_Link', args: { connectionId, groupRef: 'group-123' } },
				{ text: 'That is not theirs.' },
			]);
			expect(model().toolResults()).toEqual([expect.stringContaining('group-123')]);
			expect(context.requests().filter((request) => request.startsWith('PATCH'))).toEqual([]);
		},
	};
}

/** What the example does in a whole n8n. */
export function whySyncFails(context: ExamplesContext, model: () => Model): Claims {
	const ask = asking(context, model, 'why-does-a-sync-fail');
	return {
		'leads the model from the name of the customer to the reason': async () => {
			const unhealthy = context.installations().find(({ healthStatus }) => healthStatus === 'unhealthy');
			const { id: installationId, integrationId, group } = unhealthy ?? context.installations()[0];
			const [{ id: operationId }] = context.harness.api.state.operations
				.map(({ operation }) => operation)
				.filter((each) => each.installationId === installationId && each.status === 'failure');
			const execution = await ask([
				{ tool: 'Find_Installations', args: { search: group.groupName } },
				{ tool: 'List_Failed_Operations', args: { integrationId, installationId } },
				{ tool: 'Get_Operation_Logs', args: { operationId } },
				{ text: 'They must sign in again.' },
			]);
			const [found, failed, logs] = model().toolResults();
			expect(found).toContain(installationId);
			expect(failed).toContain(operationId);
			expect(logs).toContain('error');
			expectNoKey(execution);
		},
	};
}
