import type { Context } from '../context';
import { booleanQuery, isObject, missingTexts, objectBody } from '../input';
import { Problem } from '../problem';
import type { Router } from '../router';
import {
	type ConfigContent,
	type EmulatorState,
	type Integration,
	newId,
	type StoredConnection,
	type StoredInstallation,
} from '../state';
import { configIssues, sampleRead } from './installationConfig';
import { installationBody } from './installations';
import { integrationById } from './integrations';

const PATH = '/projects/{projectIdOrName}/integrations/{integrationId}/installations';

/** Operation `createInstallation`. */
export function createInstallationRoutes(router: Router, { state, notifications, options }: Context): void {
	router.on('POST', PATH, ({ params, query, body: raw }) => {
		const integration = integrationById(state, params.projectIdOrName, params.integrationId);
		const skipSampling = booleanQuery(query, 'skipSampling');
		const body = objectBody(raw);
		const config = isObject(body.config) ? body.config : {};
		const connection = connectionFor(state, integration, body);
		const issues = [
			...missingTexts(body, ['groupRef']),
			...configIssues(config.content, integration.provider),
		];
		if (!connection) {
			const detail = `the group has no such connection to ${integration.provider}`;
			issues.push({ in: 'body', name: 'connectionId', detail, value: body.connectionId });
		}
		if (issues.length || !connection)
			throw new Problem(422, 'The installation cannot be created', { issues });
		const content = config.content as ConfigContent;
		if (!skipSampling) sampleRead(content, connection, options);
		const createdBy = String(config.createdBy ?? 'api:create-installation');
		const installation = newInstallation(state, integration, connection, { content, createdBy });
		state.installations.push(installation);
		notifications.installationEvent('installation.created', installation);
		return { status: 201, body: installationBody(state, installation, options) };
	});
}

/** The connection that is named, or the group's default one. Assumed: its first. */
export function connectionFor(
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
	stored: StoredConnection,
	{ content, createdBy }: { content: ConfigContent; createdBy: string },
): StoredInstallation {
	const createTime = clock.timestamp();
	const { connection } = stored;
	return {
		id: newId(),
		projectId,
		integrationId,
		connectionId: connection.id,
		group: connection.group,
		healthStatus: healthOf(stored),
		createTime,
		updateTime: createTime,
		createdBy,
		config: { id: newId(), revisionId: latestRevision.id, createTime, createdBy, content },
		pausedObjects: [],
	};
}

/** The health of an installation that begins to use a connection. */
export function healthOf({ connection }: StoredConnection): StoredInstallation['healthStatus'] {
	return connection.status === 'bad_credentials' ? 'unhealthy' : 'healthy';
}
