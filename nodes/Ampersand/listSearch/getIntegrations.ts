import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { filterResults } from '../../shared/listSearch/filterResults';
import { withNodeError } from '../../shared/transport/apiRequest';
import { chooseById, listIntegrations, projectPath, withNames } from './projectLookup';
import { getProviderCatalogIfAvailable } from './providerCatalog';

/** The integrations of the chosen project, by name, provider or ID, such as `HubSpot sync · HubSpot`. */
export async function getIntegrations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const [integrations, catalog] = await withNodeError(this, async () => {
		const project = projectPath(this, chooseById('integration'));
		return await withNames(listIntegrations(this, project), getProviderCatalogIfAvailable(this));
	});
	const entries = integrations.map(({ id, name, provider }) => ({
		name: [name, catalog.get(provider)?.label ?? provider].filter(Boolean).join(' · '),
		value: id,
		keywords: [provider],
	}));
	return filterResults(filter, entries, paginationToken);
}
