import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NOT_A_COLLECTION } from '../../../shared/values';
import type { ParameterReader } from '../../parameters';
import { AUTH_SCHEMES, schemeOptions, updateSchemeOptions } from './authSchemes';

/**
 * The credentials of the chosen auth scheme, as members of the API's `ConnectionRequest`.
 *
 * @throws Failure when a field that the scheme needs is empty
 */
export function readCredentials(p: ParameterReader): IDataObject {
	const scheme = p.oneOf('authScheme') ?? 'none';
	const { member, fields } = AUTH_SCHEMES[scheme];
	const credentials: IDataObject = {};
	for (const [name, read] of Object.entries(fields)) {
		const value = read(p, name);
		if (value !== undefined) credentials[name] = value as IDataObject[string];
	}
	if (scheme === 'basic' && !credentials.username && !credentials.password) {
		throw p.invalid('password', "is empty, and so is 'Username'", 'Provide at least one of them.');
	}
	if (scheme === 'oauth2/authorizationCode' && !credentials.accessToken && !credentials.refreshToken) {
		throw p.invalid('refreshToken', "is empty, and so is 'Access Token'", 'Provide at least one of them.');
	}
	return member ? { [member]: credentials } : credentials;
}

/**
 * Choices that the editor asks a method for, out of those declared, all of which stay valid.
 *
 * Set here because n8n's linter wants labels with 'Name or ID' for choices that only the method knows.
 */
const narrowedBy = (
	loadOptionsMethod: string,
	...loadOptionsDependsOn: string[]
): INodeProperties['typeOptions'] => ({ loadOptionsMethod, loadOptionsDependsOn });

/** The auth scheme of a new connection. */
export const schemeField: INodeProperties = {
	displayName: 'Auth Scheme',
	name: 'authScheme',
	type: 'options',
	typeOptions: narrowedBy('getAuthSchemes', 'provider.value'),
	default: 'apiKey',
	description:
		"How to authenticate with the provider. If the customer needs to sign in with OAuth2, use the 'Create OAuth URL' operation instead.",
	options: schemeOptions,
};

/** The auth scheme of the credentials to replace, or none. */
export const updateSchemeField: INodeProperties = {
	displayName: 'Auth Scheme',
	name: 'authScheme',
	type: 'options',
	typeOptions: narrowedBy('getAuthSchemes', 'projectIdOrName.value', 'connectionId.value'),
	default: 'none',
	description: 'The credentials to replace. Must match the auth scheme of the connection.',
	options: updateSchemeOptions,
};

const secret = { type: 'string', typeOptions: { password: true }, default: '' } as const;
const forSchemes = (...authScheme: string[]) => ({ show: { authScheme } });

/** The fields that each scheme needs. */
export const authFields: INodeProperties[] = [
	{
		displayName:
			'To connect a new customer with OAuth2, use the <b>Create OAuth URL</b> operation. Use this scheme to import existing tokens.',
		name: 'oauthNotice',
		type: 'notice',
		default: '',
		displayOptions: forSchemes('oauth2/authorizationCode'),
	},
	{
		displayName: 'API Key',
		name: 'apiKey',
		...secret,
		required: true,
		description: "The customer's API key for the provider",
		displayOptions: forSchemes('apiKey'),
	},
	...['basic', 'oauth2/password'].flatMap((scheme): INodeProperties[] => {
		// Some providers take an API key as one half of basic auth, with the other half empty.
		const required = scheme !== 'basic';
		const displayOptions = forSchemes(scheme);
		return [
			{ displayName: 'Username', name: 'username', type: 'string', default: '', required, displayOptions },
			{ displayName: 'Password', name: 'password', ...secret, required, displayOptions },
		];
	}),
	{
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		required: true,
		displayOptions: forSchemes('oauth2/clientCredentials', 'oauth2/password'),
	},
	{
		displayName: 'Client Secret',
		name: 'clientSecret',
		...secret,
		required: true,
		displayOptions: forSchemes('oauth2/clientCredentials', 'oauth2/password'),
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		...secret,
		description: 'Provide the access token, the refresh token, or both',
		displayOptions: forSchemes('oauth2/authorizationCode'),
	},
	{
		displayName: 'Refresh Token',
		name: 'refreshToken',
		...secret,
		description: 'Lets Ampersand refresh the access token when it expires',
		displayOptions: forSchemes('oauth2/authorizationCode'),
	},
	{
		displayName: 'Scopes',
		name: 'scopes',
		type: 'string',
		default: '',
		placeholder: 'e.g. crm.read crm.write',
		description: 'OAuth scopes, separated by spaces, commas, or line breaks',
		displayOptions: forSchemes('oauth2/authorizationCode', 'oauth2/clientCredentials', 'oauth2/password'),
	},
	{
		displayName: 'Token Options',
		name: 'tokenOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: forSchemes('oauth2/authorizationCode'),
		options: [
			{ displayName: 'Access Token Expires At', name: 'accessTokenExpiresAt', type: 'dateTime', default: '' },
			{ displayName: 'Access Token Issued At', name: 'accessTokenIssuedAt', type: 'dateTime', default: '' },
			{
				displayName: 'Refresh Token Expires At',
				name: 'refreshTokenExpiresAt',
				type: 'dateTime',
				default: '',
			},
			{ displayName: 'Refresh Token Issued At', name: 'refreshTokenIssuedAt', type: 'dateTime', default: '' },
		],
	},
	{
		displayName: 'Specify Custom Auth',
		name: 'specifyCustomAuth',
		type: 'options',
		default: 'fields',
		description: 'How to specify the credential values',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		displayOptions: forSchemes('custom'),
	},
	{
		displayName: 'Custom Auth Fields',
		name: 'customAuthFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Field',
		description: 'The credential values required by the provider',
		displayOptions: { show: { authScheme: ['custom'], specifyCustomAuth: ['fields'] } },
		options: [
			{
				displayName: 'Entry',
				name: 'entry',
				values: [
					{
						displayName: 'Name or ID',
						name: 'name',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getCustomAuthNames',
							loadOptionsDependsOn: ['provider.value'],
						},
						default: '',
						description:
							'Name of the credential value. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{ displayName: 'Value', name: 'value', ...secret },
					NOT_A_COLLECTION,
				],
			},
		],
	},
	{
		displayName: 'Custom Auth',
		name: 'customAuth',
		type: 'json',
		typeOptions: { rows: 4 },
		default: '{}',
		required: true,
		placeholder: 'e.g. { "serviceAccountKey": "…" }',
		description: 'The credential values required by the provider, as a JSON object',
		displayOptions: { show: { authScheme: ['custom'], specifyCustomAuth: ['json'] } },
	},
];
