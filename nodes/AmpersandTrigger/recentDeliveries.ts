/** How many deliveries are remembered for each webhook. */
const MAX_DELIVERIES = 10_000;

/**
 * The deliveries that have already started a run.
 *
 * Ampersand sends a delivery again when its answer got lost, with the same `svix-id`. The memory belongs to one
 * process: with several webhook processes, a repeated delivery that reaches another one starts a second run.
 */
export class RecentDeliveries {
	private readonly ids = new Set<string>();

	constructor(private readonly most = MAX_DELIVERIES) {}

	/**
	 * Takes note of a delivery; the oldest one is forgotten when there are too many.
	 *
	 * @returns false when it was known already
	 */
	add(id: string): boolean {
		if (this.ids.has(id)) return false;
		this.ids.add(id);
		if (this.ids.size > this.most) {
			for (const oldest of this.ids) {
				this.ids.delete(oldest);
				break;
			}
		}
		return true;
	}

	/** Forgets a delivery that came to nothing, so that it can come again. */
	forget(id: string): void {
		this.ids.delete(id);
	}
}
