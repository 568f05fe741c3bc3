import type { INodeProperties } from 'n8n-workflow';
import { projectField } from '../../shared/fields';
import { NOT_A_COLLECTION } from '../../shared/values';
import type { Operation } from '../operation';
import { requestOptionsField } from '../requestOptions';
import { option } from './common/declare';
import { connection } from './connection';
import { installation } from './installation';

const resources = [connection, installation];

/** Every operation, by the names of its resource and its own. */
export const operations: Record<string, Record<string, Operation>> = Object.fromEntries(
	resources.map(({ name, operations: list }) => [
		name,
		Object.fromEntries(list.map((operation) => [String(operation.option.value), operation])),
	]),
);

const declared: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [option('Connection', 'connection'), option('Installation', 'installation')],
		default: 'connection',
	},
	...resources.map(({ operationField }) => operationField),
	projectField,
	...resources.flatMap(({ fields }) => fields),
	requestOptionsField,
];

/** The node's parameters, in the order in which the editor shows them. */
export const properties = declared.map(
	(property): INodeProperties =>
		property.type === 'collection'
			? { ...property, options: [...(property.options as INodeProperties[]), NOT_A_COLLECTION] }
			: property,
);
