import type { INodeParameters } from 'n8n-workflow';
import { byId, byName, PROJECT } from '../../support/engineHarness';

/** Parameters of our node with some text in one place. */
export type Place = (text: string) => INodeParameters;

const project = { projectIdOrName: byName(PROJECT) };
const generate = {
	...project,
	operation: 'generate',
	provider: byName('hubspot'),
	groupRef: 'g',
	consumerRef: 'u',
	authScheme: 'none',
};
const withScheme =
	(authScheme: string, name: string, more: INodeParameters = {}): Place =>
	(text) => ({ ...generate, authScheme, ...more, [name]: text });
const metadata = (entry: INodeParameters): INodeParameters => ({
	...generate,
	additionalFields: { providerMetadata: { entry: [{ key: 'k', value: 'v', ...entry }] } },
});
const client = { clientId: 'c', clientSecret: 's', username: 'u', password: 'p' };
const CODE_GRANT = 'oauth2/authorizationCode';

/** Every kind of place where text is an ID, a ref, a filter, a credential, a name, or metadata. */
export const PLACES: Record<string, Place> = {
	Project: (text) => ({ operation: 'getAll', projectIdOrName: byName(text) }),
	Connection: (text) => ({ ...project, operation: 'delete', connectionId: byId(text) }),
	Installation: (text) => ({
		...project,
		resource: 'installation',
		operation: 'get',
		integrationId: byId('i'),
		installationId: byId(text),
	}),
	Integration: (text) => ({
		...project,
		resource: 'installation',
		operation: 'get',
		integrationId: byId(text),
		installationId: byId('i'),
	}),
	Provider: (text) => ({ ...generate, provider: byName(text) }),
	'Group Ref': (text) => ({ ...generate, groupRef: text }),
	'Consumer Ref': (text) => ({ ...generate, consumerRef: text }),
	'Group Name': (text) => ({ ...generate, additionalFields: { groupName: text } }),
	'Provider Workspace Ref': (text) => ({ ...generate, additionalFields: { providerWorkspaceRef: text } }),
	'the name of metadata': (text) => metadata({ key: text }),
	'the value of metadata': (text) => metadata({ value: text }),
	'API Key': withScheme('apiKey', 'apiKey'),
	'the username of basic auth': withScheme('basic', 'username', { password: 'p' }),
	'the password of basic auth': withScheme('basic', 'password', { username: 'u' }),
	'Client ID': withScheme('oauth2/clientCredentials', 'clientId', client),
	'Client Secret': withScheme('oauth2/password', 'clientSecret', client),
	'Access Token': withScheme(CODE_GRANT, 'accessToken'),
	'Refresh Token': withScheme(CODE_GRANT, 'refreshToken'),
	Scopes: withScheme('oauth2/clientCredentials', 'scopes', client),
	'the filter Group Ref': (text) => ({ ...project, operation: 'getAll', filters: { groupRef: text } }),
	'the filter Provider': (text) => ({ ...project, operation: 'getAll', filters: { provider: text } }),
	'a filter that the node applies itself': (text) => ({
		...project,
		resource: 'installation',
		operation: 'getAll',
		filters: { connectionId: text },
	}),
	'a condition of Only If': (text) => ({
		...project,
		operation: 'delete',
		connectionId: byId('c1'),
		onlyIf: { groupRef: text },
	}),
};

/** All places by name, for `it.each`. */
export const EVERY_PLACE = Object.entries(PLACES);
