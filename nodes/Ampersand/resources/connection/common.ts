import type { INodeProperties } from 'n8n-workflow';

/** The connection that an operation is about. */
export const connectionField: INodeProperties = {
	displayName: 'Connection',
	name: 'connectionId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The customer’s connection',
	displayOptions: {
		show: { resource: ['connection'], operation: ['get', 'update', 'delete', 'oauthUpdate'] },
	},
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a connection…',
			typeOptions: { searchListMethod: 'getConnections', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. c3a1f9d2-7b4e-4f8a-9e6d-2c5b8a3f1e7d',
		},
	],
};

const showOnlyForNewConnections = { resource: ['connection'], operation: ['generate', 'oauthConnect'] };

/** Whose connection is made, and to what. */
export const newConnectionFields: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The SaaS tool to connect to',
		displayOptions: { show: showOnlyForNewConnections },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a provider…',
				typeOptions: { searchListMethod: 'getProviders', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. salesforce',
			},
		],
		routing: { send: { type: 'body', property: 'provider' } },
	},
	{
		displayName: 'Group Ref',
		name: 'groupRef',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. group-123',
		description:
			'Your own ID of the customer (organization, team or workspace) that the connection belongs to',
		displayOptions: { show: showOnlyForNewConnections },
		routing: { send: { type: 'body', property: 'groupRef' } },
	},
	{
		displayName: 'Consumer Ref',
		name: 'consumerRef',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. user-456',
		description: 'Your own ID of the user whose credentials are used',
		displayOptions: { show: showOnlyForNewConnections },
		routing: { send: { type: 'body', property: 'consumerRef' } },
	},
];

/** Extra facts that some providers need, such as an account ID; `prepare` turns the entries into a map. */
export function providerMetadataField(property: string): INodeProperties {
	return {
		displayName: 'Provider Metadata',
		name: 'providerMetadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Entry',
		description: 'Facts that the provider needs beside the credentials, such as the account ID of NetSuite',
		options: [
			{
				displayName: 'Entry',
				name: 'entry',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. accountId',
						description: "Name of the fact, as the provider's page in the Ampersand docs gives it",
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1234567890',
					},
					{
						displayName: 'Source',
						name: 'source',
						type: 'options',
						default: 'input',
						description: 'Where the value comes from',
						options: [
							{ name: 'Input', value: 'input', description: 'Given by the customer or by you' },
							{ name: 'Provider', value: 'provider', description: 'Read from the provider after sign-in' },
							{ name: 'Token', value: 'token', description: 'Came with the access token' },
						],
					},
				],
			},
		],
		routing: { send: { type: 'body', property } },
	};
}

/** Text field of a collection, sent under its own name. */
export function textField(
	displayName: string,
	name: string,
	property: string,
	description: string,
	placeholder?: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		description,
		placeholder,
		routing: { send: { type: 'body', property } },
	};
}

/** How hard to try, and how much at once: options of every operation. */
export const requestOptionFields: INodeProperties[] = [
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 10,
		description: 'How many requests this node may have under way at the same time',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10 },
		default: 3,
		description:
			'How often a request is sent again after a rate limit, a fault of the server or a lost connection. 0 turns it off.',
	},
];
