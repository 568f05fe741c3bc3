/** Who does the work: our node, n8n's HTTP Request node, and a script without n8n. */
export const SIDES = ['Ampersand', 'HTTP Request', 'axios'] as const;
export type Side = (typeof SIDES)[number];

/** What is compared, each with its targets. */
export const FIGURES = ['cpu', 'wall', 'memory'] as const;
export type Figure = (typeof FIGURES)[number];

/** What doing a piece of work once costs. */
export interface Figures {
	/** CPU time of all threads of the process, in milliseconds. */
	cpu: number;
	/** Elapsed time, in milliseconds. */
	wall: number;
	/** Peak of resident memory above that of the process before, in MB. */
	memory?: number;
	/** The longest time that the event loop could do nothing else, in milliseconds. */
	stall: number;
	/** Items that the last node returned. */
	items: number;
	/** Requests that reached the API. */
	requests: number;
	/** How often n8n decrypted the credential. */
	credentials?: number;
}

/** Where the work is done: on n8n's engine alone, or in a whole n8n server. */
export type Part = 'engine' | 'server';

/** A piece of work with what it costs each side (medians). */
export interface Row {
	part: Part;
	/** Of the workload. */
	id: string;
	title: string;
	/** What the HTTP Request node needs in addition. */
	note: string;
	/** Number of items, or of connections in a list. */
	size: number;
	sides: { Ampersand: Figures; 'HTTP Request': Figures; axios?: Figures };
}

/** How the cost of a workload grows with its size. */
export interface Growth {
	/** ID of the workload. */
	workload: string;
	side: Side;
	/** Milliseconds of CPU by size. */
	points: Array<{ size: number; cpu: number }>;
	/** 1 means that twice the items cost twice as much; `NaN` where the runs were too short to tell. */
	exponent: number;
}

/** What deliveries cost a whole n8n server. */
export interface ServerDeliveries {
	/** Deliveries in a round. */
	deliveries: number;
	sides: Record<
		'trigger' | 'webhook',
		{
			/** Milliseconds of CPU of one delivery, by round. */
			cpu: number[];
			/** The longest time that the event loop could do nothing else, in milliseconds. */
			stall: number;
		}
	>;
}

/** What the trigger's own part of many deliveries costs on the engine. */
export interface DeliveryPoint {
	/** Deliveries so far. */
	count: number;
	/** Microseconds of CPU of each of those since the point before. */
	cpu: number;
	/** What the heap holds after a garbage collection, in MB. */
	heap: number;
}

/** What deliveries to the trigger cost. */
export interface Deliveries {
	server?: ServerDeliveries;
	/** With n8n's setting that makes a sandbox for expressions only when there is one to evaluate. */
	lazy?: ServerDeliveries;
	engine?: DeliveryPoint[];
}

/** Everything that the benchmark measures. */
export interface Results {
	rows: Row[];
	growth: Growth[];
	deliveries: Deliveries;
	/** Milliseconds that the built package takes when n8n starts, and then when a workflow first needs both nodes. */
	loading: { start: number; nodes: number };
	/** The package as npm would publish it: bytes packed and unpacked. */
	packed: { files: number; bytes: number; unpacked: number };
	rounds: number;
	/** Version of Node.js. */
	node: string;
	/** Whether n8n's sandbox evaluated the expressions. */
	sandboxed: boolean;
	/** Day of the measurement, as `2026-01-31`. */
	date: string;
	/** Load averages over a minute, at the beginning and at the end. */
	load: [number, number];
}

/** What our node costs, divided by what the HTTP Request node costs. `NaN` when one of the two is unknown. */
export function ratio({ sides }: Row, figure: Figure): number {
	return (sides.Ampersand[figure] ?? NaN) / (sides['HTTP Request'][figure] ?? NaN);
}

/** @throws Error when the sides did not send the same number of requests */
export function requireSameRequests({ title, sides }: Row): void {
	const requests = Object.values(sides).map((figures) => figures.requests);
	if (new Set(requests).size > 1) throw new Error(`${title}: the sides sent ${requests.join(', ')} requests`);
}
