import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import type { Kind, NotificationsApi } from './notificationsApi';

/** The routes of a topic, and the field that says what each of them leads from or to. */
export const ROUTE_KEYS = { eventRoute: 'eventType', destinationRoute: 'destinationId' } as const;

export type RouteKind = keyof typeof ROUTE_KEYS;

/** What one activation has created, so that its rollback deletes nothing else. */
export class Journal {
	/** The ID of the destination; an empty text when the response was lost. */
	destinationId?: string;

	/** The ID of the topic; an empty text when the response was lost. */
	topicId?: string;

	/** Routes that existed before. */
	private readonly found = new Set<unknown>();

	/** Routes that were certainly created, by ID. */
	private readonly created = new Map<unknown, { kind: RouteKind; topicId: string }>();

	/** Routes whose creation may have succeeded although the response was lost, as kind and key. */
	private readonly unconfirmed = new Set<string>();

	/** Whether nothing was created. */
	get isEmpty(): boolean {
		const hasRoutes = this.created.size > 0 || this.unconfirmed.size > 0;
		return this.destinationId === undefined && this.topicId === undefined && !hasRoutes;
	}

	/** Records the routes that existed before. */
	recordFound(routes: IDataObject[]): void {
		for (const { id } of routes) this.found.add(id);
	}

	/** Whether the route with an ID was certainly created by this activation. */
	hasCreated(id: unknown): boolean {
		return this.created.has(id);
	}

	/** Whether a route was created by this activation, as far as can be known. */
	isOwn(kind: RouteKind, route: IDataObject): boolean {
		if (this.created.has(route.id)) return true;
		return !this.found.has(route.id) && this.unconfirmed.has(`${kind} ${String(route[ROUTE_KEYS[kind]])}`);
	}

	/** Whether a route was created by another process during this activation. */
	isForeign(kind: RouteKind, route: IDataObject): boolean {
		return !this.isOwn(kind, route) && !this.found.has(route.id);
	}

	/** Creates the destination. */
	async createDestination(api: NotificationsApi, name: string, url: string): Promise<void> {
		const body = { name, type: 'webhook', metadata: { url } };
		this.destinationId = await create(api, 'destination', body, () => (this.destinationId = ''));
	}

	/** Creates the topic and returns its ID. */
	async createTopic(api: NotificationsApi, name: string): Promise<string> {
		this.topicId = await create(api, 'topic', { name }, () => (this.topicId = ''));
		return this.topicId;
	}

	/** Creates a route. */
	async createRoute(api: NotificationsApi, kind: RouteKind, topicId: string, key: string): Promise<void> {
		const body = { [ROUTE_KEYS[kind]]: key, topicId };
		const id = await create(api, kind, body, () => this.unconfirmed.add(`${kind} ${key}`));
		this.created.set(id, { kind, topicId });
	}

	/** Deletes the created routes of a topic that another process has deleted: the API may keep them. */
	async deleteStrayRoutes(api: NotificationsApi, currentTopicId: string): Promise<void> {
		for (const [id, { kind, topicId }] of this.created) {
			if (topicId !== currentTopicId) await api.delete(kind, id);
		}
	}
}

async function create(
	api: NotificationsApi,
	kind: Kind,
	body: IDataObject,
	recordUnconfirmed: () => void,
): Promise<string> {
	return await api.create(kind, body).catch((error: unknown) => {
		const status = error instanceof Failure ? (error.details.status ?? 0) : 0;
		// A status of 4xx means that nothing was created.
		if (status < 400 || status >= 500) recordUnconfirmed();
		throw error;
	});
}
