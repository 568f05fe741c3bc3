import { clock } from '../shared/transport/clock';

/** How many deliveries are remembered, which bounds the memory to some 15 MB. */
export const MAX_KEPT = 50_000;

/** How long a delivery is remembered, in milliseconds: after two days, Ampersand has retried for the last time. */
export const MAX_AGE_MS = 172_800_000;

interface Delivery {
	key: string;
	/** When it arrived, in milliseconds since 1970. */
	arrivedAt: number;
	/** Whether it has started the workflow. */
	outcome: Promise<boolean>;
}

/** Reports whether a delivery has started the workflow; if not, it may come again. */
export type Settle = (started: boolean) => void;

/**
 * The latest deliveries of all webhooks that have started a workflow, by webhook and `svix-id`.
 *
 * Ampersand retries a delivery whose response was lost, and whoever recorded one can replay it. The memory belongs to
 * one process: with several webhook processes, a retry that reaches another one starts the workflow again.
 */
const deliveries = new Map<string, Delivery>();

/**
 * The same in the order of their arrival, as a ring: a map that is used as a queue would walk over everything that was
 * deleted.
 */
const ring: Delivery[] = [];

/** How many deliveries were ever added to the ring, and removed from it. */
const ends = { added: 0, removed: 0 };

/**
 * Claims a delivery for the caller, who must settle it. While another caller is at the same delivery, this waits.
 *
 * @param name the webhook's
 * @param id its `svix-id`
 * @returns undefined when the delivery has already started the workflow
 */
export async function claimDelivery(name: string, id: string): Promise<Settle | undefined> {
	const key = `${name} ${id}`;
	forgetOld();
	for (let known = deliveries.get(key); known; known = deliveries.get(key)) {
		if (await known.outcome) return undefined;
	}
	let settled: Settle = () => undefined;
	const outcome = new Promise<boolean>((resolve) => (settled = resolve));
	const delivery = { key, arrivedAt: clock.now(), outcome };
	deliveries.set(key, delivery);
	ring[ends.added++ % MAX_KEPT] = delivery;
	return (started) => {
		if (!started) forget(delivery);
		settled(started);
	};
}

/** Makes room for one more, and forgets those that can't come again. */
function forgetOld(): void {
	const oldestKept = clock.now() - MAX_AGE_MS;
	while (ends.removed < ends.added) {
		const oldest = ring[ends.removed % MAX_KEPT];
		if (ends.added - ends.removed < MAX_KEPT && oldest.arrivedAt >= oldestKept) return;
		forget(oldest);
		ends.removed++;
	}
}

function forget(delivery: Delivery): void {
	if (deliveries.get(delivery.key) === delivery) deliveries.delete(delivery.key);
}
