import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowFile } from './engine';
import type { ToolCall } from './engine/agentNodes';
import type { EngineHarness } from './engineHarness';
import { type NodeSettings, workflowWith } from './workflow';

/** A tool that an agent may call: our node, under a name of its own. */
export interface AgentTool {
	name: string;
	parameters: INodeParameters;
	settings?: NodeSettings;
}

/**
 * Lets an AI agent of a workflow call tools, one after the other.
 *
 * @returns what each call comes back with: the items' JSON, or `{ error }`
 */
export async function askAgent(
	harness: EngineHarness,
	tools: AgentTool[],
	calls: ToolCall[],
): Promise<IDataObject[]> {
	const { error, nodes } = await harness.engine.run(agentWorkflow(tools), {
		credential: harness.credential(),
		input: [{ calls: calls as unknown as IDataObject[] }],
	});
	if (error) throw error;
	return nodes.Agent.outputs[0][0].json.responses as IDataObject[];
}

function agentWorkflow(tools: AgentTool[]): WorkflowFile {
	const nodes = [
		base('Start', 'n8n-nodes-base.manualTrigger'),
		base('Agent', '@n8n/n8n-nodes-langchain.agent'),
		base('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi'),
	];
	const connections: WorkflowFile['connections'] = {
		Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
		Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
	};
	for (const { name, parameters, settings } of tools) {
		const [, tool] = workflowWith(parameters, { ...settings, tool: true }).nodes;
		nodes.push({ ...tool, id: `node-${name}`, name });
		connections[name] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	}
	return { nodes, connections };
}

function base(name: string, type: string): INode {
	return { id: `node-${name}`, name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}
