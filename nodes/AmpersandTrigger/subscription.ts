import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import { type Destination, type NotificationsApi, ignoreNotFound } from './notificationsApi';

/** What is to stand at Ampersand: one destination, one topic, a route for each event, and one route between them. */
export interface Subscription {
	/** Of the destination and of the topic. */
	name: string;
	/** The webhook's URL. */
	url: string;
	events: string[];
}

/**
 * Whether exactly what is needed stands at Ampersand, by name, URL and events.
 *
 * @returns the signing secret of what stands, or undefined when something is missing, too much or different
 */
export async function findMatching(
	registry: NotificationsApi,
	wanted: Subscription,
): Promise<string | undefined> {
	const destination = await registry.getDestination(wanted.name);
	if (destination?.url !== wanted.url) return undefined;
	const topicId = await findTopic(registry, wanted.name);
	if (topicId === undefined) return undefined;
	const [eventRoutes, destinationRoutes] = await Promise.all([
		registry.list('eventRoute', { topicId }),
		registry.list('destinationRoute', { topicId }),
	]);
	const routed = eventRoutes.map(({ eventType }) => eventType).sort();
	const exact = JSON.stringify(routed) === JSON.stringify([...wanted.events].sort());
	const linked = destinationRoutes.length === 1 && destinationRoutes[0].destinationId === destination.id;
	return exact && linked ? destination.signingSecret : undefined;
}

/**
 * Makes exactly what is needed stand at Ampersand, whatever stands there now: what is ours is kept, what is missing
 * is made, what is too much is removed.
 *
 * @returns the signing secret
 * @throws Failure when the name belongs to another URL, when the API gives no secret, or with the API's own reason
 */
export async function reconcile(registry: NotificationsApi, wanted: Subscription): Promise<string> {
	const { name, events } = wanted;
	const destination = await ensureDestination(registry, wanted);
	const topicId = (await findTopic(registry, name)) ?? (await ensureTopic(registry, name));

	const missing = new Set(events);
	for (const { id, eventType } of await registry.list('eventRoute', { topicId })) {
		if (!missing.delete(String(eventType))) await registry.delete('eventRoute', id);
	}
	for (const eventType of missing) await registry.create('eventRoute', { eventType, topicId });

	let linked = false;
	for (const { id, destinationId } of await registry.list('destinationRoute', { topicId })) {
		if (linked || destinationId !== destination.id) await registry.delete('destinationRoute', id);
		else linked = true;
	}
	if (!linked) await registry.create('destinationRoute', { topicId, destinationId: destination.id });

	if (destination.signingSecret === undefined) {
		throw new Failure({
			message: `Ampersand gave no signing secret for the webhook destination "${name}"`,
			description: 'Without it no delivery could be verified. Check what the API key is allowed to read.',
		});
	}
	return destination.signingSecret;
}

/**
 * Removes everything that stands at Ampersand for a webhook. What is gone already is as good; a destination of the
 * same name with another URL is not ours and stays.
 *
 * @throws Failure when something could not be removed, after all else was; it says what may be left
 */
export async function teardown(
	registry: NotificationsApi,
	{ name, url }: Pick<Subscription, 'name' | 'url'>,
): Promise<void> {
	const failures: unknown[] = [];
	const attempt = async <T>(task: Promise<T>): Promise<T | undefined> =>
		await ignoreNotFound(task).catch((error: unknown) => {
			failures.push(error);
			return undefined;
		});
	const removeAll = async (kind: 'eventRoute' | 'destinationRoute', narrow: Record<string, string>) => {
		const found: IDataObject[] = (await attempt(registry.list(kind, narrow))) ?? [];
		for (const { id } of found) await attempt(registry.delete(kind, id));
	};

	const destination = await attempt(registry.getDestination(name));
	const topicId = await attempt(findTopic(registry, name));
	if (topicId !== undefined) {
		await removeAll('destinationRoute', { topicId });
		await removeAll('eventRoute', { topicId });
		await attempt(registry.delete('topic', topicId));
	}
	if (destination?.url === url) await attempt(registry.delete('destination', destination.id));
	if (failures.length) throw withLeftoverHint(failures[0], name);
}

async function findTopic(registry: NotificationsApi, name: string): Promise<string | undefined> {
	const topic = (await registry.list('topic')).find((one) => one.name === name);
	return topic && String(topic.id);
}

async function ensureTopic(registry: NotificationsApi, name: string): Promise<string> {
	return await createOrFind(
		async () => await registry.create('topic', { name }),
		async () => await findTopic(registry, name),
	);
}

async function ensureDestination(
	registry: NotificationsApi,
	{ name, url }: Subscription,
): Promise<Destination> {
	const find = async () => await registry.getDestination(name);
	let found = await find();
	found ??= await createOrFind(async () => {
		await registry.create('destination', { name, type: 'webhook', metadata: { url } });
		const made = await find();
		if (!made)
			throw new Failure({ message: `The webhook destination "${name}" cannot be found after its creation` });
		return made;
	}, find);
	if (found.url === url) return found;
	throw new Failure({
		message: `A webhook destination named "${name}" exists already, with another URL`,
		description:
			'It was not made by this trigger, so it is left alone. Rename or delete it in Ampersand, then activate again.',
	});
}

/** Two processes may register at the same time: who comes second takes what the first one made. */
async function createOrFind<T>(make: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
	return await make().catch(async (error: unknown) => {
		const found = isConflict(error) ? await find() : undefined;
		if (found === undefined) throw error;
		return found;
	});
}

/** The description has 409 for a topic's name that is taken; for a destination's it has 400 and 422. */
function isConflict(error: unknown): boolean {
	return error instanceof Failure && [400, 409, 422].includes(error.details.status ?? 0);
}

function withLeftoverHint(error: unknown, name: string): Failure {
	const facts = error instanceof Failure ? error.details : { message: String(error) };
	const note = `At Ampersand, a topic and a destination named "${name}" may be left. Activating or deactivating again removes them.`;
	return new Failure({ ...facts, description: [facts.description, note].filter(Boolean).join('\n') });
}
