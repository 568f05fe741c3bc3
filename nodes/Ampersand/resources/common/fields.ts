import type { INodeProperties } from 'n8n-workflow';
import { NOT_A_COLLECTION } from '../../../shared/values';
import type { Operation } from '../../operation';
import { compareLabels } from './output';

/** The operation list of a resource. */
export function operationField(resource: string, operations: Operation[]): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ option }) => option),
	};
}

/** Options of every operation. */
const REQUEST_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 10,
		description: 'Max number of requests to send at the same time',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10 },
		default: 3,
		description:
			'How many times to retry a request after a rate limit, a server error, or a lost connection. Set to 0 to disable retries.',
	},
];

/**
 * The collection 'Options' of a resource's operations.
 *
 * @param own the options that only one operation has, by the operation's name
 */
export function optionsFields(
	resource: string,
	operations: Operation[],
	own: Record<string, INodeProperties[]> = {},
): INodeProperties[] {
	const names = operations.map(({ option }) => String(option.value));
	const collection = (operation: string[], options: INodeProperties[]): INodeProperties => ({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: [resource], operation } },
		options: [...options, ...REQUEST_OPTIONS].sort((a, b) => compareLabels(a.displayName, b.displayName)),
	});
	return [
		collection(
			names.filter((name) => !own[name]),
			[],
		),
		...Object.entries(own).map(([name, options]) => collection([name], options)),
	];
}

/** Text in a collection, sent as a member of the body or the query. */
export function textField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder' | 'displayOptions'>,
	type: 'body' | 'query',
	property = field.name,
): INodeProperties {
	return { ...field, type: 'string', default: '', routing: { send: { type, property } } };
}

/** The conditions of a Get Many, which must not vanish: without them it returns what belongs to every customer. */
export function filtersField(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [...options, NOT_A_COLLECTION],
	};
}
