import type { IDataObject } from 'n8n-workflow';
import type { Connection } from '../../../shared/api';
import { isObject } from '../../../shared/values';
import { type OutputDeclaration, pickFields } from '../common/output';

/** Credentials that the user asked for (query of operation `getConnection`). */
export interface IncludedCredentials {
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

/** The simplified output, the most used fields first. */
const SIMPLE_FIELDS: Record<string, (connection: Connection) => IDataObject[string]> = {
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
};

/** What can be returned of a connection. */
export const connectionOutput: OutputDeclaration = {
	noun: 'connection',
	simpleFields: Object.keys(SIMPLE_FIELDS),
	rawFields: [
		'consumer',
		'createTime',
		'group',
		'projectId',
		'providerApp',
		'providerConsumerRef',
		'providerMetadata',
	],
	simplify: pickFields(SIMPLE_FIELDS),
	withoutCredentials,
};

/** A connection as the API returns it, without any credentials. */
export function withoutCredentials(connection: IDataObject): IDataObject {
	if (!CREDENTIAL_FIELDS.some((field) => field in connection)) return connection;
	const shown = { ...connection };
	for (const field of CREDENTIAL_FIELDS) delete shown[field];
	return shown;
}

/** The credentials of a connection that were asked for. */
export function includedCredentials(connection: IDataObject, included: IncludedCredentials): IDataObject {
	const shown: IDataObject = {};
	if (!included.credentials && !included.refreshToken) return shown;
	for (const field of CREDENTIAL_FIELDS) if (field in connection) shown[field] = connection[field];
	if (included.refreshToken) return shown;
	delete shown.refreshToken;
	const { oauth2AuthorizationCode: tokens } = shown;
	if (isObject(tokens)) {
		const accessOnly = { ...tokens };
		delete accessOnly.refreshToken;
		shown.oauth2AuthorizationCode = accessOnly;
	}
	return shown;
}
