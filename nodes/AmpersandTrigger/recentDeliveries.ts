import { clock } from '../shared/transport/clock';

/** How many deliveries are remembered at least, which bounds the memory to some 40 MB. */
export const MIN_KEPT = 50_000;

/** How long a delivery is remembered at least, in milliseconds: after two days, Ampersand has retried for the last time. */
export const MIN_AGE_MS = 172_800_000;

/** Reports whether a delivery has started the workflow; if not, it may come again. */
export type Settle = (started: boolean) => void;

/**
 * The latest deliveries of all webhooks, by webhook and `svix-id`, and whether each has started the workflow.
 *
 * Ampersand retries a delivery whose response was lost, and whoever recorded one can replay it. The memory belongs to
 * one process: with several webhook processes, a retry that reaches another one starts the workflow again.
 */
let latest = new Map<string, Promise<boolean>>();

/** Those before: forgetting them all at once takes no time, unlike deleting the oldest one for each new one. */
let earlier = new Map<string, Promise<boolean>>();

/** When the latest ones were empty, in milliseconds since 1970. */
let startedAt = clock.now();

/**
 * Claims a delivery for the caller, who must settle it. While another caller is at the same delivery, this waits.
 *
 * @param name the webhook's
 * @param id its `svix-id`
 * @returns undefined when the delivery has already started the workflow
 */
export async function claimDelivery(name: string, id: string): Promise<Settle | undefined> {
	const key = `${name} ${id}`;
	const find = (): Promise<boolean> | undefined => latest.get(key) ?? earlier.get(key);
	for (let known = find(); known; known = find()) {
		if (await known) return undefined;
	}
	if (latest.size >= MIN_KEPT || clock.now() - startedAt >= MIN_AGE_MS) {
		[earlier, latest, startedAt] = [latest, new Map(), clock.now()];
	}
	let settled: Settle = () => undefined;
	const outcome = new Promise<boolean>((resolve) => (settled = resolve));
	latest.set(key, outcome);
	return (started) => {
		for (const kept of [latest, earlier]) if (!started && kept.get(key) === outcome) kept.delete(key);
		settled(started);
	};
}
