import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { CHECK_PROJECT } from '../../shared/errors/hints';
import { optionalCurrentText } from '../../shared/listSearch/currentValue';
import { filterResults } from '../../shared/listSearch/filterResults';
import { chooseById, projectPath, withNames } from '../../shared/listSearch/projectLookup';
import { getProviderCatalogIfAvailable } from '../../shared/providerCatalog';
import { apiRequestAllItems, withNodeError } from '../../shared/transport/apiRequest';
import { isSameProvider } from '../resources/common/list';

const LIST_APPS = { label: 'list the OAuth apps', notFoundHint: CHECK_PROJECT };

/**
 * The OAuth apps of the project (API operation `listProviderApps`), by provider, client ID, or ID; only those of the
 * chosen provider, if its name is known.
 */
export async function getProviderApps(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const [apps, catalog] = await withNodeError(this, async () => {
		const path = `${projectPath(this, chooseById('OAuth app'))}/provider-apps`;
		return await withNames(apiRequestAllItems(this, path, LIST_APPS), getProviderCatalogIfAvailable(this));
	});
	const chosen = optionalCurrentText(this, 'provider');
	const entries = apps
		.filter(({ provider }) => isSameProvider(provider, chosen))
		.map(({ id, provider, clientId }) => ({
			name: `${catalog.get(String(provider))?.label ?? String(provider)} · ${String(clientId)}`,
			value: String(id),
			keywords: [String(provider)],
		}));
	return filterResults(filter, entries, paginationToken);
}
