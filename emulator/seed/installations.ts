import type { EmulatorState, Integration, StoredConnection, StoredInstallation } from '../state';
import { idOf } from './ids';

/** An integration of the seed. */
interface Plan {
	name: string;
	displayName: string;
	provider: string;
	/** The object that it reads. */
	objectName: string;
	/** The name under which the object's records are delivered; default: its own. */
	mapToName?: string;
	/** Whether it writes that object, too. */
	writes?: boolean;
	proxy?: { enabled: true };
}

/** The integrations of every seeded project. */
const INTEGRATIONS: Plan[] = [
	{
		name: 'hubspot-sync',
		displayName: 'HubSpot sync',
		provider: 'hubspot',
		objectName: 'contacts',
		writes: true,
		proxy: { enabled: true },
	},
	{ name: 'hubspot-deals', displayName: 'HubSpot deals', provider: 'hubspot', objectName: 'deals' },
	{
		name: 'salesforce-sync',
		displayName: 'Salesforce sync',
		provider: 'salesforce',
		objectName: 'account',
		mapToName: 'company',
		proxy: { enabled: true },
	},
	{ name: 'apollo-enrichment', displayName: 'Apollo enrichment', provider: 'apollo', objectName: 'people' },
];

/**
 * Customers of the first project whose connections no installation uses, so that there are some that can be deleted.
 * Group 123 has the connections that tests and examples begin with.
 */
const WITHOUT_INSTALLATIONS = ['group-123', 'group-125', 'group-126', 'group-132'];

/** Fills a state that has projects and connections with integrations, and installs them for some customers. */
export function seedInstallations(state: EmulatorState): void {
	for (const { id: projectId, createTime } of state.projects) {
		for (const plan of INTEGRATIONS) {
			const { name, provider } = plan;
			const created = integration(projectId, createTime, plan);
			state.integrations.push(created);
			const connections = state.connections.filter(
				({ connection }) =>
					connection.projectId === projectId &&
					connection.provider === provider &&
					!WITHOUT_INSTALLATIONS.includes(connection.group.groupRef),
			);
			// The second HubSpot integration is installed once: its connection is the one with two installations.
			const installed = name === 'hubspot-deals' ? connections.slice(0, 1) : connections;
			for (const stored of installed) state.installations.push(installation(created, stored, plan));
		}
	}
}

function integration(
	projectId: string,
	createTime: string,
	{ name, displayName, provider, objectName, mapToName, writes, proxy }: Plan,
): Integration {
	const mapping = mapToName === undefined ? {} : { mapToName };
	const objects = [{ objectName, ...mapping, destination: 'dataWebhook', schedule: '*/15 * * * *' }];
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
			content: {
				name,
				displayName,
				provider,
				read: { objects },
				...(writes ? { write: { objects: [{ objectName }] } } : {}),
				...(proxy ? { proxy } : {}),
			},
		},
	};
}

function installation(
	{ id: integrationId, projectId, provider, latestRevision }: Integration,
	{ connection }: StoredConnection,
	{ objectName, writes, proxy }: Plan,
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
		createTime,
		updateTime,
		createdBy,
		config: {
			id: idOf(`config ${integrationId} ${connection.id}`),
			revisionId: latestRevision.id,
			createTime,
			createdBy,
			content: {
				provider,
				read: { objects: { [objectName]: object } },
				...(writes ? { write: { objects: { [objectName]: { objectName } } } } : {}),
				...(proxy ? { proxy } : {}),
			},
		},
		pausedObjects: [],
	};
}
