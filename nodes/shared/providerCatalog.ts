import type { Action, ApiResponse } from './api';
import { CHECK_BASE_URL } from './errors/hints';
import { unexpectedResponse } from './errors/invalidResponse';
import { apiRequest, type ApiRequestOptions } from './transport/apiRequest';
import type { ProviderInfo } from './provider';
import type { RequestContext } from './transport/request';
import { isObject } from './values';

/** Names the request in errors (API operation `listProviders`). */
export const LIST_PROVIDERS: Action = { label: 'list the providers', notFoundHint: CHECK_BASE_URL };

/**
 * The providers by name.
 *
 * @throws Failure when the response is something else
 */
export function readCatalog(response: ApiResponse): Map<string, ProviderInfo> {
	if (!isObject(response.body)) throw unexpectedResponse(response, LIST_PROVIDERS, 'a catalog of providers');
	const catalog = new Map<string, ProviderInfo>();
	const counts = new Map<string, number>();
	for (const [name, value] of Object.entries(response.body)) {
		const info = isObject(value) ? value : {};
		const label = String(info.displayName || name);
		catalog.set(name, { ...info, label });
		counts.set(label, (counts.get(label) ?? 0) + 1);
	}
	for (const [name, info] of catalog) {
		const { label } = info;
		// `Salesforce` needs no `(salesforce)` to be told from `Salesforce (salesforceJWT)`.
		const isNamedLikeIt = label.toLowerCase() === name.toLowerCase();
		if ((counts.get(label) ?? 0) > 1 && !isNamedLikeIt) info.label = `${label} (${name})`;
	}
	return catalog;
}

/**
 * Ampersand's providers, outside an execution.
 *
 * @throws Failure when the catalog can't be read
 */
export async function getProviderCatalog(
	context: RequestContext,
	options?: ApiRequestOptions,
): Promise<Map<string, ProviderInfo>> {
	return readCatalog(await apiRequest(context, 'GET', '/providers', LIST_PROVIDERS, options));
}

/** The same, empty where the catalog can't be read: for what is of use without it. */
export async function getProviderCatalogIfAvailable(
	context: RequestContext,
	options?: ApiRequestOptions,
): Promise<Map<string, ProviderInfo>> {
	return await getProviderCatalog(context, options).catch(() => new Map<string, ProviderInfo>());
}
