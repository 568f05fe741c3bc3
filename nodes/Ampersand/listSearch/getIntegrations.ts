import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { filterResults } from '../../shared/listSearch/filterResults';
import { withNodeError } from '../../shared/transport/apiRequest';
import {
	chooseById,
	integrationLabel,
	listIntegrations,
	projectPath,
	withNames,
} from '../../shared/listSearch/projectLookup';
import { getProviderCatalogIfAvailable } from '../../shared/providerCatalog';

/** The integrations of the chosen project, by name, display name, provider or ID, such as `HubSpot sync · HubSpot`. */
export async function getIntegrations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const [integrations, catalog] = await withNodeError(this, async () => {
		const project = projectPath(this, chooseById('integration'));
		return await withNames(listIntegrations(this, project), getProviderCatalogIfAvailable(this));
	});
	const entries = integrations.map((integration) => ({
		name: [integrationLabel(integration), catalog.get(integration.provider)?.label ?? integration.provider]
			.filter(Boolean)
			.join(' · '),
		value: integration.id,
		keywords: [integration.name, integration.provider],
		detail: integration.name,
	}));
	return filterResults(filter, entries, paginationToken);
}
