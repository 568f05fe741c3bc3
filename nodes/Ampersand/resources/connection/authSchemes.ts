import type { IDataObject } from 'n8n-workflow';
import type { ProviderInfo } from '../../../shared/provider';
import { isObject } from '../../../shared/values';
import type { ParameterReader } from '../../parameters';
import { option } from '../common/declare';
import { readEntries } from '../common/entries';

type ReadField = (p: ParameterReader, name: string) => unknown;

interface AuthScheme {
	name: string;
	/** The field of the request that contains the credentials, if they have their own. */
	member?: string;
	fields: Record<string, ReadField>;
	description?: string;
	/** Whether the credentials of an existing connection can be updated (schema `UpdateConnectionRequest`). */
	updatable?: true;
}

const text: ReadField = (p, name) => p.text(name);
const textOrEmpty: ReadField = (p, name) => p.textOrEmpty(name);
const words: ReadField = (p, name) => p.words(name);
const client = { clientId: text, clientSecret: text, scopes: words };

const KEEP_CREDENTIALS = option(
	'None (Keep the Credentials)',
	'none',
	"If the customer needs to sign in again, use 'Create OAuth Update URL'",
);

/** What each auth scheme needs, and where the API expects it (schema `ConnectionRequest`). */
export const AUTH_SCHEMES: Record<string, AuthScheme> = {
	apiKey: { name: 'API Key', fields: { apiKey: text }, updatable: true },
	basic: {
		name: 'Basic (Username and Password)',
		member: 'basicAuth',
		fields: { username: textOrEmpty, password: textOrEmpty },
		updatable: true,
	},
	custom: {
		name: 'Custom',
		fields: { customAuth: readCustomAuth },
		description: 'Provider-specific credentials',
	},
	none: { name: 'None', fields: {}, description: "The provider doesn't require credentials" },
	'oauth2/authorizationCode': {
		name: 'OAuth2 Authorization Code',
		member: 'oauth2AuthorizationCode',
		fields: { accessToken: readToken, refreshToken: readToken, scopes: words },
		description: "Imports existing tokens. To let the customer sign in, use 'Create OAuth URL'.",
	},
	'oauth2/clientCredentials': {
		name: 'OAuth2 Client Credentials',
		member: 'oauth2ClientCredentials',
		fields: client,
		description: 'No sign-in with OAuth2 possible: the provider takes a client ID and secret',
		updatable: true,
	},
	'oauth2/password': {
		name: 'OAuth2 Password',
		member: 'oauth2PasswordCredentials',
		fields: { username: text, password: text, ...client },
		description: 'No sign-in with OAuth2 possible: the provider takes a username and password',
		updatable: true,
	},
};

/** The auth schemes of a new connection. */
export const schemeOptions = Object.entries(AUTH_SCHEMES).map(([value, { name, description }]) =>
	option(name, value, description),
);

/** The auth schemes whose credentials can be updated, and none. */
export const updateSchemeOptions = Object.entries(AUTH_SCHEMES)
	.filter(([value, { updatable }]) => updatable ?? value === 'none')
	.map(([value, { name }]) => (value === 'none' ? KEEP_CREDENTIALS : option(name, value)));

/** The auth scheme that the user chose: none if the choice was left empty by hand. */
export function chosenScheme(p: ParameterReader): string {
	return p.oneOf('authScheme') ?? 'none';
}

/** The auth scheme that the catalog says a provider uses; undefined when it says none of those above. */
export function schemeOf({ authType, oauth2Opts }: ProviderInfo): string | undefined {
	const grantType = isObject(oauth2Opts) && oauth2Opts.grantType;
	const scheme = authType === 'oauth2' ? `oauth2/${String(grantType).replace('PKCE', '')}` : authType;
	return Object.keys(AUTH_SCHEMES).find((name) => name === scheme);
}

/** A text in which auth schemes have the names of the form, unless they are quoted as fields, such as `"apiKey"`. */
export function nameSchemes(text: string): string {
	const values = /\boauth2\/\w+|(?<![.'"])\bapiKey\b/g;
	return text.replace(values, (value) => AUTH_SCHEMES[value.replace('PKCE', '')]?.name ?? value);
}

/**
 * The parameter with the credential at a place of the body, such as `basicAuth.password`, and what follows in the place.
 *
 * @returns `authScheme` for the credentials as a whole, which may not fit the provider; undefined when there are none
 */
export function credentialAt(p: ParameterReader, place: string): [path: string, rest: string] | undefined {
	const { member, fields } = AUTH_SCHEMES[chosenScheme(p)];
	const [whole, ...keys] = place.replace(/^connection\./, '').split('.');
	if (whole !== (member ?? Object.keys(fields)[0])) return undefined;
	if (keys.length === 0) return ['authScheme', ''];
	if (member) return [keys[0], ''];
	return [p.oneOf('specifyCustomAuth') === 'json' ? whole : 'customAuthFields', keys.join('.')];
}

function readCustomAuth(p: ParameterReader, name: string): IDataObject {
	if (p.oneOf('specifyCustomAuth') === 'json') {
		const customAuth = p.json(name);
		if (Object.keys(customAuth).length === 0) throw p.invalid(name, 'is empty');
		return customAuth;
	}
	const entries = readEntries(p, 'customAuthFields.entry', 'name');
	if (entries.length === 0) throw p.invalid('customAuthFields', 'is empty');
	return Object.fromEntries(entries.map(({ key, value }) => [key, value])) as IDataObject;
}

function readToken(p: ParameterReader, name: string): IDataObject | undefined {
	const token = p.optionalText(name);
	if (token === undefined) return undefined;
	const expiresAt = p.timestamp(`tokenOptions.${name}ExpiresAt`);
	const issuedAt = p.timestamp(`tokenOptions.${name}IssuedAt`);
	return { token, ...(expiresAt && { expiresAt }), ...(issuedAt && { issuedAt }) };
}
