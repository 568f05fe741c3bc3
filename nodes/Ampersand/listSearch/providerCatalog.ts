import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { CHECK_BASE_URL } from '../../shared/errors/hints';
import { unexpectedResponse } from '../../shared/errors/apiError';
import { apiRequest } from '../../shared/transport/apiRequest';
import { isObject } from '../../shared/values';

/** What the catalog says of a provider (schema `ProviderInfo`); everything but the label may be missing. */
export interface ProviderInfo extends IDataObject {
	/** The display name, followed by the name where two providers share a display name. */
	label: string;
}

const LIST_PROVIDERS = {
	label: 'list the providers',
	notFoundHint: CHECK_BASE_URL,
};

/**
 * Ampersand's providers by name (API operation `listProviders`).
 *
 * @throws Failure when the catalog can't be read
 */
export async function getProviderCatalog(context: ILoadOptionsFunctions): Promise<Map<string, ProviderInfo>> {
	const response = await apiRequest(context, 'GET', '/providers', LIST_PROVIDERS);
	if (!isObject(response.body)) throw unexpectedResponse(response, LIST_PROVIDERS, 'a catalog of providers');
	const providers = Object.entries(response.body).map(([name, value]) => {
		const info = isObject(value) ? value : {};
		return { name, info, displayName: String(info.displayName || name) };
	});
	const counts = new Map<string, number>();
	for (const { displayName } of providers) counts.set(displayName, (counts.get(displayName) ?? 0) + 1);
	return new Map(
		providers.map(({ name, info, displayName }) => {
			const isShared = (counts.get(displayName) ?? 0) > 1;
			// `Salesforce` needs no `(salesforce)` to be told from `Salesforce (salesforceJWT)`.
			const isNamedLikeIt = displayName.toLowerCase() === name.toLowerCase();
			return [
				name,
				{ ...info, label: isShared && !isNamedLikeIt ? `${displayName} (${name})` : displayName },
			];
		}),
	);
}

/** The same, empty where the catalog can't be read: for lists that are of use without display names. */
export async function getProviderCatalogIfAvailable(
	context: ILoadOptionsFunctions,
): Promise<Map<string, ProviderInfo>> {
	return await getProviderCatalog(context).catch(() => new Map<string, ProviderInfo>());
}
