import type { IDataObject } from 'n8n-workflow';
import type { Connection } from '../../../shared/api';
import { isObject } from '../../../shared/values';
import { declareOutput } from '../common/output';

/** Credentials that the user asked for (query of operation `getConnection`). */
interface IncludedCredentials {
	/** `includeCreds`: everything but the refresh token. */
	credentials: boolean;
	/** `includeRefreshToken`: everything. */
	refreshToken: boolean;
}

/** The fields of a connection that contain a customer's secrets. */
const CREDENTIAL_FIELDS = [
	'apiKey',
	'basicAuth',
	'customAuth',
	'oauth2AuthorizationCode',
	'oauth2ClientCredentials',
	'oauth2PasswordCredentials',
	'accessToken',
	'refreshToken',
] as const;

/** What can be returned of a connection. */
export const connectionOutput = declareOutput<Connection>(
	'connection',
	{
		id: ({ id }) => id,
		provider: ({ provider }) => provider,
		status: ({ status }) => status,
		groupRef: ({ group }) => group?.groupRef,
		groupName: ({ group }) => group?.groupName,
		consumerRef: ({ consumer }) => consumer?.consumerRef,
		consumerName: ({ consumer }) => consumer?.consumerName,
		authScheme: ({ authScheme }) => authScheme,
		providerWorkspaceRef: ({ providerWorkspaceRef }) => providerWorkspaceRef,
		updateTime: ({ updateTime, createTime }) => updateTime ?? createTime,
	},
	['consumer', 'createTime', 'group', 'projectId', 'providerApp', 'providerConsumerRef', 'providerMetadata'],
	withoutCredentials,
);

/** A connection as the API returns it, without any credentials. */
export function withoutCredentials(connection: IDataObject): IDataObject {
	if (!CREDENTIAL_FIELDS.some((field) => field in connection)) return connection;
	return without(connection, CREDENTIAL_FIELDS);
}

/** The credentials of a connection that were asked for. */
export function includedCredentials(connection: IDataObject, included: IncludedCredentials): IDataObject {
	if (!included.credentials && !included.refreshToken) return {};
	const shown = without(connection, Object.keys(withoutCredentials(connection)));
	if (included.refreshToken) return shown;
	const { oauth2AuthorizationCode: tokens } = shown;
	if (isObject(tokens)) shown.oauth2AuthorizationCode = without(tokens, ['refreshToken']);
	return without(shown, ['refreshToken']);
}

function without(object: IDataObject, fields: readonly string[]): IDataObject {
	const rest = { ...object };
	for (const field of fields) delete rest[field];
	return rest;
}
