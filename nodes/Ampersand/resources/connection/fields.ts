import type { INodeProperties } from 'n8n-workflow';
import type { Connection } from '../../../shared/api';
import { locator, providerField } from '../../../shared/fields';
import type { ParameterReader } from '../../parameters';
import { OnlyIf, onlyIfField } from '../common/onlyIf';
import { textField } from '../common/resource';
import { providerMetadataField } from './metadata';

/** What to do when the API can't find a connection. */
export const CONNECTION_NOT_FOUND =
	"Check 'Project' and 'Connection': the connection may have been deleted, or may belong to another project.";

/** The path of one connection. */
export const CONNECTION_PATH = '/projects/{projectIdOrName}/connections/{connectionId}';

/** Only one task at a time may change a connection. */
export const connectionLock = (p: ParameterReader): string => `connection ${p.text('connectionId')}`;

type ConnectionField = Pick<INodeProperties, 'displayName' | 'description'> &
	Partial<Pick<INodeProperties, 'required' | 'displayOptions' | 'routing'>>;

/** A connection, picked by its customer and provider. */
export const connectionLocator = (field: ConnectionField): INodeProperties =>
	locator({ name: 'connectionId', ...field }, 'a connection', 'getConnections', {
		displayName: 'By ID',
		name: 'id',
		placeholder: 'e.g. c3a1f9d2-7b4e-4f8a-9e6d-2c5b8a3f1e7d',
	});

/** The connection that an operation works with. */
export const connectionField = connectionLocator({
	displayName: 'Connection',
	required: true,
	description: 'The connection to work with',
});

/** Whose connection is created, and to which provider. */
export const newConnectionFields: INodeProperties[] = [
	providerField({
		required: true,
		description: 'The SaaS tool to connect to',
		routing: { send: { type: 'body', property: 'provider' } },
	}),
	{
		displayName: 'Group Ref',
		name: 'groupRef',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. group-123',
		description: 'Your ID for the customer (organization, team, or workspace) that owns the connection',
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
		routing: { send: { type: 'body', property: 'consumerRef' } },
	},
];

/** The OAuth app to sign in with. */
export const providerAppField = locator(
	{
		displayName: 'Provider App ID',
		name: 'providerAppId',
		description: 'The OAuth app to use, if you have several for this provider',
		routing: { send: { type: 'body', property: 'providerAppId' } },
	},
	'an OAuth app',
	'getProviderApps',
	{ displayName: 'By ID', name: 'id', placeholder: 'e.g. 7d3e5f10-8c42-4b6a-9f1e-3a5c7b9d2e64' },
);

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

/**
 * Optional information about a new connection.
 *
 * @param others further fields
 */
export const additionalFields = (others: INodeProperties[] = []): INodeProperties => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		textField(
			{
				displayName: 'Consumer Name',
				name: 'consumerName',
				description: 'Display name of the user. Defaults to the consumer ref.',
				placeholder: 'e.g. Jane Doe',
			},
			'body',
		),
		textField(
			{
				displayName: 'Group Name',
				name: 'groupName',
				description: 'Display name of the customer. Defaults to the group ref.',
				placeholder: 'e.g. Acme Corp',
			},
			'body',
		),
		...others,
		providerMetadataField('providerMetadata'),
		workspaceRefField('providerWorkspaceRef'),
	],
});

/** The connection's status, as a condition (`Connection.status`). */
export const statusField = (description: string): INodeProperties => ({
	displayName: 'Status',
	name: 'status',
	type: 'multiOptions',
	default: [],
	description,
	options: [
		{
			name: 'Bad Credentials',
			value: 'bad_credentials',
			description: 'The provider rejected the credentials, so the customer needs to reconnect',
		},
		{ name: 'Created', value: 'created', description: 'New or recently refreshed, but not used yet' },
		{ name: 'Working', value: 'working', description: 'Used successfully' },
	],
});

/** Conditions that a connection must meet. */
export const connectionOnlyIf = onlyIfField('connection', [
	statusField('Go on only if it has one of these statuses'),
]);

/** The conditions of an item. */
export const onlyIf = (p: ParameterReader): OnlyIf =>
	new OnlyIf(
		p,
		'connection',
		{
			groupRef: ({ group }) => (group as Connection['group'])?.groupRef,
			provider: ({ provider }) => provider,
			status: ({ status }) => status,
		},
		CONNECTION_NOT_FOUND,
	);
