import { randomUUID } from 'node:crypto';
import { notFound } from './problem';

/** Schema `Project`. */
export interface Project {
	id: string;
	name: string;
	appName: string;
	orgId: string;
	createTime: string;
}

/** Schema `ProviderInfo`. */
export interface Provider {
	name: string;
	displayName: string;
	authType: 'oauth2' | 'apiKey' | 'basic' | 'jwt' | 'custom' | 'none';
	baseURL: string;
	defaultModule: string;
	support: object;
	oauth2Opts?: object;
	apiKeyOpts?: object;
}

/** Schema `Connection`, with the credentials that answers leave out. */
export interface StoredConnection {
	connection: ConnectionBody;
	/** Credentials by the member that they were given in. */
	credentials: Record<string, unknown>;
}

/** Schema `Connection`. */
export interface ConnectionBody {
	id: string;
	projectId: string;
	provider: string;
	group: { groupRef: string; groupName: string; projectId: string; createTime: string };
	consumer: { consumerRef: string; consumerName: string; projectId: string; createTime: string };
	authScheme: string;
	status: 'created' | 'working' | 'bad_credentials';
	createTime: string;
	updateTime: string;
	providerWorkspaceRef?: string;
	providerMetadata?: Record<string, unknown>;
}

/** Schema `DestinationWithSecrets`. */
export interface Destination {
	id: string;
	projectId: string;
	name: string;
	type: string;
	metadata: { url: string; headers?: Record<string, string> | null };
	createTime: string;
	updateTime: string;
	secrets: { webhookSigningKey: string };
}

/** Schema `Topic`. */
export interface Topic {
	id: string;
	projectId: string;
	name: string;
	createTime: string;
}

/** Schema `NotificationEventTopicRoute`. */
export interface EventRoute {
	id: string;
	projectId: string;
	eventType: string;
	topicId: string;
	createTime: string;
}

/** Schema `TopicDestinationRoute`. */
export interface DestinationRoute {
	id: string;
	projectId: string;
	topicId: string;
	destinationId: string;
	createTime: string;
}

/** An OAuth URL that waits for a customer. */
export interface PendingOAuth {
	projectId: string;
	/** The connection to mend; otherwise one is made of `body`. */
	connectionId?: string;
	body?: Record<string, unknown>;
}

/** Everything that the emulator remembers. */
export class EmulatorState {
	projects: Project[] = [];

	providers: Record<string, Provider> = {};

	connections: StoredConnection[] = [];

	destinations: Destination[] = [];

	topics: Topic[] = [];

	eventRoutes: EventRoute[] = [];

	destinationRoutes: DestinationRoute[] = [];

	readonly oauth = new Map<string, PendingOAuth>();

	/** The project with an ID or name; a 404 problem without one. */
	project(idOrName: string): Project {
		const project = this.projects.find(({ id, name }) => id === idOrName || name === idOrName);
		if (!project) throw notFound('Project', 'projectIdOrName', idOrName);
		return project;
	}

	/** A connection of a project; a 404 problem without one. */
	connection(projectIdOrName: string, connectionId: string): StoredConnection {
		const { id } = this.project(projectIdOrName);
		const stored = this.connections.find(
			({ connection }) => connection.projectId === id && connection.id === connectionId,
		);
		if (!stored) throw notFound('Connection', 'connectionId', connectionId);
		return stored;
	}
}

/** A new ID, as the API makes them. */
export function newId(): string {
	return randomUUID();
}

/** This moment, as the API writes it. */
export function now(): string {
	return new Date().toISOString();
}
