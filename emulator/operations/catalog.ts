import type { Context } from '../context';
import { notFound } from '../problem';
import { listReply, type Router } from '../router';

/** Operations `listProjects`, `getProject`, `listProviders` and `getProvider`. */
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
}
