import type { INodeProperties } from 'n8n-workflow';

/**
 * Where the API wants the fields of an auth scheme (schema `ConnectionRequest`). The fields are declared once and
 * gathered under `auth`; `nest` is the member that holds them, if one does.
 */
export const AUTH_SCHEMES: Record<string, { nest?: string; required: string[]; optional: string[] }> = {
	none: { required: [], optional: [] },
	apiKey: { required: ['apiKey'], optional: [] },
	basic: { nest: 'basicAuth', required: ['username', 'password'], optional: [] },
	'oauth2/clientCredentials': {
		nest: 'oauth2ClientCredentials',
		required: ['clientId', 'clientSecret'],
		optional: ['scopes'],
	},
	'oauth2/password': {
		nest: 'oauth2PasswordCredentials',
		required: ['username', 'password', 'clientId', 'clientSecret'],
		optional: ['scopes'],
	},
	'oauth2/authorizationCode': {
		nest: 'oauth2AuthorizationCode',
		required: [],
		optional: ['accessToken', 'refreshToken', 'scopes'],
	},
	custom: { required: ['customAuth'], optional: [] },
};

const generateScheme: INodeProperties = {
	displayName: 'Auth Scheme',
	name: 'authScheme',
	type: 'options',
	default: 'apiKey',
	description:
		"How the provider is signed in to. For OAuth2 with the customer's consent, use the operation Create OAuth URL instead.",
	displayOptions: { show: { resource: ['connection'], operation: ['generate'] } },
	options: [
		{ name: 'API Key', value: 'apiKey' },
		{ name: 'Basic (Username and Password)', value: 'basic' },
		{ name: 'Custom', value: 'custom', description: 'Whatever the provider asks for, as JSON' },
		{ name: 'None', value: 'none', description: 'The provider needs no credentials' },
		{
			name: 'OAuth2 Authorization Code',
			value: 'oauth2/authorizationCode',
			description: 'Import tokens that you already have',
		},
		{ name: 'OAuth2 Client Credentials', value: 'oauth2/clientCredentials' },
		{ name: 'OAuth2 Password', value: 'oauth2/password' },
	],
};

const updateScheme: INodeProperties = {
	displayName: 'Auth Scheme',
	name: 'authScheme',
	type: 'options',
	default: 'none',
	description: 'Which credentials to replace. Must be the scheme that the connection has.',
	displayOptions: { show: { resource: ['connection'], operation: ['update'], specifyBody: ['fields'] } },
	options: [
		{ name: 'API Key', value: 'apiKey' },
		{ name: 'Basic (Username and Password)', value: 'basic' },
		{ name: 'None (Keep the Credentials)', value: 'none' },
		{ name: 'OAuth2 Client Credentials', value: 'oauth2/clientCredentials' },
		{ name: 'OAuth2 Password', value: 'oauth2/password' },
	],
};

const importNotice: INodeProperties = {
	displayName:
		'For a new customer who signs in with OAuth2, use the operation <b>Create OAuth URL</b> and send them the URL. Use this scheme to import tokens that you already have.',
	name: 'oauthNotice',
	type: 'notice',
	default: '',
	displayOptions: {
		show: { resource: ['connection'], operation: ['generate'], authScheme: ['oauth2/authorizationCode'] },
	},
};

function authField(property: INodeProperties, authScheme: string[]): INodeProperties {
	return {
		...property,
		displayOptions: { show: { resource: ['connection'], operation: ['generate', 'update'], authScheme } },
		routing: { send: { type: 'body', property: `auth.${property.name}` } },
	};
}

/** The auth scheme, and the fields that each scheme needs. */
export const authFields: INodeProperties[] = [
	generateScheme,
	updateScheme,
	importNotice,
	authField(
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "The customer's API key at the provider",
		},
		['apiKey'],
	),
	authField({ displayName: 'Username', name: 'username', type: 'string', default: '', required: true }, [
		'basic',
		'oauth2/password',
	]),
	authField(
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		['basic', 'oauth2/password'],
	),
	authField({ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true }, [
		'oauth2/clientCredentials',
		'oauth2/password',
	]),
	authField(
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		['oauth2/clientCredentials', 'oauth2/password'],
	),
	authField(
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Give this, the refresh token, or both',
		},
		['oauth2/authorizationCode'],
	),
	authField(
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Lets Ampersand renew the access token when it has expired',
		},
		['oauth2/authorizationCode'],
	),
	authField(
		{
			displayName: 'Scopes',
			name: 'scopes',
			type: 'string',
			default: '',
			placeholder: 'e.g. crm.read crm.write',
			description: 'Separated by spaces, commas or line breaks',
		},
		['oauth2/authorizationCode', 'oauth2/clientCredentials', 'oauth2/password'],
	),
	authField(
		{
			displayName: 'Token Options',
			name: 'tokenOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Access Token Expires At',
					name: 'accessTokenExpiresAt',
					type: 'dateTime',
					default: '',
				},
				{ displayName: 'Access Token Issued At', name: 'accessTokenIssuedAt', type: 'dateTime', default: '' },
				{
					displayName: 'Refresh Token Expires At',
					name: 'refreshTokenExpiresAt',
					type: 'dateTime',
					default: '',
				},
				{
					displayName: 'Refresh Token Issued At',
					name: 'refreshTokenIssuedAt',
					type: 'dateTime',
					default: '',
				},
			],
		},
		['oauth2/authorizationCode'],
	),
	authField(
		{
			displayName: 'Custom Auth',
			name: 'customAuth',
			type: 'json',
			typeOptions: { rows: 4 },
			default: '{}',
			required: true,
			placeholder: 'e.g. { "serviceAccountKey": "…" }',
			description: 'The values that the provider asks for, as a JSON object',
		},
		['custom'],
	),
];
