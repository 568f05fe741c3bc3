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

/** The used part of a tool that n8n-core creates from a node. */
interface Tool {
	name: string;
	description: string;
	invoke(call: IDataObject): Promise<unknown>;
}

/**
 * Stand-ins for n8n's AI nodes. There is no language model: `calls` of the input item lists the tool calls that it would
 * make. The tools are those that n8n-core creates from the connected nodes.
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

/** What the model would read: the tool's result, or its error. */
async function invoke(tools: Tool[], call: ToolCall): Promise<unknown> {
	const tool = tools.find(({ name }) => name === call.tool);
	if (!tool) throw new Error(`There is no tool ${call.tool}`);
	try {
		return JSON.parse(String(await tool.invoke(call.arguments)));
	} catch (error) {
		return { error: (error as Error).message };
	}
}
