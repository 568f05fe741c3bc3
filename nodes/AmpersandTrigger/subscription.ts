import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import { type Journal, type RouteKind, ROUTE_KEYS } from './journal';
import type { Destination, NotificationsApi } from './notificationsApi';

/** What a webhook needs in Ampersand: a destination, a topic, a route per event, and a route between the two. */
export interface Subscription {
	/** The name of the destination and of the topic. */
	name: string;
	/** The webhook's URL. */
	url: string;
	events: string[];
}

/** Several processes that activate the same workflow at once agree within four; more means that something interferes. */
const MAX_PASSES = 8;

/** From this pass on, processes that keep deleting each other's duplicates keep the same one. */
const FIRST_PASS_BY_AGE = 4;

/**
 * Whether Ampersand has exactly what a subscription needs, by name, URL, and events.
 *
 * @returns the signing secret; undefined when something is missing, superfluous, or different
 */
export async function findMatching(
	api: NotificationsApi,
	{ name, url, events }: Subscription,
): Promise<string | undefined> {
	const topicId = await findTopic(api, name);
	if (topicId === undefined) return undefined;
	const destinationRoutes = await api.list('destinationRoute', { topicId });
	if (destinationRoutes.length !== 1) return undefined;
	const eventRoutes = await api.list('eventRoute', { topicId });
	const routedEvents = eventRoutes.map(({ eventType }) => eventType).sort();
	if (JSON.stringify(routedEvents) !== JSON.stringify([...events].sort())) return undefined;
	// Last, because a rollback in another process deletes the destination last.
	const destination = await api.getDestination(name);
	if (destination?.url !== url || destinationRoutes[0].destinationId !== destination.id) return undefined;
	return destination.signingSecret;
}

/**
 * Creates what is missing of a subscription and deletes what is superfluous, until exactly what it needs is there.
 * Another process may do the same at this moment, so the result is checked, and duplicates are deleted.
 *
 * @param journal records what is created, for a rollback
 * @returns the signing secret
 * @throws Failure when the name belongs to another URL, when the API returns no secret, or when a request fails
 */
export async function reconcile(
	api: NotificationsApi,
	desired: Subscription,
	journal: Journal,
): Promise<string> {
	for (let pass = 1; pass <= MAX_PASSES; pass++) {
		const secret = await reconcileOnce(api, desired, journal, pass);
		// Once everything has been created, a check that fails is no reason to roll back.
		const verified = await findMatching(api, desired).catch(() => secret);
		if (verified !== undefined) return verified;
	}
	throw new Failure({
		message: `Couldn't register the webhook '${desired.name}': its routes in Ampersand keep changing`,
		hints: ['Another n8n instance may be activating the same workflow. Activate the workflow again.'],
	});
}

/** @returns the signing secret; undefined when another process deleted the destination or the topic meanwhile */
async function reconcileOnce(
	api: NotificationsApi,
	desired: Subscription,
	journal: Journal,
	pass: number,
): Promise<string | undefined> {
	const { name, events } = desired;
	const destination = await ensureDestination(api, desired, journal);
	const topicId = await ensureTopic(api, name, journal);
	await journal.deleteStrayRoutes(api, topicId);
	const eventRoutes = await api.list('eventRoute', { topicId });
	const destinationRoutes = await api.list('destinationRoute', { topicId });
	if (pass === 1) journal.recordFound([...eventRoutes, ...destinationRoutes]);
	const ensureRoutes = async (kind: RouteKind, routes: IDataObject[], keys: string[]) => {
		const missing = keys.filter((key) => !routes.some((route) => route[ROUTE_KEYS[kind]] === key));
		for (const key of missing) await journal.createRoute(api, kind, topicId, key);
		for (const id of superfluous(routes, kind, keys, journal, pass)) await api.delete(kind, id);
	};
	const ensureAllRoutes = async () => {
		await ensureRoutes('eventRoute', eventRoutes, events);
		await ensureRoutes('destinationRoute', destinationRoutes, [destination.id]);
		if (destination.signingSecret !== undefined) return destination.signingSecret;
		throw new Failure({
			message: `Ampersand didn't return a signing secret for the webhook destination '${name}'`,
			hints: ["Deliveries can't be verified without it. Check the permissions of the API key."],
		});
	};
	return await ensureAllRoutes().catch(async (error: unknown) => {
		if (isRejected(error) && (await isGone(api, name, destination.id, topicId))) return undefined;
		throw error;
	});
}

/** The IDs of the routes that lead from or to something else, and of duplicates. */
function superfluous(
	routes: IDataObject[],
	kind: RouteKind,
	keys: string[],
	journal: Journal,
	pass: number,
): unknown[] {
	const kept = new Set<string>();
	// Own routes first, because another process may still roll back what it created.
	const rank = ({ id, createTime }: IDataObject) =>
		`${pass < FIRST_PASS_BY_AGE && journal.hasCreated(id) ? 0 : 1} ${String(createTime)} ${String(id)}`;
	const ranked = [...routes].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
	return ranked
		.filter((route) => {
			const key = String(route[ROUTE_KEYS[kind]]);
			if (!keys.includes(key) || kept.has(key)) return true;
			kept.add(key);
			return false;
		})
		.map(({ id }) => id);
}

async function isGone(
	api: NotificationsApi,
	name: string,
	destinationId: string,
	topicId: string,
): Promise<boolean> {
	if ((await findTopic(api, name)) !== topicId) return true;
	return (await api.getDestination(name))?.id !== destinationId;
}

/** The ID of the topic with a name. */
export async function findTopic(api: NotificationsApi, name: string): Promise<string | undefined> {
	const topic = (await api.list('topic')).find((entry) => entry.name === name);
	return topic && String(topic.id);
}

async function ensureTopic(api: NotificationsApi, name: string, journal: Journal): Promise<string> {
	const find = async () => await findTopic(api, name);
	return (await find()) ?? (await createOrFind(async () => await journal.createTopic(api, name), find));
}

async function ensureDestination(
	api: NotificationsApi,
	{ name, url }: Subscription,
	journal: Journal,
): Promise<Destination> {
	const find = async () => await api.getDestination(name);
	const create = async () => {
		await journal.createDestination(api, name, url);
		const created = await find();
		if (created) return created;
		throw new Failure({ message: `The webhook destination '${name}' was created but can't be found` });
	};
	const destination = (await find()) ?? (await createOrFind(create, find));
	if (destination.url === url) return destination;
	throw new Failure({
		message: `A webhook destination named '${name}' already exists with a different URL`,
		hints: [
			"This trigger didn't create it, so it was left unchanged. Rename or delete it in Ampersand, then activate the workflow again.",
		],
	});
}

/** Creates something, or finds what another process has created meanwhile. */
async function createOrFind<T>(create: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
	return await create().catch(async (error: unknown) => {
		const found = isRejected(error) ? await find() : undefined;
		if (found === undefined) throw error;
		return found;
	});
}

/**
 * Whether the API refused to create something, because its name is taken (409 for a topic; 400 or 422 for a
 * destination) or because what it refers to doesn't exist (404, 422).
 */
function isRejected(error: unknown): boolean {
	return error instanceof Failure && [400, 404, 409, 422].includes(error.details.status ?? 0);
}
