import { DirectoryLoader, type ExecuteContext, RoutingNode } from 'n8n-core';
import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IVersionedNodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { agentNodes } from './agentNodes';
import { coreNodes } from './coreNodes';

/** Name of the package, which is the prefix of its node types. */
export const PACKAGE = 'n8n-nodes-ampersand';

/**
 * The node types of a workflow: ours, prepared like n8n's loader does, and stand-ins for n8n's own.
 *
 * @param ours instances of our node classes
 * @param others n8n's own node types to use instead of the stand-ins, by full name
 */
export function nodeTypesOf(ours: INodeType[], others: Record<string, INodeType> = {}): INodeTypes {
	const types = new Map<string, INodeType>(Object.entries({ ...coreNodes, ...agentNodes, ...others }));
	for (const node of ours) {
		const { name } = node.description;
		types.set(`${PACKAGE}.${name}`, prepared(node, node.description));
		if (node.description.usableAsTool) types.set(`${PACKAGE}.${name}Tool`, asTool(node));
	}
	const find = (name: string): INodeType => {
		const type = types.get(name);
		if (!type) throw new Error(`The test engine has no node type ${name}`);
		return type;
	};
	return {
		getByName: (name): INodeType | IVersionedNodeType => find(name),
		getByNameAndVersion: (name) => find(name),
		getKnownTypes: () => ({}),
	};
}

/** n8n adds its request options to a declarative node without `execute`, and lets RoutingNode execute it. */
function prepared(node: INodeType, original: INodeTypeDescription): INodeType {
	const description: INodeTypeDescription = {
		...original,
		properties: copyOf(original.properties),
	};
	const type: INodeType = Object.create(node, { description: { value: description, enumerable: true } });
	if (!description.requestDefaults || node.execute !== undefined) return type;
	DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
	type.execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const result = await new RoutingNode(this as ExecuteContext, type).runNode();
		return result as INodeExecutionData[][];
	};
	return type;
}

/** The tool that n8n creates from a node with `usableAsTool` (`convertNodeToAiTool` in n8n's server). */
function asTool(node: INodeType): INodeType {
	const { description } = node;
	return prepared(node, {
		...description,
		usableAsTool: undefined,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [...toolProperties(description), ...description.properties],
	});
}

function toolProperties({ description }: INodeTypeDescription): INodeProperties[] {
	return [
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: description,
			displayOptions: { show: { descriptionType: ['manual'] } },
		},
	];
}

/** A copy that n8n may add its own parameters to; not a deep one, because parameters may contain functions. */
function copyOf<T>(properties: T[]): T[] {
	return properties.map((property) => ({ ...property }));
}
