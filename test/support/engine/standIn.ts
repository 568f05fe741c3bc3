import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type NodeConnectionType,
	NodeConnectionTypes,
} from 'n8n-workflow';

type Run = (
	items: INodeExecutionData[],
	context: IExecuteFunctions,
) => INodeExecutionData[][] | Promise<INodeExecutionData[][]>;

/** A stand-in for one of n8n's nodes that has an input and outputs. */
export function standIn(name: string, properties: INodeProperties[], run: Run, outputs = 1): INodeType {
	return {
		description: describeStandIn(name, {
			inputs: [NodeConnectionTypes.Main],
			outputs: Array.from({ length: outputs }, (): NodeConnectionType => NodeConnectionTypes.Main),
			properties,
		}),
		async execute(this: IExecuteFunctions) {
			return await run(this.getInputData(), this);
		},
	};
}

/** A stand-in for one of n8n's triggers, which emits an empty item. */
export function triggerStandIn(name: string): INodeType {
	return {
		description: { ...describeStandIn(name, { outputs: [NodeConnectionTypes.Main] }), group: ['trigger'] },
		async trigger() {
			return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
		},
	};
}

/** The description of a stand-in for one of n8n's nodes; without inputs, outputs, and parameters, unless given. */
export function describeStandIn(
	name: string,
	{
		inputs = [],
		outputs = [],
		properties = [],
	}: Partial<Pick<INodeTypeDescription, 'inputs' | 'outputs' | 'properties'>>,
): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: `Stand-in for n8n's ${name}`,
		defaults: { name },
		inputs,
		outputs,
		properties,
	};
}

/** A parameter of a stand-in. */
export function parameter(
	name: string,
	type: INodeProperties['type'],
	standard: INodeProperties['default'],
): INodeProperties {
	return { displayName: name, name, type, default: standard };
}
