import type { INodeProperties } from 'n8n-workflow';
import { projectField } from '../../../shared/projectField';
import type { Operation } from '../../operation';
import { authFields } from './auth';
import { connectionField, newConnectionFields, requestOptionFields } from './common';
import { del } from './delete';
import { additionalFields, generate } from './generate';
import { get, getOptionFields } from './get';
import { getAll, getAllFields } from './getAll';
import { byLabel, learnLabels } from './labels';
import { oauthConnect, oauthUpdate } from './oauth';
import { outputFields } from './output';
import { update, updateFields, updateFieldsField } from './update';

const CONNECTIONS = '/projects/{projectIdOrName}/connections';
const CONNECTION = `${CONNECTIONS}/{connectionId}`;

/** What each operation does beyond its routing, which stands in the operation list below. */
export const connectionOperations: Record<string, Operation> = {
	getAll,
	generate,
	get,
	update,
	delete: del,
	oauthConnect,
	oauthUpdate,
};

const operationList: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'getAll',
	displayOptions: { show: { resource: ['connection'] } },
	options: [
		{
			name: 'Create OAuth Update URL',
			value: 'oauthUpdate',
			action: 'Create a link to repair a connection',
			description: 'Create a URL where your customer signs in again, to repair a connection',
			routing: { request: { method: 'PATCH', url: `${CONNECTION}:oauth-update` } },
		},
		{
			name: 'Create OAuth URL',
			value: 'oauthConnect',
			action: 'Create a link to connect a customer',
			description: 'Create a URL where your customer signs in and gives consent, to make a connection',
			routing: { request: { method: 'POST', url: '/oauth-connect' } },
		},
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete a connection',
			description: 'Delete a connection and its stored credentials for good',
			routing: { request: { method: 'DELETE', url: CONNECTION } },
		},
		{
			name: 'Generate',
			value: 'generate',
			action: 'Generate a connection',
			description: 'Create a connection from credentials that you have, such as an API key',
			routing: { request: { method: 'POST', url: `${CONNECTIONS}:generate` } },
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get a connection',
			description: 'Get one connection and its status',
			routing: { request: { method: 'GET', url: CONNECTION } },
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'List connections',
			description: 'List connections, for instance those that are broken',
			routing: { request: { method: 'GET', url: CONNECTIONS } },
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update a connection',
			description: 'Replace the credentials of a connection, or change its metadata',
			routing: { request: { method: 'PATCH', url: CONNECTION } },
		},
	],
};

const showOnlyForConnections = { show: { resource: ['connection'] } };

const optionFields: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { ...showOnlyForConnections, hide: { operation: ['get'] } },
		options: requestOptionFields,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['connection'], operation: ['get'] } },
		options: [...getOptionFields, ...requestOptionFields].sort((a, b) =>
			byLabel(a.displayName, b.displayName),
		),
	},
];

/** All parameters of the resource Connection, in the order in which the editor shows them. */
export const connectionProperties: INodeProperties[] = [
	operationList,
	projectField,
	connectionField,
	...newConnectionFields,
	...updateFields,
	...authFields,
	updateFieldsField,
	additionalFields,
	...getAllFields,
	...outputFields,
	...optionFields,
];

learnLabels(connectionProperties);
