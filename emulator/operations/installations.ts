import type { Context } from '../context';
import { notFound } from '../problem';
import { listReply, type Reply, type Router } from '../router';
import type { EmulatorState, StoredInstallation } from '../state';
import type { EmulatorOptions } from '../types';
import { connectionBody } from './connections';
import { integrationById } from './integrations';

/** Operations `listInstallationsForProject`, `listInstallations`, `getInstallation` and `deleteInstallation`. */
export function installationRoutes(router: Router, context: Context): void {
	const { state, options } = context;
	const project = '/projects/{projectIdOrName}';
	const ofIntegration = `${project}/integrations/{integrationId}/installations`;
	const one = `${ofIntegration}/{installationId}`;

	router.on('GET', `${project}/installations`, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		return list(context, query, ({ projectId }) => projectId === id);
	});

	router.on('GET', ofIntegration, ({ params, query }) => {
		const { id } = integrationById(state, params.projectIdOrName, params.integrationId);
		return list(context, query, ({ integrationId }) => integrationId === id);
	});

	router.on('GET', one, ({ params }) => ({
		status: 200,
		body: installationBody(state, installationOf(state, params), options),
	}));

	router.on('DELETE', one, ({ params }) => {
		remove(context, installationOf(state, params));
		return { status: 204 };
	});
}

/** Schema `Installation`. */
export function installationBody(
	state: EmulatorState,
	{ connectionId, ...installation }: StoredInstallation,
	options: Pick<EmulatorOptions, 'returnApiKey'>,
): object {
	const stored = state.connection(installation.projectId, connectionId);
	const connection = connectionBody(stored, options, 'installation');
	return { ...installation, pausedObjects: undefined, connection };
}

function list(
	{ state, options }: Context,
	query: Record<string, string>,
	isWanted: (installation: StoredInstallation) => boolean,
): Reply {
	const found = state.installations
		.filter(isWanted)
		.filter(({ group }) => query.groupRef === undefined || group.groupRef === query.groupRef);
	return listReply(
		found.map((installation) => installationBody(state, installation, options)),
		query,
		options.pageSize,
	);
}

/** The installation that a path names; a 404 problem without one. */
export function installationOf(state: EmulatorState, params: Record<string, string>): StoredInstallation {
	const { id } = integrationById(state, params.projectIdOrName, params.integrationId);
	const found = state.installations.find(
		(installation) => installation.integrationId === id && installation.id === params.installationId,
	);
	if (!found) throw notFound('Installation', 'installationId', params.installationId);
	return found;
}

/** Deletes an installation, and its connection when no other installation uses it. */
function remove({ state, notifications }: Context, installation: StoredInstallation): void {
	const { projectId, connectionId } = installation;
	const stored = state.connection(projectId, connectionId);
	notifications.installationEvent('installation.deleted', installation);
	state.installations = state.installations.filter((other) => other !== installation);
	if (state.installationsUsing(connectionId).length) return;
	state.connections.splice(state.connections.indexOf(stored), 1);
	notifications.connectionEvent('connection.deleted', stored.connection);
}
