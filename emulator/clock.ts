/** The emulator's time, which tests can move forward: OAuth URLs and access tokens expire by it. */
export class Clock {
	private advancedMs = 0;

	/** @param base milliseconds since 1970; default: the system's time */
	constructor(private readonly base: () => number = Date.now) {}

	/** Milliseconds since 1970. */
	now(): number {
		return this.base() + this.advancedMs;
	}

	/** This moment, as the API writes it. */
	timestamp(afterMs = 0): string {
		return new Date(this.now() + afterMs).toISOString();
	}

	advance(ms: number): void {
		this.advancedMs += ms;
	}
}
