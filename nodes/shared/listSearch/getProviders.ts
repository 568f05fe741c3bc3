import { isMultiStep, type ProviderInfo } from '../provider';
import { getProviderCatalog } from '../providerCatalog';
import { isObject } from '../values';
import { listSearch } from './listSearch';

/** What the editor calls the values of schema `AuthType`. */
const AUTH_LABELS: Record<string, string> = {
	apiKey: 'API key',
	basic: 'basic auth',
	custom: 'custom auth',
	jwt: 'JWT',
	none: 'no auth',
	oauth2: 'OAuth2',
};

/** OAuth2 grants that need no consent of a customer, so that no OAuth URL can be created. */
const GRANT_LABELS: Record<string, string> = {
	clientCredentials: 'client credentials',
	password: 'password',
};

/** All providers (API operation `listProviders`), by name, display name or kind of authentication. */
export const getProviders = listSearch(async (context) => {
	const catalog = await getProviderCatalog(context);
	const needsSignIn = context.getCurrentNodeParameter('operation') === 'oauthConnect';
	return [...catalog].map(([value, info]) => {
		const auth = authLabel(info);
		const note = needsSignIn && auth && !hasSignIn(info) ? 'no sign-in with OAuth2 possible: ' : '';
		// In the name, because n8n shows no descriptions in these lists.
		return { name: [info.label, note + auth].filter(Boolean).join(' · '), value };
	});
});

function authLabel(info: ProviderInfo): string {
	const label = AUTH_LABELS[String(info.authType)] ?? '';
	const detail = isMultiStep(info) ? "only in Ampersand's own UI" : GRANT_LABELS[grantTypeOf(info)];
	return detail ? `${label} (${detail})` : label;
}

function hasSignIn(info: ProviderInfo): boolean {
	return info.authType === 'oauth2' && !GRANT_LABELS[grantTypeOf(info)];
}

function grantTypeOf({ oauth2Opts }: ProviderInfo): string {
	return isObject(oauth2Opts) ? String(oauth2Opts.grantType) : '';
}
