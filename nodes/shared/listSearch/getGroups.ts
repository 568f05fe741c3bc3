import type { Connection } from '../api';
import { listSearch } from './listSearch';
import { groupLabel, listOfProject, projectPath } from './projectLookup';

const ENTER_REF = "Enter the customer By Ref, or select 'Project' From List.";

/** The distinct customers of the project's connections, by name or ref, such as `Acme Corp (group-123)`. */
export const getGroups = listSearch(async (context) => {
	const project = projectPath(context, ENTER_REF);
	const connections = await listOfProject<Connection>(context, project, 'connections');
	// Of several entries for a customer the last one counts, and not every connection may have the name.
	return connections
		.sort((a, b) => Number(Boolean(a.group?.groupName)) - Number(Boolean(b.group?.groupName)))
		.map(({ group }) => ({ name: groupLabel(group), value: group?.groupRef ?? '' }));
});
