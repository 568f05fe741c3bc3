import { listSearch } from './filterResults';
import { groupLabel, listConnections, projectPath } from './projectLookup';

const ENTER_REF = "Enter the customer By Ref, or select 'Project' From List.";

/** The distinct customers of the project's connections, by name or ref, such as `Acme Corp (group-123)`. */
export const getGroups = listSearch(async (context) => {
	const connections = await listConnections(context, projectPath(context, ENTER_REF));
	// Of several entries for a customer the last one counts, and not every connection may have the name.
	return connections
		.sort((a, b) => Number(Boolean(a.group?.groupName)) - Number(Boolean(b.group?.groupName)))
		.map(({ group }) => ({ name: groupLabel(group), value: group?.groupRef ?? '' }));
});
