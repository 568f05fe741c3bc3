import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { callForList } from '../../shared/lookup';
import { matching } from './matches';

/** The projects of the API key (API operation `listProjects`), by app name, name or ID. */
export async function getProjects(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const projects = await callForList(this, '/projects', {
		verb: 'list the projects',
		notFound: 'Check the base URL in the Ampersand credential.',
	});
	return matching(
		filter,
		projects.map(({ id, name, appName }) => ({
			name: appName ? `${String(appName)} (${String(name)})` : String(name),
			value: String(id),
		})),
	);
}
