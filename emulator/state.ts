import { randomUUID } from 'node:crypto';
import { Clock } from './clock';
import { notFound } from './problem';
import type {
	Destination,
	DestinationRoute,
	EventRoute,
	Integration,
	Project,
	Provider,
	ProviderApp,
	StoredConnection,
	StoredInstallation,
	StoredOperation,
	Topic,
} from './schemas';

export type * from './schemas';

/** An OAuth URL that waits for a customer. */
export interface PendingOAuth {
	projectId: string;
	/** The connection to repair; otherwise one is created from `body`. */
	connectionId?: string;
	body?: Record<string, unknown>;
	/** When the URL stops working, in milliseconds since 1970; default: never. */
	expiresAt?: number;
}

/** Everything that the emulator remembers. */
export class EmulatorState {
	constructor(readonly clock = new Clock()) {}

	projects: Project[] = [];

	providers: Record<string, Provider> = {};

	connections: StoredConnection[] = [];

	integrations: Integration[] = [];

	installations: StoredInstallation[] = [];

	/** Oldest first. */
	operations: StoredOperation[] = [];

	providerApps: ProviderApp[] = [];

	destinations: Destination[] = [];

	topics: Topic[] = [];

	eventRoutes: EventRoute[] = [];

	destinationRoutes: DestinationRoute[] = [];

	readonly oauth = new Map<string, PendingOAuth>();

	/** Until when the providers refuse requests through the proxy, in milliseconds since 1970; 0: they don't. */
	proxyLimitedUntil = 0;

	/** The project with an ID or name, whose case does not matter; a 404 problem without one. */
	project(idOrName: string): Project {
		const name = idOrName.toLowerCase();
		const project = this.projects.find((other) => other.id === idOrName || other.name.toLowerCase() === name);
		if (!project) throw notFound('Project', 'projectIdOrName', idOrName);
		return project;
	}

	/** What a project has of one kind; a 404 problem without the project. */
	ofProject<Kind extends 'destinations' | 'topics' | 'eventRoutes' | 'destinationRoutes'>(
		kind: Kind,
		projectIdOrName: string,
	): EmulatorState[Kind] {
		const { id } = this.project(projectIdOrName);
		const all: Array<{ projectId: string }> = this[kind];
		return all.filter(({ projectId }) => projectId === id) as EmulatorState[Kind];
	}

	/** The provider with a name, if there is one. */
	provider(name: unknown): Provider | undefined {
		return Object.hasOwn(this.providers, String(name)) ? this.providers[String(name)] : undefined;
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

	/** The installations that use a connection. */
	installationsUsing(connectionId: string): StoredInstallation[] {
		return this.installations.filter((installation) => installation.connectionId === connectionId);
	}

	/**
	 * The first connection of a project that can be deleted, since no installation uses it.
	 *
	 * @throws Error when there is none
	 */
	unusedConnection(projectIdOrName: string, authScheme?: string): StoredConnection {
		return this.firstConnection(projectIdOrName, false, authScheme);
	}

	/**
	 * The first connection of a project that an installation uses.
	 *
	 * @throws Error when there is none
	 */
	usedConnection(projectIdOrName: string, authScheme?: string): StoredConnection {
		return this.firstConnection(projectIdOrName, true, authScheme);
	}

	private firstConnection(projectIdOrName: string, isUsed: boolean, authScheme?: string): StoredConnection {
		const { id } = this.project(projectIdOrName);
		const found = this.connections.find(
			({ connection }) =>
				connection.projectId === id &&
				(authScheme === undefined || connection.authScheme === authScheme) &&
				this.installationsUsing(connection.id).length > 0 === isUsed,
		);
		if (!found) throw new Error(`There is no such connection in ${projectIdOrName}`);
		return found;
	}
}

/** A new ID, as the API makes them. */
export function newId(): string {
	return randomUUID();
}
