import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	NodeConnectionType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/**
 * Stand-ins for the few nodes of n8n that examples and tests put around ours, reduced to what they use of them.
 *
 * n8n's own package of nodes brings several hundred megabytes of dependencies; the end-to-end tests run the same
 * workflows with the real ones.
 */
export const coreNodes: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': trigger('manualTrigger'),
	'n8n-nodes-base.scheduleTrigger': trigger('scheduleTrigger'),
	'n8n-nodes-base.webhook': trigger('webhook'),
	'n8n-nodes-base.stickyNote': node('stickyNote', [], (items) => [items]),
	'n8n-nodes-base.noOp': node('noOp', [], (items) => [items]),
	'n8n-nodes-base.respondToWebhook': node('respondToWebhook', [], (items) => [items]),
	'n8n-nodes-base.set': node(
		'set',
		[parameter('assignments', {}), parameter('includeOtherFields', false)],
		set,
	),
	'n8n-nodes-base.if': node('if', [parameter('conditions', {})], branch, 2),
	'n8n-nodes-base.aggregate': node('aggregate', [parameter('destinationFieldName', 'data')], aggregate),
};

type Run = (items: INodeExecutionData[], context: IExecuteFunctions) => INodeExecutionData[][];

interface Assignment {
	name: string;
	value: IDataObject[string];
}

function set(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const outputs = items.map((item, index) => {
		const assignments = context.getNodeParameter(
			'assignments.assignments',
			index,
			[],
		) as unknown as Assignment[];
		const keep = context.getNodeParameter('includeOtherFields', index, false) as boolean;
		const json: IDataObject = keep ? { ...item.json } : {};
		for (const { name, value } of assignments) json[name] = value;
		return { json, pairedItem: { item: index } };
	});
	return [outputs];
}

interface Condition {
	leftValue: unknown;
	rightValue: unknown;
	operator: { operation: string };
}

function branch(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const yes: INodeExecutionData[] = [];
	const no: INodeExecutionData[] = [];
	items.forEach((item, index) => {
		const conditions = context.getNodeParameter('conditions.conditions', index, []) as unknown as Condition[];
		const holds = conditions.every(({ leftValue, rightValue, operator }) => {
			if (operator.operation === 'equals') return leftValue === rightValue;
			if (operator.operation === 'gt') return Number(leftValue) > Number(rightValue);
			if (operator.operation === 'notEmpty') return leftValue !== undefined && leftValue !== '';
			throw new Error(`The stand-in for If does not know the operation ${operator.operation}`);
		});
		(holds ? yes : no).push({ ...item, pairedItem: { item: index } });
	});
	return [yes, no];
}

function aggregate(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const name = context.getNodeParameter('destinationFieldName', 0, 'data') as string;
	const pairedItem = items.map((_, item) => ({ item }));
	return [[{ json: { [name]: items.map(({ json }) => json) }, pairedItem }]];
}

function trigger(name: string): INodeType {
	return {
		description: { ...describeStandIn(name, { outputs: [NodeConnectionTypes.Main] }), group: ['trigger'] },
		async trigger() {
			return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
		},
	};
}

function node(name: string, properties: INodeProperties[], run: Run, outputs = 1): INodeType {
	return {
		description: describeStandIn(name, {
			inputs: [NodeConnectionTypes.Main],
			outputs: Array.from({ length: outputs }, (): NodeConnectionType => NodeConnectionTypes.Main),
			properties,
		}),
		async execute(this: IExecuteFunctions) {
			return run(this.getInputData(), this);
		},
	};
}

/** The description of a stand-in for one of n8n's nodes; without inputs, outputs and parameters, unless given. */
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

function parameter(name: string, standard: IDataObject | boolean | string): INodeProperties {
	const type = typeof standard === 'boolean' ? 'boolean' : typeof standard === 'string' ? 'string' : 'json';
	return { displayName: name, name, type, default: standard as string };
}
