import type { Connection } from '../../shared/api';
import { listSearch } from '../../shared/listSearch/listSearch';
import {
	chooseById,
	consumerLabel,
	groupLabel,
	listOfProject,
	projectPath,
	withNames,
} from '../../shared/listSearch/projectLookup';
import { getProviderCatalogIfAvailable } from '../../shared/providerCatalog';

/**
 * The connections of the chosen project, by provider, customer, user, status or ID, such as
 * `Salesforce · Acme Corp (group-123)`. Without the status: n8n keeps the label as it was when it was chosen.
 */
export const getConnections = listSearch(async (context) => {
	const project = projectPath(context, chooseById('connection'));
	const [connections, catalog] = await withNames(
		listOfProject<Connection>(context, project, 'connections'),
		getProviderCatalogIfAvailable(context),
	);
	return connections.map(({ id, provider, status, group, consumer }) => ({
		name: [catalog.get(provider)?.label ?? provider, groupLabel(group)].filter(Boolean).join(' · '),
		value: id,
		keywords: [provider, status, consumerLabel(consumer)],
		detail: consumerLabel(consumer),
	}));
});
