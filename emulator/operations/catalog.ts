import type { Context } from '../context';
import { notFound } from '../problem';
import { listReply, type Router } from '../router';

/** Operations `listProjects`, `getProject`, `listProviders`, `getProvider` and `listProviderApps`. */
export function catalogRoutes(router: Router, { state, options }: Context): void {
	router.on('GET', '/projects', ({ query }) => listReply(state.projects, query, options.pageSize));

	router.on('GET', '/projects/{projectIdOrName}', ({ params }) => ({
		status: 200,
		body: state.project(params.projectIdOrName),
	}));

	router.on('GET', '/providers', () => ({ status: 200, body: state.providers }));

	router.on('GET', '/providers/{provider}', ({ params }) => {
		const provider = state.provider(params.provider);
		if (!provider) throw notFound('Provider', 'provider', params.provider);
		return { status: 200, body: provider };
	});

	// A bare array, always: the description has no pages for it.
	router.on('GET', '/projects/{projectIdOrName}/provider-apps', ({ params }) => {
		const { id } = state.project(params.projectIdOrName);
		return { status: 200, body: state.providerApps.filter(({ projectId }) => projectId === id) };
	});
}
