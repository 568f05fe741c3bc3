import type { Execution } from '../support/saved';
import type { Model } from '../support/model';
import { toolErrorsEndTheRun } from '../support/differences';
import { CUSTOMER_KEY, UNKNOWN, type Claims, type ExamplesContext, expectNoKey, jsonOf } from './context';

/** What the example does in a whole n8n. */
export function aiAgent(context: ExamplesContext, model: () => Model): Claims {
	const { harness } = context;
	const ask = async (steps: Parameters<Model['play']>[0]): Promise<Execution> => {
		model().play(steps);
		const data = { apiKey: CUSTOMER_KEY, url: model().url };
		const openAiApi = await harness.client.createCredential('openAiApi', 'Model', data);
		const { id } = await context.load('ai-agent-tool', {
			others: { '@n8n/n8n-nodes-langchain.lmChatOpenAi': { openAiApi } },
			pinned: {
				'When chat message received': [{ sessionId: 'session-1', action: 'sendMessage', chatInput: 'Well?' }],
			},
		});
		return await harness.client.runWorkflow(id, 'When chat message received');
	};

	return {
		'lets the agent list the connections of the customer that the model asks for': async () => {
			const theirs = context.ofGroup('group-123').connections;
			const execution = await ask([
				{ tool: 'List_Customer_Connections', args: { groupRef: 'group-123' } },
				{ text: 'They are listed.' },
			]);
			expect(jsonOf(execution, 'AI Agent')).toEqual([{ output: 'They are listed.' }]);
			expect(harness.api.requests.map(({ method, query }) => [method, query])).toEqual([
				['GET', { groupRef: 'group-123' }],
			]);
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
				['Create_Sign-In_Link', 'Create', ['connectionId']],
				['Get_Connection', 'Get', ['connectionId']],
				['List_Broken_Connections', 'List', []],
				['List_Customer_Connections', 'List', ['groupRef']],
				['List_Customer_Installations', 'List', ['groupRef']],
			]);
		},
		'lists nothing if the model names no customer': async () => {
			await ask([
				{ tool: 'List_Customer_Connections', args: { groupRef: '' } },
				{ text: 'Which customer?' },
			]);
			expect(context.requests()).toEqual([]);
		},
		'tells the model why a call failed': async () => {
			const execution = await ask([
				{ tool: 'Get_Connection', args: { connectionId: UNKNOWN } },
				{ text: 'There is none.' },
			]);
			const told = toolErrorsEndTheRun()
				? [execution.data.resultData.error?.message]
				: model().toolResults();
			expect(told).toEqual([expect.stringContaining(UNKNOWN)]);
			expectNoKey(execution);
		},
	};
}
