import { optionalCurrentText } from '../../shared/listSearch/currentValue';
import { listSearch } from '../../shared/listSearch/listSearch';
import { chooseById, listOfProject, projectPath, withNames } from '../../shared/listSearch/projectLookup';
import { isSameProvider } from '../../shared/provider';
import { getProviderCatalogIfAvailable } from '../../shared/providerCatalog';

/**
 * The OAuth apps of the project (API operation `listProviderApps`), by provider, client ID, or ID; only those of the
 * chosen provider, if its name is known.
 */
export const getProviderApps = listSearch(async (context) => {
	const project = projectPath(context, chooseById('OAuth app'));
	const [apps, catalog] = await withNames(
		listOfProject(context, project, 'provider-apps', 'OAuth apps'),
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
