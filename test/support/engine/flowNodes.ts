import {
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestMethods,
	type INodeExecutionData,
	type INodeType,
	WAIT_INDEFINITELY,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../../../nodes/shared/api';
import { parameter, standIn } from './standIn';

/** Loop Over Items with one item at a time: the outputs are done and loop. */
export const loopOverItems = standIn(
	'splitInBatches',
	[parameter('options', 'json', {})],
	(items, context) => {
		const memory = context.getContext('node') as {
			source?: ReturnType<IExecuteFunctions['getInputSourceData']>;
			left?: INodeExecutionData[];
			processed?: INodeExecutionData[];
		};
		const source = context.getInputSourceData();
		if (memory.left && memory.processed) {
			const processed = items.map((item, index) => ({
				...item,
				pairedItem: { item: index, sourceOverwrite: source },
			}));
			memory.processed.push(...processed);
		} else {
			memory.source = structuredClone(source);
			memory.left = items.map((item, index) => ({
				...item,
				pairedItem: { item: index, sourceOverwrite: memory.source },
			}));
			memory.processed = [];
		}
		const next = memory.left.shift();
		return next ? [[], [next]] : [memory.processed, []];
	},
	2,
);

/** Wait, until something resumes the execution. */
export const wait = standIn(
	'wait',
	['resume', 'formTitle', 'formDescription'].map((name) => parameter(name, 'string', '')),
	async (items, context) => {
		await context.putExecutionToWait(WAIT_INDEFINITELY);
		return [items];
	},
);

/** Extract from File with the operation csv: simple lines without quotes. */
export const extractFromFile = standIn(
	'extractFromFile',
	[parameter('operation', 'string', ''), parameter('binaryPropertyName', 'string', 'data')],
	async (items, context) => {
		const rows: INodeExecutionData[] = [];
		for (const item of items.keys()) {
			const name = context.getNodeParameter('binaryPropertyName', item) as string;
			const text = String(await context.helpers.getBinaryDataBuffer(item, name));
			const [columns, ...lines] = text
				.split('\n')
				.filter(Boolean)
				.map((line) => line.split(','));
			for (const line of lines) {
				const json = Object.fromEntries(columns.map((column, index) => [column, line[index]]));
				rows.push({ json, pairedItem: { item } });
			}
		}
		return [rows];
	},
);

/** HTTP Request with our credential, as a predefined one. */
export const httpRequest: INodeType = withCredential(
	standIn(
		'httpRequest',
		[
			parameter('method', 'string', 'GET'),
			parameter('url', 'string', ''),
			parameter('headerParameters', 'json', {}),
		],
		async (items, context) => {
			const outputs: INodeExecutionData[] = [];
			for (const item of items.keys()) {
				const headers = context.getNodeParameter('headerParameters.parameters', item, []) as Array<{
					name: string;
					value: string;
				}>;
				const json = (await context.helpers.requestWithAuthentication.call(context, CREDENTIAL_TYPE, {
					method: context.getNodeParameter('method', item) as IHttpRequestMethods,
					url: context.getNodeParameter('url', item) as string,
					headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
					json: true,
				})) as IDataObject;
				outputs.push({ json, pairedItem: { item } });
			}
			return [outputs];
		},
	),
);

function withCredential(node: INodeType): INodeType {
	return { ...node, description: { ...node.description, credentials: [{ name: CREDENTIAL_TYPE }] } };
}
