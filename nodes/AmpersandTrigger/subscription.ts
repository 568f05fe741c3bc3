import type { IDataObject } from 'n8n-workflow';
import { Failure, toFailure } from '../shared/errors/failure';
import { optionalString } from '../shared/values';
import { clock } from '../shared/transport/clock';
import type { Destination, NotificationsApi } from './notificationsApi';
import type { WebhookLocation } from './staticData';

/** What a webhook needs in Ampersand: a destination, a topic, a route per event, and a route between the two. */
export interface Subscription extends WebhookLocation {
	events: string[];
}

/** What Ampersand says of a subscription. The secret is missing if it couldn't be read after everything was created. */
export type Registration = Pick<Destination, 'signingSecret'> & Pick<WebhookLocation, 'projectId'>;

/** The routes of a topic, and the field that says what each of them leads from or to. */
export const ROUTE_KEYS = { eventRoute: 'eventType', destinationRoute: 'destinationId' } as const;

/** Several processes that activate the same workflow at once agree within four; more means that something interferes. */
const MAX_PASSES = 5;

/** The wait after a failed pass, in milliseconds. */
const PASS_DELAY_MS = 1_000;

/**
 * The subscription, if Ampersand has exactly what it needs, by name, URL, and events.
 *
 * @returns undefined when something is missing, superfluous, or different
 */
export async function findRegistration(
	api: NotificationsApi,
	{ name, url, events }: Subscription,
): Promise<Registration | undefined> {
	const destination = await api.getDestination(name);
	if (destination?.url !== url || !destination.isUsable) return undefined;
	const topic = await api.findTopic(name);
	if (!topic) return undefined;
	const { eventRoute, destinationRoute } = await api.listRoutes(String(topic.id));
	const isExact =
		isSameList(eventRoute, 'eventType', events) &&
		isSameList(destinationRoute, 'destinationId', [destination.id]);
	return isExact ? { ...destination, projectId: optionalString(topic.projectId) } : undefined;
}

/**
 * Creates what is missing of a subscription and deletes what is superfluous, until a check finds nothing left to do:
 * another process may do the same at this moment, and a request may have been processed although its response was lost.
 *
 * @throws Failure when the name belongs to another URL, when the API returns no secret, or when a request fails
 */
export async function register(api: NotificationsApi, desired: Subscription): Promise<Registration> {
	for (let pass = 1; pass <= MAX_PASSES; pass++) {
		const complete = await reconcile(api, desired).catch(async (error: unknown) => {
			if (pass === MAX_PASSES || !mayPass(api, error)) throw error;
			await clock.sleep(PASS_DELAY_MS);
			return undefined;
		});
		// Once everything was created, a check that fails is no reason to roll back.
		const verified = complete && (await findRegistration(api, desired).catch(() => complete));
		// What another process has created may just be rolled back there, so it's looked at twice.
		const isOwn = api.ownEntries().length === desired.events.length + 3;
		if (verified && (isOwn || pass > 1)) return verified;
	}
	throw new Failure({
		message: `Couldn't register the webhook '${desired.name}': its routes in Ampersand keep changing`,
		hints: ['Another n8n instance may be publishing the same workflow. Publish the workflow again.'],
	});
}

async function reconcile(api: NotificationsApi, desired: Subscription): Promise<Registration> {
	const destination = await ensureDestination(api, desired);
	const createdBefore = api.created.length;
	const topic = await createOrFind(
		// Not the other way around, because the API has no request for a single topic, only a list of all.
		async () => await api.create('topic', { name: desired.name }),
		async () => await api.findTopic(desired.name),
	);
	const topicId = String(topic.id);
	const isNew = api.created.length > createdBefore;
	const routes = isNew ? { eventRoute: [], destinationRoute: [] } : await api.listRoutes(topicId);
	await ensureRoutes(api, 'eventRoute', topicId, routes.eventRoute, desired.events);
	await ensureRoutes(api, 'destinationRoute', topicId, routes.destinationRoute, [destination.id]);
	return { ...destination, projectId: optionalString(topic.projectId) };
}

async function ensureDestination(api: NotificationsApi, { name, url }: Subscription): Promise<Destination> {
	const create = async (): Promise<Destination> => {
		const { id } = await api.create('destination', { name, type: 'webhook', metadata: { url } });
		return { id: String(id), url, isUsable: true };
	};
	const destination = await createOrFind(create, async () => await api.getDestination(name));
	if (destination.url !== url) {
		throw new Failure({
			message: `A webhook destination named '${name}' already exists with a different URL`,
			hints: [
				"This trigger didn't create it, so it was left unchanged. Rename or delete it in Ampersand, then publish the workflow again.",
			],
		});
	}
	if (destination.isUsable) return destination;
	throw new Failure({
		message: `Ampersand didn't return a signing secret for the webhook destination '${name}'`,
		hints: ["Deliveries can't be verified without it. Check the permissions of the API key."],
	});
}

/** Creates something, or finds what has its name. */
async function createOrFind<T>(create: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
	return await create().catch(async (error: unknown) => {
		const found = isRejected(error) ? await find() : undefined;
		if (found === undefined) throw error;
		return found;
	});
}

/**
 * Creates missing routes, and deletes those that lead from or to something else. Of several, the oldest is kept, so that
 * all processes keep the same one.
 */
async function ensureRoutes(
	api: NotificationsApi,
	kind: keyof typeof ROUTE_KEYS,
	topicId: string,
	routes: IDataObject[],
	keys: string[],
): Promise<void> {
	const age = ({ createTime, id }: IDataObject): string => `${String(createTime)} ${String(id)}`;
	const oldestFirst = [...routes].sort((a, b) => (age(a) < age(b) ? -1 : 1));
	const kept = keys.map((key) => oldestFirst.find((route) => route[ROUTE_KEYS[kind]] === key));
	for (const [index, key] of keys.entries()) {
		if (!kept[index]) await api.create(kind, { [ROUTE_KEYS[kind]]: key, topicId });
	}
	// The API may keep routes of a topic that another process has deleted.
	const strays = api.ownEntries(kind).filter((route) => route.topicId !== topicId);
	for (const route of [...routes, ...strays]) if (!kept.includes(route)) await api.delete(kind, route.id);
}

function isSameList(routes: IDataObject[], field: string, values: string[]): boolean {
	return JSON.stringify(routes.map((route) => route[field]).sort()) === JSON.stringify([...values].sort());
}

/** Whether the API refused to create something: its name is taken, or what it refers to doesn't exist. */
function isRejected(error: unknown): boolean {
	const { status = 0 } = toFailure(error).details;
	return [400, 404, 409, 422].includes(status);
}

/**
 * Whether another pass may succeed: something may have been created although the response was lost or can't be read, a
 * list may not have yet what has a name (409), and another process may have deleted what it had created.
 */
function mayPass(api: NotificationsApi, error: unknown): boolean {
	const { status = 0, outcomeUnknown } = toFailure(error).details;
	const isOwn = api.ownEntries('topic').length > 0 && api.ownEntries('destination').length > 0;
	if (outcomeUnknown || status === 409 || (!isOwn && isRejected(error))) return true;
	return status >= 500 || (status >= 200 && status < 300);
}
