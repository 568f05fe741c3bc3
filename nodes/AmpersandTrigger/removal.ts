import type { IDataObject } from 'n8n-workflow';
import type { Journal, RouteKind } from './journal';
import { ignoreNotFound, type NotificationsApi } from './notificationsApi';
import { findTopic } from './subscription';
import type { WebhookLocation } from './staticData';

type Named = Pick<WebhookLocation, 'name' | 'url'>;

interface Route {
	kind: RouteKind;
	route: IDataObject;
}

/**
 * Deletes everything that a webhook has in Ampersand, whoever created it. A destination with the same name but another
 * URL isn't ours and is kept.
 *
 * The topic is deleted only after its routes, and the destination only after the routes to it: the API may keep the
 * routes, and nothing would find them any more. So after any failure it can be called again until nothing is left.
 *
 * @throws Failure with the first reason, after everything else was deleted
 */
export async function teardown(api: NotificationsApi, { name, url }: Named): Promise<void> {
	const errors: unknown[] = [];
	const attempt = async <T>(task: Promise<T>): Promise<T | undefined> =>
		await ignoreNotFound(task).catch((error: unknown) => {
			errors.push(error);
			return undefined;
		});
	const deleteRoutes = async (kind: RouteKind, filter: Record<string, string>): Promise<boolean> => {
		const failedBefore = errors.length;
		for (const { id } of (await attempt(api.list(kind, filter))) ?? []) await attempt(api.delete(kind, id));
		return errors.length === failedBefore;
	};

	const destination = await attempt(api.getDestination(name));
	const topicId = await attempt(findTopic(api, name));
	if (topicId !== undefined) {
		const isUnlinked = await deleteRoutes('destinationRoute', { topicId });
		const isUnrouted = await deleteRoutes('eventRoute', { topicId });
		if (isUnlinked && isUnrouted) await attempt(api.delete('topic', topicId));
	}
	if (destination?.url === url) {
		const isUnlinked = await deleteRoutes('destinationRoute', { destinationId: destination.id });
		if (isUnlinked) await attempt(api.delete('destination', destination.id));
	}
	if (errors.length) throw errors[0];
}

/**
 * Deletes what a failed activation has created, and nothing else. Another process may be activating the same workflow:
 * then a route that both need stays, and so do a topic and a destination that have routes.
 *
 * @throws Failure when a request fails
 */
export async function rollback(api: NotificationsApi, { name, url }: Named, journal: Journal): Promise<void> {
	if (journal.isEmpty) return;
	const topicId = journal.topicId || (await findTopic(api, name));
	if (topicId !== undefined) {
		const routes = await routesOf(api, topicId, ['eventRoute', 'destinationRoute']);
		const isShared = routes.some(({ kind, route }) => journal.isForeign(kind, route));
		const own = routes.filter(({ kind, route }) => journal.isOwn(kind, route));
		for (const { kind, route } of own) {
			if (!isShared || hasDuplicate(routes, route)) await api.delete(kind, route.id);
		}
		if (journal.topicId !== undefined) {
			// In the order of their creation reversed, so that none is missed while another process creates them.
			const left = await routesOf(api, topicId, ['destinationRoute', 'eventRoute']);
			if (left.length === 0) await api.delete('topic', topicId);
		}
	}
	if (journal.destinationId === undefined) return;
	const destination = await api.getDestination(name);
	const destinationId = journal.destinationId || destination?.id;
	if (destinationId === undefined || (destination && destination.url !== url)) return;
	const links = await api.list('destinationRoute', { destinationId });
	if (links.length === 0) await api.delete('destination', destinationId);
}

async function routesOf(api: NotificationsApi, topicId: string, kinds: RouteKind[]): Promise<Route[]> {
	const routes: Route[] = [];
	for (const kind of kinds) {
		for (const route of await api.list(kind, { topicId })) routes.push({ kind, route });
	}
	return routes;
}

function hasDuplicate(routes: Route[], { id, eventType, destinationId }: IDataObject): boolean {
	return routes.some(
		({ route }) => route.id !== id && route.eventType === eventType && route.destinationId === destinationId,
	);
}
