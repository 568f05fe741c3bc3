import { CHECK_BASE_URL } from '../errors/hints';
import { apiRequestAllItems } from '../transport/apiRequest';
import { listSearch } from './listSearch';

const LIST_PROJECTS = { label: 'list the projects', notFoundHint: CHECK_BASE_URL };

/** The projects of the API key (API operation `listProjects`), by app name, name or ID. */
export const getProjects = listSearch(async (context) => {
	const projects = await apiRequestAllItems(context, '/projects', LIST_PROJECTS);
	return projects.map(({ id, name, appName }) => ({
		name: appName ? `${String(appName)} (${String(name)})` : String(name),
		value: id as string,
	}));
});
