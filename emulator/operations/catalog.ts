import { notFound } from '../problem';
import { listReply, type Router } from '../router';
import type { EmulatorState } from '../state';

/** Operations `listProjects`, `getProject`, `listProviders`, `getProvider`. */
export function catalogRoutes(router: Router, state: EmulatorState, pageSize?: number): void {
	router.on('GET', '/projects', ({ query }) => listReply(state.projects, query, pageSize));

	router.on('GET', '/projects/{projectIdOrName}', ({ params }) => ({
		status: 200,
		body: state.project(params.projectIdOrName),
	}));

	router.on('GET', '/providers', () => ({ status: 200, body: state.providers }));

	router.on('GET', '/providers/{provider}', ({ params }) => {
		const provider = state.providers[params.provider];
		if (!provider) throw notFound('Provider', 'provider', params.provider);
		return { status: 200, body: provider };
	});
}
