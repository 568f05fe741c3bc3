import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asNodeError, callForList } from '../../shared/call';
import { matching } from './matches';

const PURPOSE = {
	verb: 'list the projects',
	notFound: 'Check the base URL in the Ampersand credential.',
};

/** The projects of the API key (API operation `listProjects`), by app name, name or ID. */
export async function getProjects(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const projects = await asNodeError(this, async () => await callForList(this, '/projects', PURPOSE));
	return matching(
		filter,
		projects.map(({ id, name, appName }) => ({
			name: appName ? `${String(appName)} (${String(name)})` : String(name),
			value: String(id),
		})),
	);
}
