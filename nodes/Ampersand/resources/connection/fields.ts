import type { INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from '../../parameters';
import { textField } from '../common/fields';

/** What to do when the API can't find a connection. */
export const CONNECTION_NOT_FOUND =
	"Check 'Project' and 'Connection': the connection may have been deleted, or may belong to another project.";

/** The path of one connection. */
export const CONNECTION_PATH = '/projects/{projectIdOrName}/connections/{connectionId}';

/** Only one task at a time may change a connection. */
export const connectionLock = (p: ParameterReader): string => `connection ${p.text('connectionId')}`;

/** The connection that an operation works with. */
export const connectionField: INodeProperties = {
	displayName: 'Connection',
	name: 'connectionId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The connection to work with',
	displayOptions: {
		show: { resource: ['connection'], operation: ['delete', 'get', 'oauthUpdate', 'update'] },
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

/** Whose connection is created, and to which provider. */
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
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. salesforce' },
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
		description: 'Your ID for the customer (organization, team, or workspace) that owns the connection',
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
		description: 'Your ID for the user whose credentials are used',
		displayOptions: { show: showOnlyForNewConnections },
		routing: { send: { type: 'body', property: 'consumerRef' } },
	},
];

/** The customer's workspace at the provider, sent as the given member of the body. */
export const workspaceRefField = (property: string): INodeProperties =>
	textField(
		{
			displayName: 'Provider Workspace Ref',
			name: 'providerWorkspaceRef',
			description: "The customer's workspace at the provider, such as the Salesforce subdomain",
			placeholder: 'e.g. acme-corp',
		},
		'body',
		property,
	);

/** The connection's status, as a condition (`Connection.status`). */
export const statusOptions = [
	{
		name: 'Bad Credentials',
		value: 'bad_credentials',
		description: 'The provider rejected the credentials, so the customer needs to reconnect',
	},
	{ name: 'Created', value: 'created', description: 'New or recently refreshed, but not used yet' },
	{ name: 'Working', value: 'working', description: 'Used successfully' },
];
