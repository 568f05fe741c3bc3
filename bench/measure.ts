import { childProcess, os, process } from '../test/support/node';
import { GROWTH_PLANS, measureGrowth } from './engine/growth';
import type { Launch } from './engine/process';
import { measureRow } from './engine/rows';
import { sandboxNode } from './install';
import { formatRow, log } from './log';
import { loadingTime, packageSize } from './package';
import type { Deliveries, Growth, Part, Results, Row } from './results';
import { measureServerRows } from './server/rows';
import { MeasuredServer } from './server/server';
import { LAZY, measureServerDeliveries } from './trigger/inServer';
import { measureMillion } from './trigger/million';
import { WORKLOADS } from './work/workloads';

/** Work that is measured in a whole n8n server too. */
const SERVER_WORKLOADS = ['get', 'generate', 'list', 'list-raw', 'operations', 'delete-only-if', 'refused'];

/** What `only` calls the deliveries to the trigger. */
const TRIGGER = 'trigger';

/** What to measure, and how. */
export interface Options {
	/** Whether to do a tenth of the work once, to see that everything runs and that the sides do the same. */
	quick: boolean;
	parts: Part[];
	/** IDs of the workloads, or `trigger`; default: all. */
	only?: string[];
	rounds: number;
	/** Folder for CPU profiles. */
	profile?: string;
}

/**
 * Measures everything that is wanted, and logs each step.
 *
 * @param save called after each step with all results so far, so that an interruption costs little
 */
export async function measure(options: Options, save: (results: Results) => void): Promise<Results> {
	const { parts, rounds, quick, profile, only } = options;
	const sandboxed = sandboxNode();
	if (!sandboxed)
		log('There is no Node.js 24 here, so no sandbox: the older evaluator evaluates expressions');
	const launch: Launch = { node: sandboxed ?? process.execPath, profile };
	const evaluator = sandboxed ? 'vm' : 'legacy';
	const workloads = WORKLOADS.filter(({ id }) => only?.includes(id) ?? true);
	const results = emptyResults(launch.node, rounds, sandboxed !== undefined);
	const add = (more: { rows?: Row[]; growth?: Growth[]; deliveries?: Deliveries }) => {
		results.rows.push(...(more.rows ?? []));
		results.growth.push(...(more.growth ?? []));
		Object.assign(results.deliveries, more.deliveries);
		results.load[1] = os.loadavg()[0];
		save(results);
	};
	const inServer = workloads.filter(({ id }) => SERVER_WORKLOADS.includes(id));
	const withTrigger = only?.includes(TRIGGER) ?? true;
	if (parts.includes('server') && (inServer.length > 0 || withTrigger)) {
		await MeasuredServer.use(async (server) => {
			add({ rows: await measureServerRows(server, inServer, options) });
			if (withTrigger)
				add({ deliveries: { server: await measureServerDeliveries(server, quick ? 10 : 100) } });
		});
	}
	if (parts.includes('server') && withTrigger) {
		const task = async (server: MeasuredServer) =>
			add({ deliveries: { lazy: await measureServerDeliveries(server, quick ? 100 : 1000) } });
		await MeasuredServer.use(task, { [LAZY]: 'true' });
	}
	if (!parts.includes('engine')) return results;
	for (const workload of workloads) {
		const row = await measureRow(launch, workload, { evaluator, rounds, quick });
		log(`On the engine: ${formatRow(row)}`);
		add({ rows: [row] });
	}
	if (withTrigger) add({ deliveries: { engine: await measureMillion(launch, options) } });
	for (const workload of quick ? [] : workloads) {
		const plan = GROWTH_PLANS[workload.id];
		if (!plan) continue;
		const growth = await measureGrowth(launch, workload, plan.sandboxed ? evaluator : 'legacy', plan);
		add({ growth });
	}
	return results;
}

function emptyResults(node: string, rounds: number, sandboxed: boolean): Results {
	const loading = loadingTime(node, rounds);
	const packed = packageSize();
	log(
		`The package takes n8n ${loading.start.toFixed(1)} ms to start and ${loading.nodes.toFixed(1)} ms to load, and has ${packed.files} files of ${packed.unpacked} bytes`,
	);
	const [load] = os.loadavg();
	return {
		rows: [],
		growth: [],
		deliveries: {},
		loading,
		packed,
		rounds,
		node: childProcess.execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(),
		sandboxed,
		date: new Date().toISOString().slice(0, 10),
		load: [load, load],
	};
}

/** The rows of a complete measurement, as part and ID of the workload. */
export function allRows(): Array<Pick<Row, 'part' | 'id'>> {
	return [
		...SERVER_WORKLOADS.map((id) => ({ part: 'server' as const, id })),
		...WORKLOADS.map(({ id }) => ({ part: 'engine' as const, id })),
	];
}
