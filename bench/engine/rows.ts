import { type Figures, requireSameRequests, type Row, type Side, SIDES } from '../results';
import type { Workload } from '../work/workload';
import { ENTRIES, measureAlone, medians } from './figures';
import { type Launch, runJob } from './process';
import type { Evaluator, Job, Sample } from './session';

/** Work of this size or more is a list, which each side does in a process of its own. */
const LIST_SIZE = 10_000;

/** How often each side's peak memory is measured; it hardly varies. */
export const MEMORY_ROUNDS = 3;

/** How a workload is measured. */
export interface RowOptions {
	evaluator: Evaluator;
	/** How often each side has its turn. */
	rounds: number;
	/** Whether to do a tenth of the work, without warm-up and without memory. */
	quick: boolean;
}

/** Measures a workload on n8n's engine. */
export async function measureRow(launch: Launch, workload: Workload, options: RowOptions): Promise<Row> {
	const { evaluator, rounds, quick } = options;
	const { id, title, note } = workload;
	const size = quick ? workload.size / 10 : workload.size;
	const base = { workload: id, evaluator, size, rounds: 1, clean: true, compare: false };
	const alone = workload.size >= LIST_SIZE && !quick;
	const samples: Sample[] = [];
	for (let round = 0; round < rounds; round++) {
		const order = SIDES.map((_, place) => SIDES[(place + round) % SIDES.length]);
		if (alone) {
			// On a heap with another side's leftovers, reading a list costs up to half more or less.
			const warmUp = { rounds: Math.ceil(ENTRIES.warmUp / size), size };
			const reads = { warmUp, rounds: Math.ceil(ENTRIES.measured / size) };
			for (const side of order) samples.push(await measureAlone(launch, { ...base, ...reads }, side));
		} else {
			const warmUp = { rounds: quick ? 0 : 2, size: Math.ceil(size / 4) };
			samples.push(...(await runJob(launch, { ...base, warmUp, sides: order, compare: round === 0 })));
		}
	}
	if (alone) {
		const once = { warmUp: { rounds: 0, size: 0 }, size: size / 10, sides: [...SIDES] };
		await runJob(launch, { ...base, ...once, compare: true });
	}
	const memory = quick ? undefined : await measureMemory(launch, base);
	// A process that has run before holds reserves, which hide what a run needs.
	const of = (side: Side): Figures => ({ ...medians(samples, side), memory: memory?.[side] });
	const sides = { Ampersand: of('Ampersand'), 'HTTP Request': of('HTTP Request'), axios: of('axios') };
	const row: Row = { part: 'engine', id, title, note, size, sides };
	requireSameRequests(row);
	return row;
}

/** Peak memory in MB by side, each sample in a new process. */
async function measureMemory(
	launch: Launch,
	base: Omit<Job, 'sides' | 'warmUp'>,
): Promise<Partial<Record<Side, number>>> {
	const memory: Partial<Record<Side, number>> = {};
	const warmUp = { rounds: 2, size: 20 };
	for (const side of ['Ampersand', 'HTTP Request'] as const) {
		const samples: Sample[] = [];
		for (let round = 0; round < MEMORY_ROUNDS; round++)
			samples.push(...(await runJob(launch, { ...base, warmUp, sides: [side] })));
		memory[side] = medians(samples, side).memory;
	}
	return memory;
}
