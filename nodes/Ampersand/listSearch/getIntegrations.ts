import { listSearch } from '../../shared/listSearch/listSearch';
import {
	chooseById,
	type Integration,
	integrationLabel,
	listOfProject,
	projectPath,
	withNames,
} from '../../shared/listSearch/projectLookup';
import { getProviderCatalogIfAvailable } from '../../shared/providerCatalog';

/** The integrations of the chosen project, by name, display name, provider or ID, such as `HubSpot sync · HubSpot`. */
export const getIntegrations = listSearch(async (context) => {
	const project = projectPath(context, chooseById('integration'));
	const [integrations, catalog] = await withNames(
		listOfProject<Integration>(context, project, 'integrations'),
		getProviderCatalogIfAvailable(context),
	);
	return integrations.map((integration) => {
		const { id, name, provider } = integration;
		const providerName = catalog.get(provider)?.label ?? provider;
		return {
			name: [integrationLabel(integration), providerName].filter(Boolean).join(' · '),
			value: id,
			keywords: [name, provider],
			detail: name,
		};
	});
});
