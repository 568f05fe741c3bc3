import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { compareLabels, outputFields } from './output';

/** A resource of the node: its operations and their parameters. */
export interface Resource {
	/** The value of the parameter 'Resource'; the editor shows it capitalized. */
	name: string;
	/** In the order in which the editor lists them. */
	operations: Operation[];
	/** The operation list. */
	operationField: INodeProperties;
	/** All other parameters, in the order in which the editor shows them after the project. */
	fields: INodeProperties[];
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
 * Declares a resource.
 *
 * @param locators the parameters that paths name, such as `connectionId`: each is shown for the operations whose path
 *   contains its name in braces
 */
export function declareResource(
	name: string,
	locators: INodeProperties[],
	operations: Operation[],
): Resource {
	const shownFor = (names: string[], properties: INodeProperties[]): INodeProperties[] =>
		updateDisplayOptions({ show: { resource: [name], operation: names } }, properties);
	const nameOf = ({ option }: Operation): string => String(option.value);
	return {
		name,
		operations,
		operationField: {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getAll',
			displayOptions: { show: { resource: [name] } },
			options: operations.map(({ option }) => option),
		},
		fields: [
			...locators.flatMap((locator) => {
				const isNamed = ({ option }: Operation): boolean =>
					option.routing.request.url.includes(`{${locator.name}}`);
				return shownFor(operations.filter(isNamed).map(nameOf), [locator]);
			}),
			...operations.flatMap((operation) =>
				shownFor(
					[nameOf(operation)],
					[
						...(operation.fields ?? []),
						...(operation.output ? outputFields(operation.output) : []),
						optionsField(operation.options),
					],
				),
			),
		],
	};
}

function optionsField(own: INodeProperties[] = []): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...own, ...REQUEST_OPTIONS].sort((a, b) => compareLabels(a.displayName, b.displayName)),
	};
}

/** Text in a collection, sent as a member of the body or the query. */
export function textField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder' | 'displayOptions'>,
	type: 'body' | 'query',
	property = field.name,
): INodeProperties {
	return { ...field, type: 'string', default: '', routing: { send: { type, property } } };
}
