import { createHmac } from 'node:crypto';
import type {
	IDataObject,
	IExecuteFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { extractFromFile, httpRequest, loopOverItems, wait } from './flowNodes';
import { parameter, standIn, triggerStandIn } from './standIn';

/** Conditions as If and Switch have them; n8n's engine evaluates them. */
const CONDITIONS = parameter('conditions', 'filter', {});

const RULES: INodeProperties = {
	...parameter('rules', 'fixedCollection', {}),
	typeOptions: { multipleValues: true },
	options: [{ name: 'values', displayName: 'Values', values: [CONDITIONS] }],
};

/** Max number of outputs of a Switch; n8n's own has one per rule. */
const MAX_SWITCH_OUTPUTS = 4;

/** Parameters of Crypto's action HMAC. n8n doesn't run a workflow while one of them is empty. */
const HMAC = ['action', 'type', 'value', 'dataPropertyName', 'secret'];

/**
 * Stand-ins for the few n8n nodes that examples and tests use around ours, reduced to what they use.
 *
 * n8n's own package of nodes has several hundred megabytes of dependencies; the end-to-end tests run the same
 * workflows with the real ones.
 */
export const coreNodes: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': triggerStandIn('manualTrigger'),
	'n8n-nodes-base.scheduleTrigger': triggerStandIn('scheduleTrigger'),
	'n8n-nodes-base.webhook': triggerStandIn('webhook'),
	'n8n-nodes-base.formTrigger': triggerStandIn('formTrigger'),
	'n8n-nodes-base.splitInBatches': loopOverItems,
	'n8n-nodes-base.wait': wait,
	'n8n-nodes-base.extractFromFile': extractFromFile,
	'n8n-nodes-base.httpRequest': httpRequest,
	'n8n-nodes-base.stickyNote': standIn('stickyNote', [], (items) => [items]),
	'n8n-nodes-base.noOp': standIn('noOp', [], (items) => [items]),
	'n8n-nodes-base.set': standIn(
		'set',
		[
			parameter('assignments', 'json', {}),
			parameter('includeOtherFields', 'boolean', false),
			parameter('options', 'json', {}),
		],
		setFields,
	),
	'n8n-nodes-base.if': standIn('if', [CONDITIONS], branch, 2),
	'n8n-nodes-base.switch': standIn(
		'switch',
		[RULES, parameter('options', 'json', {})],
		route,
		MAX_SWITCH_OUTPUTS,
	),
	'n8n-nodes-base.aggregate': standIn(
		'aggregate',
		[parameter('destinationFieldName', 'string', 'data')],
		aggregate,
	),
	'n8n-nodes-base.splitOut': standIn('splitOut', [parameter('fieldToSplitOut', 'string', '')], splitOut),
	'n8n-nodes-base.crypto': standIn(
		'crypto',
		HMAC.map((name) => ({ ...parameter(name, 'string', ''), required: true })),
		hmac,
	),
	'n8n-nodes-base.respondToWebhook': standIn(
		'respondToWebhook',
		[
			...['respondWith', 'redirectURL', 'responseBody'].map((name) => parameter(name, 'string', '')),
			parameter('options', 'json', {}),
		],
		respond,
	),
};

function setFields(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const outputs = items.map((item, index) => {
		const assignments = context.getNodeParameter('assignments.assignments', index, []) as unknown as Array<{
			name: string;
			type: string;
			value: IDataObject[string];
		}>;
		const keep = context.getNodeParameter('includeOtherFields', index, false) as boolean;
		const json: IDataObject = keep ? { ...item.json } : {};
		for (const { name, type, value } of assignments) {
			json[name] = type === 'array' && typeof value === 'string' ? (JSON.parse(value) as object[]) : value;
		}
		const keepsFiles = context.getNodeParameter('options.stripBinary', index, true) === false;
		const files = keep && keepsFiles ? { binary: item.binary } : {};
		return { json, ...files, pairedItem: { item: index } };
	});
	return [outputs];
}

function branch(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], []];
	items.forEach((item, index) => {
		const output = isMet(context, 'conditions', index) ? 0 : 1;
		outputs[output].push({ ...item, pairedItem: { item: index } });
	});
	return outputs;
}

function route(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const rules = context.getNodeParameter('rules.values', 0, []) as unknown[];
	const hasFallback = context.getNodeParameter('options.fallbackOutput', 0, 'none') === 'extra';
	const outputs = Array.from(
		{ length: rules.length + (hasFallback ? 1 : 0) },
		(): INodeExecutionData[] => [],
	);
	items.forEach((item, index) => {
		const matching = rules.findIndex((_, rule) => isMet(context, `rules.values[${rule}].conditions`, index));
		const output = matching === -1 ? rules.length : matching;
		outputs[output]?.push({ ...item, pairedItem: { item: index } });
	});
	return outputs;
}

function isMet(context: IExecuteFunctions, path: string, index: number): boolean {
	return context.getNodeParameter(path, index, false, { extractValue: true }) as boolean;
}

function aggregate(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const name = context.getNodeParameter('destinationFieldName', 0, 'data') as string;
	const pairedItem = items.map((_, item) => ({ item }));
	return [[{ json: { [name]: items.map(({ json }) => json) }, pairedItem }]];
}

function splitOut(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const outputs = items.flatMap(({ json }, item) => {
		const field = context.getNodeParameter('fieldToSplitOut', item) as string;
		return (json[field] as IDataObject[]).map((entry) => ({ json: entry, pairedItem: { item } }));
	});
	return [outputs];
}

function hmac(items: INodeExecutionData[], context: IExecuteFunctions): INodeExecutionData[][] {
	const outputs = items.map(({ json }, item) => {
		const [action, type, value, field, secret] = HMAC.map(
			(name) => context.getNodeParameter(name, item) as string,
		);
		if (action !== 'hmac') throw new Error(`The stand-in for Crypto has no action ${action}`);
		const digest = createHmac(type, secret).update(value).digest('hex');
		return { json: { ...json, [field]: digest }, pairedItem: { item } };
	});
	return [outputs];
}

async function respond(
	items: INodeExecutionData[],
	context: IExecuteFunctions,
): Promise<INodeExecutionData[][]> {
	const options = context.getNodeParameter('options', 0, {}) as {
		responseCode?: number;
		responseHeaders?: { entries: Array<{ name: string; value: string }> };
	};
	const headers: Record<string, string> = {};
	for (const { name, value } of options.responseHeaders?.entries ?? []) headers[name.toLowerCase()] = value;
	const respondWith = context.getNodeParameter('respondWith', 0);
	if (respondWith === 'redirect') headers.location = context.getNodeParameter('redirectURL', 0) as string;
	const statusCode = options.responseCode ?? (respondWith === 'redirect' ? 307 : 200);
	const text = respondWith === 'redirect' ? '' : (context.getNodeParameter('responseBody', 0) as string);
	const body = (respondWith === 'json' ? JSON.parse(text) : text) as IN8nHttpFullResponse['body'];
	await context.sendResponse({ body, headers, statusCode });
	return [items];
}
