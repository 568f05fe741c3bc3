import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { filterResults } from './filterResults';
import { withNodeError } from '../transport/apiRequest';
import { isObject } from '../values';
import { getProviderCatalog, type ProviderInfo } from '../providerCatalog';

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
export async function getProviders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const catalog = await withNodeError(this, async () => await getProviderCatalog(this));
	const entries = [...catalog].map(([value, info]) => ({
		// In the name, because n8n shows no descriptions in these lists.
		name: [info.label, authLabel(info)].filter(Boolean).join(' · '),
		value,
	}));
	return filterResults(filter, entries, paginationToken);
}

function authLabel({ authType, oauth2Opts }: ProviderInfo): string {
	const label = AUTH_LABELS[String(authType)] ?? '';
	const grant = isObject(oauth2Opts) ? GRANT_LABELS[String(oauth2Opts.grantType)] : undefined;
	return grant ? `${label} (${grant})` : label;
}
