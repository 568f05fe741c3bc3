import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { collectionField, numberField, shownFor } from './declare';
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
	numberField(
		'Max Concurrency',
		'maxConcurrency',
		10,
		{ minValue: 1, maxValue: 100 },
		'Max number of requests to send at the same time',
	),
	numberField(
		'Max Retries',
		'maxRetries',
		3,
		{ minValue: 0, maxValue: 10 },
		'How many times to retry a request after a rate limit, a server error, or a lost connection. Set to 0 to disable retries.',
	),
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
				const named = operations.filter(isNamed).map(nameOf);
				return shownFor({ resource: [name], operation: named }, [locator]);
			}),
			...operations.flatMap((operation) =>
				shownFor({ resource: [name], operation: [nameOf(operation)] }, [
					...operation.fields,
					...(operation.output ? outputFields(operation.output) : []),
					optionsField(operation.options),
				]),
			),
		],
	};
}

function optionsField(own: INodeProperties[] = []): INodeProperties {
	const all = [...own, ...REQUEST_OPTIONS].sort((a, b) => compareLabels(a.displayName, b.displayName));
	return collectionField('Options', 'options', 'Add Option', all);
}
