import type { Deliveries } from '../deliveries';
import { notFound } from '../problem';
import { type Call, listReply, type Router } from '../router';
import type { EmulatorState, StoredInstallation } from '../state';
import { integrationById } from './integrations';

/** Operations `listInstallationsForProject`, `listInstallations`, `getInstallation` and `deleteInstallation`. */
export function installationRoutes(
	router: Router,
	state: EmulatorState,
	deliveries: Deliveries,
	pageSize?: number,
): void {
	const project = '/projects/{projectIdOrName}';
	const ofIntegration = `${project}/integrations/{integrationId}/installations`;
	const one = `${ofIntegration}/{installationId}`;

	router.on('GET', `${project}/installations`, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		return list(({ projectId }) => projectId === id, query);
	});

	router.on('GET', ofIntegration, ({ params, query }) => {
		const { id } = integrationById(state, params.projectIdOrName, params.integrationId);
		return list(({ integrationId }) => integrationId === id, query);
	});

	router.on('GET', one, (call) => ({ status: 200, body: responseBody(state, find(state, call)) }));

	router.on('DELETE', one, (call) => {
		const installation = find(state, call);
		const { connection } = state.connection(installation.projectId, installation.connectionId);
		state.installations = state.installations.filter((other) => other !== installation);
		deliveries.installationEvent('installation.deleted', installation, connection);
		if (!state.installationsUsing(connection.id).length) {
			state.connections = state.connections.filter((stored) => stored.connection !== connection);
			deliveries.connectionEvent('connection.deleted', connection);
		}
		return { status: 204 };
	});

	function list(
		isWanted: (installation: StoredInstallation) => boolean,
		query: Record<string, string>,
	): ReturnType<typeof listReply> {
		const found = state.installations
			.filter(isWanted)
			.filter(({ group }) => query.groupRef === undefined || group.groupRef === query.groupRef);
		return listReply(
			found.map((installation) => responseBody(state, installation)),
			query,
			pageSize,
		);
	}
}

function find(state: EmulatorState, { params }: Call): StoredInstallation {
	const { id } = integrationById(state, params.projectIdOrName, params.integrationId);
	const found = state.installations.find(
		(installation) => installation.integrationId === id && installation.id === params.installationId,
	);
	if (!found) throw notFound('Installation', 'installationId', params.installationId);
	return found;
}

/** Schema `Installation`. */
function responseBody(state: EmulatorState, { connectionId, ...installation }: StoredInstallation): object {
	return { ...installation, connection: state.connection(installation.projectId, connectionId).connection };
}
