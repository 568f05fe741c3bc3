import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { withNodeError } from '../transport/apiRequest';
import { filterResults } from './filterResults';
import { groupLabel, listConnections, projectPath } from './projectLookup';

const ENTER_REF = "Enter the customer By Ref, or select 'Project' From List.";

/** The distinct customers of the project's connections, by name or ref, such as `Acme Corp (group-123)`. */
export async function getGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const connections = await withNodeError(
		this,
		async () => await listConnections(this, projectPath(this, ENTER_REF)),
	);
	const entries = connections
		.map(({ group }) => ({ group, name: groupLabel(group), value: group?.groupRef ?? '' }))
		// Of several entries for a customer the last one counts, and not every connection may have the name.
		.sort((a, b) => Number(Boolean(a.group?.groupName)) - Number(Boolean(b.group?.groupName)));
	return filterResults(filter, entries, paginationToken);
}
