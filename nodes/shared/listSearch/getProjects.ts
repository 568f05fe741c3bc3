import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { CHECK_BASE_URL } from '../errors/hints';
import { apiRequestAllItems, withNodeError } from '../transport/apiRequest';
import { filterResults } from './filterResults';

const LIST_PROJECTS = {
	label: 'list the projects',
	notFoundHint: CHECK_BASE_URL,
};

/** The projects of the API key (API operation `listProjects`), by app name, name or ID. */
export async function getProjects(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const projects = await withNodeError(
		this,
		async () => await apiRequestAllItems(this, '/projects', LIST_PROJECTS),
	);
	const entries = projects.map(({ id, name, appName }) => ({
		name: appName ? `${String(appName)} (${String(name)})` : String(name),
		value: id as string,
	}));
	return filterResults(filter, entries, paginationToken);
}
