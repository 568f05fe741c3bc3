import { isObject, missingTexts } from '../input';
import type { Issue } from '../problem';
import type { AuthScheme, Provider } from '../state';

/** What a request field with credentials must hold, and the auth schemes that it fits. */
interface CredentialField {
	schemes: string[];
	/** Texts that must be there and not empty. */
	texts: string[];
	/** Texts that may be empty: an API key as user name or password leaves the other one empty. */
	emptyTexts?: string[];
}

const CREDENTIAL_FIELDS: Record<string, CredentialField> = {
	apiKey: { schemes: ['apiKey'], texts: [] },
	basicAuth: { schemes: ['basic'], texts: [], emptyTexts: ['username', 'password'] },
	oauth2ClientCredentials: { schemes: ['oauth2/clientCredentials'], texts: ['clientId', 'clientSecret'] },
	oauth2PasswordCredentials: {
		schemes: ['oauth2/password'],
		texts: ['username', 'password', 'clientId', 'clientSecret'],
	},
	oauth2AuthorizationCode: {
		schemes: ['oauth2/authorizationCode', 'oauth2/authorizationCodePKCE'],
		texts: [],
	},
	customAuth: { schemes: ['custom'], texts: [] },
};

/** The fields of a request body that hold credentials. */
export function credentialFieldsOf(body: Record<string, unknown>): string[] {
	return Object.keys(CREDENTIAL_FIELDS).filter((field) => body[field] !== undefined);
}

/** How customers sign in to a provider: an auth scheme of connections, or `custom`, which has none of its own. */
export function schemeOf({ authType, oauth2Opts }: Provider): string {
	return authType === 'oauth2' ? `oauth2/${oauth2Opts?.grantType}` : authType;
}

/** The auth scheme of a provider's connections. Assumed: `none` for `custom` and `jwt`. */
export function connectionSchemeOf(provider: Provider): AuthScheme {
	return provider.authType === 'custom' || provider.authType === 'jwt'
		? 'none'
		: (schemeOf(provider) as AuthScheme);
}

/** The issues of credentials that do not fit a scheme, or are incomplete. */
export function credentialIssues(body: Record<string, unknown>, field: string, scheme: string): Issue[] {
	const { schemes, texts, emptyTexts = [] } = CREDENTIAL_FIELDS[field];
	const value = body[field];
	if (!schemes.includes(scheme)) {
		return [{ in: 'body', name: field, detail: `the credentials do not fit the auth scheme ${scheme}` }];
	}
	if (field === 'apiKey') {
		return typeof value === 'string' && value
			? []
			: [{ in: 'body', name: field, detail: 'must be a string' }];
	}
	if (!isObject(value)) return [{ in: 'body', name: field, detail: 'must be an object' }];
	const missing = emptyTexts
		.filter((name) => typeof value[name] !== 'string')
		.map((name): Issue => ({ in: 'body', name, detail: `${name} is required` }));
	return [...missingTexts(value, texts), ...missing].map((issue) => ({
		...issue,
		name: `${field}.${issue.name}`,
	}));
}

/**
 * What an OAuth sign-in leaves behind (schema `Oauth2AuthorizationCodeTokensOnly`).
 *
 * @param times when the access token was issued and when it expires
 */
export function tokens(
	access: string,
	refresh: string,
	times: { issuedAt: string; expiresAt: string },
): object {
	return {
		accessToken: { token: access, ...times },
		refreshToken: { token: refresh, issuedAt: times.issuedAt },
		scopes: ['read', 'write'],
	};
}
