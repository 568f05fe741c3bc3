import type { IDataObject } from 'n8n-workflow';
import type { Kind, NotificationsApi } from './notificationsApi';
import { ROUTE_KEYS, type Subscription } from './subscription';

/**
 * Deletes everything that a webhook has in Ampersand, whoever created it. A destination with the same name but another
 * URL isn't ours and is kept.
 *
 * The topic is deleted only after its routes, and the destination only after the routes to it: the API may keep the
 * routes, and nothing would find them any more. So after any failure it can be called again until nothing is left.
 *
 * @throws Failure with the first reason, after everything else was deleted; also when the project isn't found
 */
export async function teardown(
	api: NotificationsApi,
	{ name, url }: Pick<Subscription, 'name' | 'url'>,
): Promise<void> {
	const errors: unknown[] = [];
	const attempt = async <T>(task: Promise<T>): Promise<T | undefined> =>
		await task.catch((error: unknown) => {
			errors.push(error);
			return undefined;
		});
	const deleteRoutes = async (kind: Kind, filter: Record<string, string>): Promise<void> => {
		const routes = (await attempt(api.list(kind, filter))) ?? [];
		await Promise.all(routes.map(async ({ id }) => await attempt(api.delete(kind, id))));
	};

	const reads = [attempt(api.getDestination(name)), attempt(api.findTopic(name))] as const;
	const [destination, topic] = await Promise.all(reads);
	if (topic) {
		const topicId = String(topic.id);
		const failedBefore = errors.length;
		await Promise.all([
			deleteRoutes('eventRoute', { topicId }),
			deleteRoutes('destinationRoute', { topicId }),
		]);
		if (errors.length === failedBefore) await attempt(api.delete('topic', topicId));
	}
	if (destination?.url === url) {
		const failedBefore = errors.length;
		await deleteRoutes('destinationRoute', { destinationId: destination.id });
		if (errors.length === failedBefore) await attempt(api.delete('destination', destination.id));
	}
	if (errors.length) throw errors[0];
}

/**
 * Deletes what a failed activation has created, and nothing else. If there are newer routes, another process is
 * activating the same workflow: then only duplicates of these are deleted. Whatever still has routes stays.
 *
 * @param api the one that the activation has used
 * @throws Failure when a request fails
 */
export async function rollback(api: NotificationsApi): Promise<void> {
	const own = [...api.created];
	const start = String(own.at(0)?.entry.createTime);
	const isOwn = ({ id }: IDataObject): boolean => own.some(({ entry }) => entry.id === id);
	const topicIds = own.map(({ kind, entry }) => (kind === 'topic' ? entry.id : entry.topicId));
	for (const topicId of new Set(topicIds.filter((id) => typeof id === 'string'))) {
		const routes = Object.values(await api.listRoutes(topicId)).flat();
		const newer = routes.filter((route) => !isOwn(route) && String(route.createTime) >= start);
		const isSuperfluous = (route: IDataObject): boolean =>
			newer.length === 0 ||
			newer.some((other) => Object.values(ROUTE_KEYS).every((key) => other[key] === route[key]));
		for (const { kind, entry } of own) {
			if (kind !== 'topic' && entry.topicId === topicId && isSuperfluous(entry))
				await api.delete(kind, entry.id);
		}
		if (!isOwn({ id: topicId })) continue;
		// Again, because another process may have created a route meanwhile.
		const left = Object.values(await api.listRoutes(topicId)).flat();
		if (left.length === 0) await api.delete('topic', topicId);
	}
	for (const { id } of api.ownEntries('destination')) {
		const links = await api.list('destinationRoute', { destinationId: String(id) });
		if (links.length === 0) await api.delete('destination', id);
	}
}
