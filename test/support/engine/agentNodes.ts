import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { describeStandIn } from './standIn';

/** A call of a tool, as a language model would decide on it. */
export interface ToolCall {
	/** The tool's name: the node's, with underscores. */
	tool: string;
	arguments: IDataObject;
}

/** A tool as n8n-core makes it of a node, as far as it is used here. */
interface Tool {
	name: string;
	description: string;
	invoke(call: IDataObject): Promise<unknown>;
}

/**
 * Stand-ins for n8n's AI nodes. There is no language model here: the input item says in `calls` what it would
 * decide. The tools themselves are those that n8n-core makes of the connected nodes.
 */
export const agentNodes: Record<string, INodeType> = {
	'@n8n/n8n-nodes-langchain.agent': {
		description: describeStandIn('agent', {
			inputs: [
				NodeConnectionTypes.Main,
				{ type: NodeConnectionTypes.AiLanguageModel, required: true, maxConnections: 1 },
				{ type: NodeConnectionTypes.AiTool },
			],
			outputs: [NodeConnectionTypes.Main],
		}),
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const outputs: INodeExecutionData[] = [];
			for (const [item, { json }] of this.getInputData().entries()) {
				const tools = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, item)) as Tool[];
				const offered = tools.map(({ name, description }) => ({ name, description }));
				const responses: unknown[] = [];
				for (const call of (json.calls ?? []) as unknown as ToolCall[])
					responses.push(await invoke(tools, call));
				outputs.push({ json: { offered, responses: responses as IDataObject[] }, pairedItem: { item } });
			}
			return [outputs];
		},
	},
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': {
		description: describeStandIn('lmChatOpenAi', { outputs: [NodeConnectionTypes.AiLanguageModel] }),
		async supplyData() {
			return { response: {} };
		},
	},
	'@n8n/n8n-nodes-langchain.chatTrigger': {
		description: {
			...describeStandIn('chatTrigger', { outputs: [NodeConnectionTypes.Main] }),
			group: ['trigger'],
		},
		async trigger() {
			return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
		},
	},
};

/** What the model would read: the tool's answer, or its error. */
async function invoke(tools: Tool[], call: ToolCall): Promise<unknown> {
	const tool = tools.find(({ name }) => name === call.tool);
	if (!tool) throw new Error(`There is no tool ${call.tool}`);
	try {
		return JSON.parse(String(await tool.invoke(call.arguments)));
	} catch (error) {
		return { error: (error as Error).message };
	}
}
