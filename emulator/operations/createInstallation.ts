import type { Context } from '../context';
import { isObject, missingTexts, objectBody } from '../input';
import { type Issue, Problem } from '../problem';
import type { Router } from '../router';
import {
	type EmulatorState,
	type Integration,
	newId,
	type StoredConnection,
	type StoredInstallation,
} from '../state';
import { installationBody } from './installations';
import { integrationById } from './integrations';

const PATH = '/projects/{projectIdOrName}/integrations/{integrationId}/installations';

/** Operation `createInstallation`. */
export function createInstallationRoutes(router: Router, { state, notifications, options }: Context): void {
	router.on('POST', PATH, ({ params, body: raw }) => {
		const integration = integrationById(state, params.projectIdOrName, params.integrationId);
		const body = objectBody(raw);
		const config = isObject(body.config) ? body.config : {};
		const { content } = config;
		const connection = connectionFor(state, integration, body);
		const issues: Issue[] = missingTexts(body, ['groupRef']);
		if (!isObject(content)) issues.push({ in: 'body', name: 'config.content', detail: 'is required' });
		if (!connection) {
			const detail = `the group has no such connection to ${integration.provider}`;
			issues.push({ in: 'body', name: 'connectionId', detail, value: body.connectionId });
		}
		if (issues.length || !connection || !isObject(content))
			throw new Problem(422, 'The installation cannot be created', { issues });
		const createdBy = String(config.createdBy ?? 'api:create-installation');
		const installation = newInstallation(state, integration, connection, { content, createdBy });
		state.installations.push(installation);
		notifications.installationEvent('installation.created', installation);
		return { status: 201, body: installationBody(state, installation, options) };
	});
}

/** The connection that is named, or the group's default one. Assumed: its first. */
function connectionFor(
	state: EmulatorState,
	{ projectId, provider }: Integration,
	{ groupRef, connectionId }: Record<string, unknown>,
): StoredConnection | undefined {
	return state.connections.find(
		({ connection }) =>
			connection.projectId === projectId &&
			connection.provider === provider &&
			connection.group.groupRef === groupRef &&
			(connectionId === undefined || connection.id === connectionId),
	);
}

function newInstallation(
	{ clock }: EmulatorState,
	{ id: integrationId, projectId, latestRevision }: Integration,
	{ connection }: StoredConnection,
	{ content, createdBy }: { content: object; createdBy: string },
): StoredInstallation {
	const createTime = clock.timestamp();
	return {
		id: newId(),
		projectId,
		integrationId,
		connectionId: connection.id,
		group: connection.group,
		healthStatus: connection.status === 'bad_credentials' ? 'unhealthy' : 'healthy',
		createTime,
		updateTime: createTime,
		createdBy,
		config: { id: newId(), revisionId: latestRevision.id, createTime, createdBy, content },
	};
}
