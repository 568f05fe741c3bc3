import { process } from '../../test/support/node';
import { EmulatorClient } from '../emulator/client';
import type { Figures, Side } from '../results';
import { comparable } from '../work/comparable';
import type { Workload } from '../work/workload';
import { workloadOf } from '../work/workloads';
import { MeasuredEngine, type Run, startSandbox } from './engine';

/** What evaluates expressions: n8n's sandbox, which its server uses, or the older evaluator in the same process. */
export type Evaluator = 'vm' | 'legacy';

/** What a process measures. */
export interface Job {
	/** ID of the workload. */
	workload: string;
	evaluator: Evaluator;
	/** Number of items, or of connections in the list. */
	size: number;
	/** Take turns in this order. */
	sides: Side[];
	/** Measured turns of each side. */
	rounds: number;
	/** Turns before, of so many items, that aren't measured. */
	warmUp: { rounds: number; size: number };
	/** Whether to collect garbage before each turn; otherwise it counts where it is collected. */
	clean: boolean;
	/** Whether to compare the sides' items. Keeps them in memory, so not where memory is measured. */
	compare: boolean;
}

/** What one turn of a side cost. */
export interface Sample extends Figures {
	side: Side;
}

/** Does a job and sends the samples to the process that started this one. */
async function main(job: Job): Promise<void> {
	const emulator = await EmulatorClient.start();
	if (job.evaluator === 'vm') await startSandbox();
	const engine = new MeasuredEngine(emulator);
	const workload = workloadOf(job.workload);
	const turn = async (side: Side, size: number): Promise<Run> => {
		// Each side has a new emulator, because some of the work changes what it holds.
		const prepared = await emulator.prepare(workload.setting(size));
		return await engine.run(workload.runners(prepared)[side], prepared, workload.input(prepared), job.clean);
	};
	for (let round = 0; round < job.warmUp.rounds; round++) {
		for (const side of job.sides) await turn(side, job.warmUp.size);
	}
	const samples: Sample[] = [];
	for (let round = 0; round < job.rounds; round++) {
		const requireSame = job.compare && round === 0 ? sameItems(workload) : undefined;
		for (const side of job.sides) {
			const { items, ...figures } = await turn(side, job.size);
			samples.push({ side, ...figures, items: items.length });
			requireSame?.(side, items);
		}
	}
	process.send?.(samples);
	emulator.stop();
	process.disconnect();
}

/** @returns a function that throws when a side returned other items than the first one */
function sameItems(workload: Workload): (side: Side, items: Run['items']) => void {
	let expected: string | undefined;
	return (side, items) => {
		const actual = comparable(workload, items);
		expected ??= actual;
		if (actual !== expected) throw new Error(`${workload.id}: ${side} returned other items`);
	};
}

main(JSON.parse(process.argv[2]) as Job).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
