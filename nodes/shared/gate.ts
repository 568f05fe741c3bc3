/**
 * Lets a bounded number of tasks run at once, in the order in which they came.
 *
 * n8n starts the requests of all input items at the same moment; this holds them back.
 */
export class Gate {
	private running = 0;

	private readonly queue: Array<() => void> = [];

	/** Where the queue begins: shifting a long array for each item would cost time that grows with its square. */
	private head = 0;

	/** Set while the tasks still waiting are not to be started any more. */
	private stopped?: Error;

	/**
	 * Runs a task as soon as fewer than `width` others run.
	 *
	 * @param width how many tasks may run at once, this one included
	 * @throws what the task throws, or what the gate was stopped with
	 */
	async pass<T>(width: number, task: () => Promise<T>): Promise<T> {
		// A task that ends hands its place on, so nobody who comes later can take it from one who waits.
		if (this.running < width) this.running++;
		else await new Promise<void>((resolve) => this.queue.push(resolve));
		try {
			if (this.stopped) throw this.stopped;
			return await task();
		} finally {
			this.handOn();
		}
	}

	/** Starts none of the tasks that are waiting now: the run has failed, and their results would be thrown away. */
	stop(reason: Error): void {
		if (this.head < this.queue.length) this.stopped = reason;
	}

	private handOn(): void {
		if (this.head < this.queue.length) {
			this.queue[this.head++]();
			return;
		}
		this.queue.length = 0;
		this.head = 0;
		if (--this.running === 0) this.stopped = undefined;
	}
}

const gates = new WeakMap<object, Gate>();

/**
 * The gate of one run of a node.
 *
 * @param run an object that all items of the run share and that no other run has; the gate goes when it goes
 */
export function gateOf(run: object): Gate {
	let gate = gates.get(run);
	if (!gate) gates.set(run, (gate = new Gate()));
	return gate;
}
