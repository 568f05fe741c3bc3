import { type Figure, FIGURES, type Part, ratio, type Results } from './results';

/** Upper limits of our node's cost as a ratio to the HTTP Request node's, by workload. */
const TARGETS: Record<Part, Record<string, Partial<Record<Figure, number>>>> = {
	server: {
		get: { cpu: 0.35, wall: 0.45 },
		generate: { cpu: 0.35, wall: 0.45 },
	},
	engine: {
		get: { cpu: 0.7, wall: 0.75, memory: 0.75 },
		'get-expression': { cpu: 1.05, wall: 1.1, memory: 0.9 },
		generate: { cpu: 0.6, wall: 0.65, memory: 0.75 },
		mixed: { cpu: 0.4, wall: 0.45, memory: 0.8 },
		list: { cpu: 0.8, wall: 0.9, memory: 0.6 },
		paged: { cpu: 0.65, wall: 0.7, memory: 0.6 },
	},
};

/** How far the exponent of our node's growth may be from 1. */
const EXPONENT_TOLERANCE = 0.05;

/** Targets that the results don't meet, one line each. */
export function missedTargets({ rows, growth }: Results): string[] {
	const ratios = rows.flatMap((row) =>
		FIGURES.flatMap((figure) => {
			const limit = TARGETS[row.part][row.id]?.[figure];
			const actual = ratio(row, figure);
			if (limit === undefined || actual <= limit) return [];
			return [`${row.title} (${row.part}), ${figure}: ${actual.toFixed(2)} instead of ${limit} at most`];
		}),
	);
	const exponents = growth
		.filter(({ side, exponent }) => side === 'Ampersand' && !(Math.abs(exponent - 1) <= EXPONENT_TOLERANCE))
		.map(({ workload, exponent }) => `growth of ${workload}: exponent ${exponent.toFixed(2)} instead of 1`);
	return [...ratios, ...exponents];
}
