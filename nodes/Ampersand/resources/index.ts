import type { INodeProperties } from 'n8n-workflow';
import { projectField } from '../../shared/projectField';
import type { Operation } from '../operation';
import { requestOptionsField } from '../requestOptions';
import { connectionFields, connectionOperationField, connectionOperations } from './connection';
import { installationFields, installationOperationField, installationOperations } from './installation';

/** Every operation, by the names of its resource and its own. */
export const operations: Record<string, Record<string, Operation>> = {
	connection: byName(connectionOperations),
	installation: byName(installationOperations),
};

/** The node's parameters, in the order in which the editor shows them. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Connection', value: 'connection' },
			{ name: 'Installation', value: 'installation' },
		],
		default: 'connection',
	},
	connectionOperationField,
	installationOperationField,
	projectField,
	...connectionFields,
	...installationFields,
	requestOptionsField,
];

function byName(list: Operation[]): Record<string, Operation> {
	return Object.fromEntries(list.map((operation) => [String(operation.option.value), operation]));
}
