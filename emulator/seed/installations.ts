import type { EmulatorState, Integration, StoredConnection, StoredInstallation } from '../state';
import { idOf } from './ids';

/** The integrations of every seeded project: name, display name, provider, and the object that they read. */
const INTEGRATIONS = [
	['hubspot-sync', 'HubSpot sync', 'hubspot', 'contacts'],
	['hubspot-deals', 'HubSpot deals', 'hubspot', 'deals'],
	['salesforce-sync', 'Salesforce sync', 'salesforce', 'account'],
	['apollo-enrichment', 'Apollo enrichment', 'apollo', 'people'],
];

/**
 * Customers of the first project whose connections no installation uses, so that there are some that can be deleted.
 * Group 123 has the connections that tests and examples begin with.
 */
const WITHOUT_INSTALLATIONS = ['group-123', 'group-125', 'group-126', 'group-132'];

/** Fills a state that has projects and connections with integrations, and installs them for some customers. */
export function seedInstallations(state: EmulatorState): void {
	for (const { id: projectId, createTime } of state.projects) {
		for (const [name, displayName, provider, objectName] of INTEGRATIONS) {
			const created = integration(projectId, createTime, { name, displayName, provider, objectName });
			state.integrations.push(created);
			const connections = state.connections.filter(
				({ connection }) =>
					connection.projectId === projectId &&
					connection.provider === provider &&
					!WITHOUT_INSTALLATIONS.includes(connection.group.groupRef),
			);
			// The second HubSpot integration is installed once: its connection is the one with two installations.
			const installed = name === 'hubspot-deals' ? connections.slice(0, 1) : connections;
			for (const stored of installed) state.installations.push(installation(created, stored, objectName));
		}
	}
}

function integration(
	projectId: string,
	createTime: string,
	{
		name,
		displayName,
		provider,
		objectName,
	}: Record<'name' | 'displayName' | 'provider' | 'objectName', string>,
): Integration {
	const objects = [{ objectName, destination: 'dataWebhook', schedule: '*/15 * * * *' }];
	return {
		id: idOf(`integration ${projectId} ${name}`),
		projectId,
		name,
		provider,
		createTime,
		updateTime: createTime,
		latestRevision: {
			id: idOf(`revision ${projectId} ${name}`),
			specVersion: '1.0.0',
			createTime,
			content: { name, displayName, provider, read: { objects } },
		},
	};
}

function installation(
	{ id: integrationId, projectId, provider, latestRevision }: Integration,
	{ connection }: StoredConnection,
	objectName: string,
): StoredInstallation {
	const { consumer, createTime, updateTime } = connection;
	const isBroken = connection.status === 'bad_credentials';
	const createdBy = `consumer:${consumer.consumerRef}`;
	const object = {
		objectName,
		schedule: '*/15 * * * *',
		destination: 'dataWebhook',
		selectedFields: { name: true },
		selectedFieldMappings: {},
	};
	return {
		id: idOf(`installation ${integrationId} ${connection.id}`),
		projectId,
		integrationId,
		connectionId: connection.id,
		group: connection.group,
		healthStatus: isBroken ? 'unhealthy' : 'healthy',
		lastOperationStatus: isBroken ? 'failure' : 'success',
		createTime,
		updateTime,
		createdBy,
		config: {
			id: idOf(`config ${integrationId} ${connection.id}`),
			revisionId: latestRevision.id,
			createTime,
			createdBy,
			content: { provider, read: { objects: { [objectName]: object } } },
		},
	};
}
