import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from '../../parameters';
import { choiceField, collectionField, textField } from '../common/declare';
import { entriesField } from '../common/entries';
import { specifyField } from '../common/jsonBody';
import { AUTH_SCHEMES, chosenScheme, schemeOptions, updateSchemeOptions } from './authSchemes';

/**
 * The credentials of the chosen auth scheme, as members of the API's `ConnectionRequest`.
 *
 * @throws Failure when a field that the scheme needs is empty
 */
export function readCredentials(p: ParameterReader): IDataObject {
	const scheme = chosenScheme(p);
	const { member, fields } = AUTH_SCHEMES[scheme];
	const values = Object.entries(fields).map(([name, read]) => [name, read(p, name)]);
	const credentials = Object.fromEntries(values) as IDataObject;
	const hint = 'Provide at least one of them.';
	if (scheme === 'basic' && !credentials.username && !credentials.password) {
		throw p.invalid('password', "is empty, and so is 'Username'", hint);
	}
	if (scheme === 'oauth2/authorizationCode' && !credentials.accessToken && !credentials.refreshToken) {
		throw p.invalid('refreshToken', "is empty, and so is 'Access Token'", hint);
	}
	return member ? { [member]: credentials } : credentials;
}

/**
 * Choices that the editor asks a method for, out of those declared, all of which stay valid.
 *
 * Set here because n8n's linter wants labels with 'Name or ID' for choices that only the method knows.
 */
const narrowedBy = (loadOptionsMethod: string, ...loadOptionsDependsOn: string[]) => ({
	typeOptions: { loadOptionsMethod, loadOptionsDependsOn },
});

/** The auth scheme of a new connection. */
export const schemeField = choiceField(
	'Auth Scheme',
	'authScheme',
	'apiKey',
	"How to authenticate with the provider. If the customer needs to sign in with OAuth2, use the 'Create OAuth URL' operation instead.",
	schemeOptions,
	narrowedBy('getAuthSchemes', 'provider.value'),
);

/** The auth scheme of the credentials to replace, or none. */
export const updateSchemeField = choiceField(
	'Auth Scheme',
	'authScheme',
	'none',
	'The credentials to replace. They must match the auth scheme of the connection.',
	updateSchemeOptions,
	narrowedBy('getAuthSchemes', 'projectIdOrName.value', 'connectionId.value'),
);

const [CODE, CLIENT, PASSWORD] = ['oauth2/authorizationCode', 'oauth2/clientCredentials', 'oauth2/password'];
const required = { required: true };
const secretField = (
	displayName: string,
	name: string,
	more: Partial<INodeProperties> = {},
): INodeProperties => textField(displayName, name, undefined, { ...more, typeOptions: { password: true } });
const forSchemes = (...authScheme: string[]) => ({ displayOptions: { show: { authScheme } } });
const ofCustomAuth = (specifyCustomAuth: string) => ({
	displayOptions: { show: { authScheme: ['custom'], specifyCustomAuth: [specifyCustomAuth] } },
});
const dateField = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
});

/** The fields that each scheme needs. */
export const authFields: INodeProperties[] = [
	{
		displayName:
			'To connect a new customer with OAuth2, use the <b>Create OAuth URL</b> operation when they click. Use this scheme to import existing tokens.',
		name: 'oauthNotice',
		type: 'notice',
		default: '',
		...forSchemes(CODE),
	},
	secretField('API Key', 'apiKey', {
		...required,
		description: "The customer's API key for the provider",
		...forSchemes('apiKey'),
	}),
	// Some providers take an API key as one half of basic auth, with the other half empty.
	...['basic', PASSWORD].flatMap((scheme) => [
		textField('Username', 'username', undefined, { required: scheme !== 'basic', ...forSchemes(scheme) }),
		secretField('Password', 'password', { required: scheme !== 'basic', ...forSchemes(scheme) }),
	]),
	textField('Client ID', 'clientId', undefined, { ...required, ...forSchemes(CLIENT, PASSWORD) }),
	secretField('Client Secret', 'clientSecret', { ...required, ...forSchemes(CLIENT, PASSWORD) }),
	secretField('Access Token', 'accessToken', {
		description: 'Provide the access token, the refresh token, or both',
		...forSchemes(CODE),
	}),
	secretField('Refresh Token', 'refreshToken', {
		description: 'Lets Ampersand refresh the access token when it expires',
		...forSchemes(CODE),
	}),
	textField('Scopes', 'scopes', 'OAuth scopes, separated by spaces, commas, or line breaks', {
		placeholder: 'e.g. crm.read crm.write',
		...forSchemes(CODE, CLIENT, PASSWORD),
	}),
	collectionField(
		'Token Options',
		'tokenOptions',
		'Add Option',
		[
			dateField('Access Token Expires At', 'accessTokenExpiresAt'),
			dateField('Access Token Issued At', 'accessTokenIssuedAt'),
			dateField('Refresh Token Expires At', 'refreshTokenExpiresAt'),
			dateField('Refresh Token Issued At', 'refreshTokenIssuedAt'),
		],
		forSchemes(CODE),
	),
	specifyField(
		'Specify Credentials',
		'specifyCustomAuth',
		'How to specify the credential values required by the provider',
		forSchemes('custom'),
	),
	entriesField(
		{
			displayName: 'Custom Auth Fields',
			name: 'customAuthFields',
			placeholder: 'Add Field',
			description: 'The credential values required by the provider',
			...ofCustomAuth('fields'),
		},
		'name',
		'credential value',
		['getCustomAuthNames', 'provider.value'],
		[secretField('Value', 'value')],
	),
	{
		displayName: 'Custom Auth',
		name: 'customAuth',
		type: 'json',
		typeOptions: { rows: 4 },
		default: '{}',
		required: true,
		placeholder: 'e.g. { "serviceAccountKey": "…" }',
		description: 'The credential values required by the provider, as a JSON object',
		...ofCustomAuth('json'),
	},
];
