import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse } from './api';
import { CHECK_BASE_URL } from './errors/hints';
import { unexpectedResponse } from './errors/apiError';
import { Failure } from './errors/failure';
import { apiRequest, type ApiRequestOptions } from './transport/apiRequest';
import type { RequestContext } from './transport/request';
import { isObject } from './values';

/** What the catalog says of a provider (schema `ProviderInfo`); everything but the label may be missing. */
export interface ProviderInfo extends IDataObject {
	/** The display name, followed by the name where two providers share a display name. */
	label: string;
}

/** Whether only Ampersand's own UI can connect customers, because the provider's custom auth has several steps. */
export function isMultiStep({ customOpts }: ProviderInfo): boolean {
	return isObject(customOpts) && customOpts.multiStep === true;
}

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

/**
 * Checks the spelling of a provider. One that the catalog doesn't have at all may be new.
 *
 * @throws Failure when the catalog has it in another spelling, such as its display name
 */
export function checkSpelling(provider: string, catalog: Map<string, ProviderInfo>): void {
	if (catalog.has(provider)) return;
	const isLike = (text: string): boolean => text.toLowerCase() === provider.toLowerCase();
	const meant = [...catalog].find(([name, { label }]) => isLike(name) || isLike(label));
	if (!meant) return;
	throw new Failure({
		message: `No provider is called '${provider}': did you mean '${meant[0]}'?`,
		hints: ["Enter the provider's name as Ampersand spells it, or pick it from the list."],
	});
}
