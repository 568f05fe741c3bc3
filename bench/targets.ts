import {
	type DeliveryPoint,
	type Figure,
	FIGURES,
	type Part,
	ratio,
	type Results,
	type Row,
} from './results';
import { mean } from './statistics';

/** Upper limits of our node's cost as a ratio to the HTTP Request node's, by workload. */
const TARGETS: Record<Part, Record<string, Partial<Record<Figure, number>>>> = {
	server: {
		get: { cpu: 0.15, wall: 0.45 },
		generate: { cpu: 0.15, wall: 0.45 },
		list: { cpu: 1, wall: 1 },
		'list-raw': { cpu: 1, wall: 1 },
		operations: { cpu: 1, wall: 1 },
		'delete-only-if': { cpu: 1, wall: 1 },
		refused: { cpu: 1, wall: 1 },
	},
	engine: {
		get: { cpu: 0.7, wall: 0.75, memory: 0.75 },
		'get-expression': { cpu: 1.05, wall: 1.1, memory: 0.9 },
		generate: { cpu: 0.6, wall: 0.65, memory: 0.75 },
		mixed: { cpu: 0.4, wall: 0.45, memory: 0.8 },
		list: { cpu: 0.8, wall: 0.9, memory: 0.6 },
		'list-raw': { cpu: 1, wall: 1 },
		paged: { cpu: 0.65, wall: 0.7, memory: 0.75 },
		'paged-raw': { cpu: 1, wall: 1 },
		operations: { cpu: 1, wall: 1 },
		'delete-only-if': { cpu: 1, wall: 1 },
		refused: { cpu: 1, wall: 1 },
	},
};

/** Milliseconds that the package may add to n8n's start. */
const LOADING_MS = 8;

/** How far the exponent of our node's growth may be from 1. */
const EXPONENT_TOLERANCE = 0.05;

/** How much more the last deliveries may cost than the first ones, or hold on the heap. */
const DELIVERY_GROWTH = 1.1;

/** A figure and the most that it may be. */
export interface Check {
	name: string;
	actual: number;
	limit: number;
	/** Whether the limit holds; an unknown figure doesn't meet it. */
	isMet: boolean;
}

/** What the ratio of a row is measured against; undefined where there is no target. */
export function checkOf(row: Row, figure: Figure): Check | undefined {
	const limit = TARGETS[row.part][row.id]?.[figure];
	return limit === undefined
		? undefined
		: check(`${row.title} (${row.part}), ${figure}`, ratio(row, figure), limit);
}

/** What the package adds to n8n's start, in milliseconds. */
export function loadingCheck({ loading }: Results): Check {
	return check("the package at n8n's start, in ms", loading.start, LOADING_MS);
}

/** How far the exponents of our node's growth are from 1. */
export function growthChecks({ growth }: Results): Check[] {
	return growth
		.filter(({ side }) => side === 'Ampersand')
		.map(({ workload, exponent }) =>
			check(`growth of ${workload}, from 1`, Math.abs(exponent - 1), EXPONENT_TOLERANCE),
		);
}

/**
 * What a delivery costs a server, compared with n8n's Webhook node; undefined where it wasn't measured. With n8n's sandbox,
 * there is no target, because only the Webhook node gets along without one before the execution.
 */
export function deliveryCheck({ deliveries: { lazy } }: Results): Check | undefined {
	if (!lazy) return undefined;
	const { trigger, webhook } = lazy.sides;
	return check('a delivery (server, with lazy sandboxes), cpu', mean(trigger.cpu) / mean(webhook.cpu), 1);
}

/** How much more the last deliveries cost than the first ones, and how much the heap grows once it is filled. */
export function millionChecks({ deliveries: { engine } }: Results): Check[] {
	if (!engine) return [];
	const growthOf = (figure: 'cpu' | 'heap', from: DeliveryPoint): number =>
		(engine.at(-1)?.[figure] ?? NaN) / from[figure];
	return [
		check(
			'CPU time of the last deliveries to that of the first',
			growthOf('cpu', engine[0]),
			DELIVERY_GROWTH,
		),
		check('heap at the end to that after the first tenth', growthOf('heap', engine[0]), DELIVERY_GROWTH),
	];
}

/** Targets that the results don't meet, one line each. */
export function missedTargets(results: Results): string[] {
	const checks = [
		...results.rows.flatMap((row) => FIGURES.map((figure) => checkOf(row, figure))),
		loadingCheck(results),
		...growthChecks(results),
		deliveryCheck(results),
		...millionChecks(results),
	];
	return checks.flatMap((each) =>
		!each || each.isMet ? [] : [`${each.name}: ${each.actual.toFixed(2)} instead of ${each.limit} at most`],
	);
}

function check(name: string, actual: number, limit: number): Check {
	// As it is shown: a ratio of 0.804 meets 0.8.
	return { name, actual, limit, isMet: Number(actual.toFixed(2)) <= limit };
}
