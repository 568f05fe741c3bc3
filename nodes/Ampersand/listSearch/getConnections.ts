import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Connection } from '../../shared/api';
import { filterResults } from '../../shared/listSearch/filterResults';
import { withNodeError } from '../../shared/transport/apiRequest';
import {
	chooseById,
	consumerLabel,
	groupLabel,
	listConnections,
	projectPath,
	withNames,
} from '../../shared/listSearch/projectLookup';
import { getProviderCatalogIfAvailable, type ProviderInfo } from '../../shared/providerCatalog';

/** The connections of the chosen project, by provider, customer, user, status or ID. */
export async function getConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const [connections, catalog] = await withNodeError(this, async () => {
		const project = projectPath(this, chooseById('connection'));
		return await withNames(listConnections(this, project), getProviderCatalogIfAvailable(this));
	});
	const entries = connections.map((connection) => ({
		name: connectionLabel(connection, catalog),
		value: connection.id,
		keywords: [connection.provider, connection.status, consumerLabel(connection.consumer)],
		detail: consumerLabel(connection.consumer),
	}));
	return filterResults(filter, entries, paginationToken);
}

/** Such as `Salesforce · Acme Corp (group-123)`. Without the status: n8n keeps the label as it was when it was chosen. */
function connectionLabel({ provider, group }: Connection, catalog: Map<string, ProviderInfo>): string {
	return [catalog.get(provider)?.label ?? provider, groupLabel(group)].filter(Boolean).join(' · ');
}
