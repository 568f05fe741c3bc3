import type { Context } from '../context';
import { notFound } from '../problem';
import { listReply, type Router } from '../router';
import type { EmulatorState, Integration } from '../state';

/** Operations `listIntegrations` and `getIntegration`. */
export function integrationRoutes(router: Router, { state, options }: Context): void {
	const all = '/projects/{projectIdOrName}/integrations';

	router.on('GET', all, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		const found = state.integrations.filter(({ projectId }) => projectId === id);
		return listReply(found, query, options.pageSize);
	});

	router.on('GET', `${all}/{integrationIdOrName}`, ({ params }) => {
		const { projectIdOrName, integrationIdOrName: value } = params;
		const { id: projectId } = state.project(projectIdOrName);
		const found = state.integrations.find(
			(integration) =>
				integration.projectId === projectId && (integration.id === value || integration.name === value),
		);
		if (!found) throw notFound('Integration', 'integrationIdOrName', value);
		return { status: 200, body: found };
	});
}

/** An integration of a project, by ID only as the paths below it have it; a 404 problem without one. */
export function integrationById(
	state: EmulatorState,
	projectIdOrName: string,
	integrationId: string,
): Integration {
	const { id: projectId } = state.project(projectIdOrName);
	const found = state.integrations.find(
		(integration) => integration.projectId === projectId && integration.id === integrationId,
	);
	if (!found) throw notFound('Integration', 'integrationId', integrationId);
	return found;
}
