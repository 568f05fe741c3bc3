import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { withNodeError, apiRequestAllItems } from '../transport/apiRequest';
import { filterResults } from './filterResults';

const PURPOSE = {
	label: 'list the projects',
	notFoundHint: 'Check the base URL in the Ampersand credential.',
};

/** The projects of the API key (API operation `listProjects`), by app name, name or ID. */
export async function getProjects(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const projects = await withNodeError(
		this,
		async () => await apiRequestAllItems(this, '/projects', PURPOSE),
	);
	return filterResults(
		filter,
		projects.map(({ id, name, appName }) => ({
			name: appName ? `${String(appName)} (${String(name)})` : String(name),
			value: String(id),
		})),
	);
}
