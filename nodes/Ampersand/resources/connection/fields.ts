import type { INodeProperties } from 'n8n-workflow';
import type { Connection } from '../../../shared/api';
import { locator, providerField } from '../../../shared/fields';
import type { ParameterReader } from '../../parameters';
import { byId, choicesField, collectionField, inBody, option, textField } from '../common/declare';
import { declareOnlyIf } from '../common/onlyIf';
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
	locator(
		{ name: 'connectionId', ...field },
		'a connection',
		'getConnections',
		byId('e.g. c3a1f9d2-7b4e-4f8a-9e6d-2c5b8a3f1e7d'),
	);

/** The connection that an operation works with. */
export const connectionField = connectionLocator({
	displayName: 'Connection',
	required: true,
	description: 'The connection to work with',
});

/** Whose connection is created, and to which provider. */
export const newConnectionFields: INodeProperties[] = [
	providerField({ required: true, description: 'The SaaS tool to connect to', ...inBody('provider') }),
	textField(
		'Group Ref',
		'groupRef',
		'Your ID for the customer (organization, team, or workspace) that owns the connection',
		{ required: true, placeholder: 'e.g. group-123', ...inBody('groupRef') },
	),
	textField('Consumer Ref', 'consumerRef', 'Your ID for the user whose credentials are used', {
		required: true,
		placeholder: 'e.g. user-456',
		...inBody('consumerRef'),
	}),
];

/** When to create an OAuth URL. */
export const oauthUrlNotice: INodeProperties = {
	displayName:
		"Create this URL when your customer clicks, and redirect them to it. Don't send it in a message, because it may expire after ten minutes.",
	name: 'oauthNotice',
	type: 'notice',
	default: '',
};

/** The OAuth app to sign in with. */
export const providerAppField = locator(
	{
		displayName: 'Provider App ID',
		name: 'providerAppId',
		description: 'The OAuth app to use, if you have several for this provider',
		...inBody('providerAppId'),
	},
	'an OAuth app',
	'getProviderApps',
	byId('e.g. 7d3e5f10-8c42-4b6a-9f1e-3a5c7b9d2e64'),
);

/** The customer's workspace at the provider, sent as the given member of the body. */
export const workspaceRefField = (property: string): INodeProperties =>
	textField(
		'Provider Workspace Ref',
		'providerWorkspaceRef',
		"The customer's workspace at the provider, such as the Salesforce subdomain",
		{ placeholder: 'e.g. acme-corp', ...inBody(property) },
	);

/**
 * Optional information about a new connection.
 *
 * @param others further fields
 */
export const additionalFields = (others: INodeProperties[] = []): INodeProperties =>
	collectionField('Additional Fields', 'additionalFields', 'Add Field', [
		textField('Consumer Name', 'consumerName', 'Display name of the user. Defaults to the consumer ref.', {
			placeholder: 'e.g. Jane Doe',
			...inBody('consumerName'),
		}),
		textField('Group Name', 'groupName', 'Display name of the customer. Defaults to the group ref.', {
			placeholder: 'e.g. Acme Corp',
			...inBody('groupName'),
		}),
		...others,
		providerMetadataField('providerMetadata'),
		workspaceRefField('providerWorkspaceRef'),
	]);

/** The connection's status, as a condition (`Connection.status`). */
export const statusField = (description: string): INodeProperties =>
	choicesField('Status', 'status', description, [
		option(
			'Bad Credentials',
			'bad_credentials',
			'The provider rejected the credentials, so the customer needs to reconnect',
		),
		option('Created', 'created', 'New or recently refreshed, but not used yet'),
		option('Working', 'working', 'Used successfully'),
	]);

/** Conditions that a connection must meet. */
export const connectionOnlyIf = declareOnlyIf(
	'connection',
	{
		groupRef: ({ group }) => (group as Connection['group'])?.groupRef,
		provider: ({ provider }) => provider,
		status: ({ status }) => status,
	},
	CONNECTION_NOT_FOUND,
	[statusField('Go on only if it has one of these statuses')],
);
