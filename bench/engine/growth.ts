import { log } from '../log';
import { type Growth, type Side, SIDES } from '../results';
import { median, slope } from '../statistics';
import type { Workload } from '../work/workload';
import { measureAlone } from './figures';
import type { Launch } from './process';
import type { Evaluator } from './session';

const ROUNDS = 3;

const WARM_UP_ROUNDS = 10;

/** How often a side does its work in a process at most. */
const MAX_RUNS = 100;

/** How the growth of a workload is measured. */
export interface GrowthPlan {
	sizes: number[];
	/** Items of all runs of one size together: a short run alone says little. */
	items: number;
	/** Whether expressions are evaluated in the sandbox. */
	sandboxed: boolean;
}

/** Workloads whose growth is measured, by ID. */
export const GROWTH_PLANS: Record<string, GrowthPlan> = {
	get: { sizes: [100, 1000, 10_000], items: 2000, sandboxed: true },
	// A list has no expression, and making its sandbox costs as much as reading thousands of connections.
	list: { sizes: [100, 1000, 10_000, 100_000, 200_000], items: 200_000, sandboxed: false },
};

/** Measures CPU time by size. The exponent is that of the cost beyond what a run of one item costs. */
export async function measureGrowth(
	launch: Launch,
	workload: Workload,
	evaluator: Evaluator,
	{ sizes, items }: GrowthPlan,
): Promise<Growth[]> {
	const costs = new Map<Side, Growth['points']>(SIDES.map((side) => [side, []]));
	const warmUp = { rounds: WARM_UP_ROUNDS, size: items / 20 };
	for (const size of [1, ...sizes]) {
		const rounds = Math.min(MAX_RUNS, Math.ceil(items / size));
		const job = { workload: workload.id, evaluator, size, rounds, warmUp };
		for (const side of SIDES) {
			const samples: number[] = [];
			// The other sides' growth is only drawn.
			for (let round = 0; round < (side === 'Ampersand' ? ROUNDS : 1); round++)
				samples.push((await measureAlone(launch, job, side)).cpu);
			costs.get(side)?.push({ size, cpu: median(samples) });
		}
	}
	return SIDES.map((side) => {
		const [one, ...points] = costs.get(side) ?? [];
		// A run that costs no more than one item says nothing about growth.
		const telling = points.filter(({ cpu }) => cpu > one.cpu);
		const exponent = slope(telling.map(({ size, cpu }) => [Math.log(size), Math.log(cpu - one.cpu)]));
		const listed = [one, ...points].map(({ size, cpu }) => `${size}: ${cpu.toFixed(1)}`).join(', ');
		log(`${workload.title}, ${side}: grows with exponent ${exponent.toFixed(2)} (${listed})`);
		return { workload: workload.id, side, points, exponent };
	});
}
