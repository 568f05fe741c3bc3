import { CHECK_PROJECT } from '../../shared/errors/hints';
import { optionalCurrentText } from '../../shared/listSearch/currentValue';
import { listSearch } from '../../shared/listSearch/filterResults';
import { chooseById, projectPath, withNames } from '../../shared/listSearch/projectLookup';
import { getProviderCatalogIfAvailable } from '../../shared/providerCatalog';
import { apiRequestAllItems } from '../../shared/transport/apiRequest';
import { isSameProvider } from '../resources/common/list';

const LIST_APPS = { label: 'list the OAuth apps', notFoundHint: CHECK_PROJECT };

/**
 * The OAuth apps of the project (API operation `listProviderApps`), by provider, client ID, or ID; only those of the
 * chosen provider, if its name is known.
 */
export const getProviderApps = listSearch(async (context) => {
	const path = `${projectPath(context, chooseById('OAuth app'))}/provider-apps`;
	const [apps, catalog] = await withNames(
		apiRequestAllItems(context, path, LIST_APPS),
		getProviderCatalogIfAvailable(context),
	);
	const chosen = optionalCurrentText(context, 'provider');
	return apps
		.filter(({ provider }) => isSameProvider(provider, chosen))
		.map(({ id, provider, clientId }) => ({
			name: `${catalog.get(String(provider))?.label ?? String(provider)} · ${String(clientId)}`,
			value: String(id),
			keywords: [String(provider)],
		}));
});
