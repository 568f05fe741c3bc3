import type { Deliveries } from './deliveries';
import type { ConnectionBody, EmulatorState, StoredInstallation } from './state';

/** Events that the documentation describes for OAuth connections only. */
const OAUTH_ONLY = ['connection.created', 'connection.error'];

/** Sends notifications to the destinations that they are routed to. */
export class Notifications {
	constructor(
		private readonly state: EmulatorState,
		private readonly deliveries: Deliveries,
		private readonly settings: { eventsForAllConnections: boolean },
	) {}

	/** A notification about a connection (schemas `ConnectionData` and `ConnectionErrorData`). */
	connectionEvent(notificationType: string, connection: ConnectionBody, more: object = {}): void {
		const isOAuth = connection.authScheme.startsWith('oauth2/');
		if (OAUTH_ONLY.includes(notificationType) && !isOAuth && !this.settings.eventsForAllConnections) return;
		this.emit(connection.projectId, notificationType, {
			projectId: connection.projectId,
			connectionId: connection.id,
			provider: connection.provider,
			groupRef: connection.group.groupRef,
			consumerRef: connection.consumer.consumerRef,
			consumerName: connection.consumer.consumerName,
			...more,
		});
	}

	/** A notification about an installation (schema `InstallationFields` and its kin). */
	installationEvent(notificationType: string, installation: StoredInstallation, more: object = {}): void {
		const { id, projectId, integrationId, connectionId, group, config } = installation;
		const integration = this.state.integrations.find((other) => other.id === integrationId);
		const { provider, consumer } = this.state.connection(projectId, connectionId).connection;
		this.emit(projectId, notificationType, {
			projectId,
			provider,
			integrationId,
			integrationName: integration?.name ?? '',
			installationId: id,
			connectionId,
			groupRef: group.groupRef,
			groupName: group.groupName,
			consumerRef: consumer.consumerRef,
			consumerName: consumer.consumerName,
			config: config.content,
			...more,
		});
	}

	/** Any notification. */
	emit(projectId: string, notificationType: string, data: object): void {
		const topics = this.state.eventRoutes
			.filter((route) => route.projectId === projectId && route.eventType === notificationType)
			.map(({ topicId }) => topicId);
		const ids = this.state.destinationRoutes
			.filter(({ topicId }) => topics.includes(topicId))
			.map(({ destinationId }) => destinationId);
		for (const destination of this.state.destinations) {
			if (ids.includes(destination.id)) this.deliveries.send(destination, notificationType, data);
		}
	}
}
