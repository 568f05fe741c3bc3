import type { IDataObject } from 'n8n-workflow';
import { childProcess, path, process } from '../test/support/node';
import { Api } from './api';
import { Runner, startSandbox } from './runner';
import { type Side, type Way, type Workload, WORKLOADS } from './workloads';

/** What a process of its own has to measure. */
export interface Job {
	workload: string;
	engine: EngineName;
	size: number;
	sides: Side[];
	/** Measured rounds; in each of them every side has its turn. */
	rounds: number;
	/** Unmeasured rounds before, of so many items. */
	warmUp: { rounds: number; size: number };
	/** Whether garbage is collected before each round; otherwise it counts where it falls. */
	clean: boolean;
	/** Whether to hold the sides' items against each other; it keeps them, so not where memory is measured. */
	compare: boolean;
	/** Whether n8n's engine is changed as `upstream/routing-node.patch` says. */
	patched?: boolean;
}

/** What evaluates expressions: n8n's sandbox, which its server uses, or the older evaluator in the same process. */
export type EngineName = 'vm' | 'legacy';

/** What one round of one side has cost. */
export interface Sample {
	side: Side;
	wall: number;
	cpu: number;
	system: number;
	memory?: number;
	items: number;
	requests: number;
	credentials: number;
}

/** Does a job and sends the samples to the process that started this one. */
async function main(job: Job): Promise<void> {
	const server = childProcess.fork(path.join(module.path, 'server.ts'));
	const control = await new Promise<string>((resolve) =>
		server.once('message', (message) => resolve(String(message))),
	);
	const api = new Api(control);
	if (job.engine === 'vm') await startSandbox();
	const runner = new Runner(api);
	const workload = WORKLOADS.find(({ id }) => id === job.workload);
	if (!workload) throw new Error(`There is no workload ${job.workload}`);
	for (let round = 0; round < job.warmUp.rounds; round++) {
		for (const side of job.sides) await once(api, runner, workload, side, job.warmUp.size, job.clean);
	}
	const samples: Sample[] = [];
	for (let round = 0; round < job.rounds; round++) {
		let expected: string | undefined;
		for (const side of job.sides) {
			const { items, ...cost } = await once(api, runner, workload, side, job.size, job.clean);
			samples.push({ side, ...cost, items: items.length });
			if (!job.compare || round > 0) continue;
			const made = JSON.stringify(items.map(workload.same ?? ((json) => json)));
			if (made !== (expected ??= made)) throw new Error(`${job.workload}: ${side} made other items`);
		}
	}
	process.send?.(samples);
	server.disconnect();
	process.disconnect();
}

async function once(api: Api, runner: Runner, workload: Workload, side: Side, size: number, clean: boolean) {
	// Fresh for each side: some of the work changes what the emulator holds.
	const prepared = await api.prepare(workload.setting(size));
	const way: Way = workload.ways(prepared)[side];
	const input: IDataObject[] = workload.input(prepared);
	return await runner.run(way, prepared, input, clean);
}

main(JSON.parse(process.argv[2]) as Job).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
