import { clock } from '../shared/transport/clock';
import { TOLERANCE_SECONDS } from './signature';

/** How many deliveries are remembered per webhook however old they are, because Ampersand retries for hours. */
const MIN_KEPT = 10_000;

/** How many deliveries are remembered per webhook at most, which bounds its memory to some 40 MB. */
export const MAX_KEPT = 200_000;

/** After two days without a delivery, Ampersand has retried for the last time. */
const IDLE_SECONDS = 172_800;

interface Delivery {
	/** Its timestamp, in seconds since 1970. */
	sentAt: number;
	/** Whether it starts the workflow; undefined once it has. */
	outcome: Promise<boolean> | undefined;
}

/** Reports whether a delivery has started the workflow; if not, it may come again. */
export type Settle = (started: boolean) => void;

/**
 * The deliveries of a webhook that have started the workflow, by `svix-id`.
 *
 * Ampersand retries a delivery whose response was lost, and whoever recorded one can replay it. The memory belongs to
 * one process: with several webhook processes, a retry that reaches another one starts the workflow again.
 */
export class RecentDeliveries {
	/** In the order of their arrival. */
	private readonly deliveries = new Map<string, Delivery>();

	/** In seconds since 1970. */
	private lastUsed = 0;

	/** How many deliveries are remembered. */
	get size(): number {
		return this.deliveries.size;
	}

	/**
	 * Claims a delivery for the caller, who must settle it. While another caller is at the same delivery, this waits.
	 *
	 * @param sentAt its timestamp, in seconds since 1970
	 * @returns undefined when the delivery has already started the workflow
	 */
	async claim(id: string, sentAt: number): Promise<Settle | undefined> {
		for (;;) {
			const known = this.deliveries.get(id);
			if (!known) break;
			if (!known.outcome || (await known.outcome)) return undefined;
		}
		this.lastUsed = now();
		let settled: Settle = () => undefined;
		const delivery: Delivery = { sentAt, outcome: new Promise((resolve) => (settled = resolve)) };
		this.deliveries.set(id, delivery);
		this.evict();
		return (started) => {
			delivery.outcome = undefined;
			if (!started && this.deliveries.get(id) === delivery) this.deliveries.delete(id);
			settled(started);
		};
	}

	/** Whether the last delivery is so long ago that none of them can come again. */
	isIdle(): boolean {
		return now() - this.lastUsed > IDLE_SECONDS;
	}

	/** Forgets the oldest deliveries: those that can't be replayed any more, and any beyond the bound. */
	private evict(): void {
		const oldestAccepted = now() - TOLERANCE_SECONDS;
		for (const [id, { sentAt }] of this.deliveries) {
			if (this.size <= MIN_KEPT || (this.size <= MAX_KEPT && sentAt >= oldestAccepted)) return;
			this.deliveries.delete(id);
		}
	}
}

const webhooks = new Map<string, RecentDeliveries>();

/** The deliveries of a webhook, by its name. */
export function recentDeliveries(name: string): RecentDeliveries {
	const known = webhooks.get(name);
	if (known) return known;
	// Another process may have removed a webhook.
	for (const [other, deliveries] of webhooks) if (deliveries.isIdle()) webhooks.delete(other);
	const added = new RecentDeliveries();
	webhooks.set(name, added);
	return added;
}

/** Forgets all deliveries of a webhook that was removed. */
export function forgetDeliveries(name: string): void {
	webhooks.delete(name);
}

/** Seconds since 1970. */
function now(): number {
	return Math.floor(clock.now() / 1000);
}
