import type { Figures, Side } from '../results';
import { mean, median } from '../statistics';
import { type Launch, runJob } from './process';
import type { Job, Sample } from './session';

/** How many entries a side that is alone in a process reads there, in as many lists as it takes. */
export const ENTRIES = { warmUp: 100_000, measured: 200_000 };

/** The median of a side's samples, figure by figure. */
export function medians(samples: Sample[], side: Side): Figures {
	return summarize(
		samples.filter((sample) => sample.side === side),
		median,
	);
}

/**
 * Measures a side alone in a process, where it does its work again and again: the mean, with garbage collected whenever
 * the engine does. A single run says little, because several cheap ones are followed by one that pays for them all.
 */
export async function measureAlone(
	launch: Launch,
	job: Omit<Job, 'sides' | 'compare' | 'clean'>,
	side: Side,
): Promise<Sample> {
	const samples = await runJob(launch, { ...job, sides: [side], compare: false, clean: false });
	return { side, ...summarize(samples, mean) };
}

function summarize(samples: Sample[], average: (numbers: number[]) => number): Figures {
	const of = (name: keyof Figures) => average(samples.map((sample) => sample[name] ?? NaN));
	const memory = of('memory');
	return {
		cpu: of('cpu'),
		wall: of('wall'),
		memory: Number.isNaN(memory) ? undefined : memory,
		stall: of('stall'),
		items: of('items'),
		requests: of('requests'),
		credentials: of('credentials'),
	};
}
