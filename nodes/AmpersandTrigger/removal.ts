import type { IDataObject } from 'n8n-workflow';
import { Failure, toFailure } from '../shared/errors/failure';
import type { Kind, NotificationsApi } from './notificationsApi';
import type { WebhookLocation } from './staticData';
import { ROUTE_KEYS } from './subscription';

/**
 * Deletes everything that a webhook has in Ampersand, whoever created it.
 *
 * The topic is deleted only after its routes, and the destination only after the routes to it: the API may keep the
 * routes, and nothing would find them any more. So after any failure it can be called again until nothing is left.
 *
 * @throws Failure after everything else was deleted; also when the project isn't found
 */
export async function teardown(api: NotificationsApi, webhook: WebhookLocation): Promise<void> {
	try {
		await deleteTopic(api, webhook);
	} finally {
		await deleteDestination(api, webhook);
	}
}

async function deleteTopic(api: NotificationsApi, { name }: WebhookLocation): Promise<void> {
	const topic = await api.findTopic(name);
	if (!topic) return;
	const topicId = String(topic.id);
	await deleteRoutes(api, 'eventRoute', { topicId });
	await deleteRoutes(api, 'destinationRoute', { topicId });
	await api.delete('topic', topicId);
}

/** A destination with the same name but another URL isn't ours and is kept. */
async function deleteDestination(api: NotificationsApi, { name, url }: WebhookLocation): Promise<void> {
	const destination = await api.getDestination(name);
	if (destination?.url !== url) return;
	await deleteRoutes(api, 'destinationRoute', { destinationId: destination.id });
	await api.delete('destination', destination.id);
}

async function deleteRoutes(
	api: NotificationsApi,
	kind: Kind,
	filter: Record<string, string>,
): Promise<void> {
	for (const { id } of await api.list(kind, filter)) await api.delete(kind, id);
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
	const start = String(own[0]?.entry.createTime);
	const isOwn = ({ id }: IDataObject): boolean => own.some(({ entry }) => entry.id === id);
	const topicIds = own.map(({ kind, entry }) => (kind === 'topic' ? entry.id : entry.topicId));
	for (const topicId of new Set(topicIds.filter((id) => typeof id === 'string'))) {
		const routes = Object.values(await api.listRoutes(topicId)).flat();
		const newer = routes.filter((route) => !isOwn(route) && String(route.createTime) >= start);
		const isSuperfluous = (route: IDataObject): boolean =>
			newer.length === 0 ||
			newer.some((other) => Object.values(ROUTE_KEYS).every((key) => other[key] === route[key]));
		for (const { kind, entry } of own) {
			if (entry.topicId === topicId && isSuperfluous(entry)) await api.delete(kind, entry.id);
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

/**
 * The failure of a removal. n8n logs only its message, so that says what is left and where.
 *
 * @param reasons by webhook
 */
export function removalFailure(reasons: Map<WebhookLocation, unknown>): Failure {
	const messages = [...reasons].map(
		([{ name, projectIdOrName }, reason]) =>
			`Couldn't remove the webhook '${name}' from the project '${projectIdOrName}': ${toFailure(reason).message}`,
	);
	const [{ details }] = [...reasons.values()].map(toFailure);
	const hint =
		'A topic and a destination of that name may remain. Publish and unpublish the workflow again to remove them, or delete them in Ampersand.';
	return new Failure({ ...details, message: messages.join('\n'), hints: [...(details.hints ?? []), hint] });
}
