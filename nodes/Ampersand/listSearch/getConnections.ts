import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Connection } from '../../shared/api';
import { withNodeError, apiRequestAllItems } from '../../shared/transport/apiRequest';
import { encodePathValue } from '../../shared/transport/path';
import { getAll } from '../resources/connection/getAll';
import { projectField } from '../../shared/projectField';
import { providerNames } from './getProviders';
import { filterResults } from '../../shared/listSearch/filterResults';

/** The connections of the chosen project (API operation `listConnections`), by all that a person would type. */
export async function getConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const [connections, names] = await withNodeError(this, async () => {
		const project = encodePathValue(
			this.getCurrentNodeParameter('projectIdOrName', { extractValue: true }),
			projectField.displayName,
		);
		return await Promise.all([
			apiRequestAllItems(this, `/projects/${project}/connections`, getAll.action),
			// Without the catalog the list is still of use, with plain names.
			providerNames(this).catch(() => new Map<string, string>()),
		]);
	});
	return filterResults(
		filter,
		(connections as Connection[]).map((connection) => ({
			name: describe(connection, names),
			value: connection.id,
			also: [
				connection.provider,
				connection.consumer?.consumerRef ?? '',
				connection.consumer?.consumerName ?? '',
			],
		})),
	);
}

/** Such as `Salesforce · Acme Corp (group-123) · working`. */
function describe({ provider, group, status }: Connection, names: Map<string, string>): string {
	const ref = group?.groupRef ?? '';
	const who = group?.groupName && group.groupName !== ref ? `${group.groupName} (${ref})` : ref;
	return [names.get(provider) ?? provider, who, status].filter(Boolean).join(' · ');
}
