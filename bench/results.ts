import { childProcess, os, process } from '../test/support/node';
import { sandboxNode } from './install';
import type { EngineName, Sample } from './session';
import { packageSize, requireTime } from './package';
import { BIG, line, say, Sessions } from './sessions';
import { type Side, type Workload, WORKLOADS } from './workloads';

/** How to measure. */
export interface Options {
	quick: boolean;
	/** Workloads; default all. */
	only?: string[];
	rounds: number;
	/** Folder for CPU profiles. */
	profile?: string;
}

/** Medians of one side's rounds. */
export type Figures = Omit<Sample, 'side'>;

/** One workload on one engine. */
export interface Row {
	workload: string;
	title: string;
	note: string;
	size: number;
	engine: EngineName;
	sides: Partial<Record<Side, Figures>>;
}

/** How the cost of a workload grows. */
export interface Growth {
	workload: string;
	side: Side;
	/** Milliseconds of CPU by size. */
	points: Array<{ size: number; cpu: number }>;
	exponent: number;
}

/** Everything that the document tells. */
export interface Results {
	rows: Row[];
	growth: Growth[];
	/** What it would be like with the change to n8n's engine that the document proposes. */
	patched: Row[];
	/** Peak memory of a list of 100,000, in MB. */
	big: Row;
	requireMs: number;
	packed: ReturnType<typeof packageSize>;
	rounds: number;
	/** Whether it was a short run, of a tenth of the work. */
	quick: boolean;
	node: string;
	sandboxed: boolean;
	date: string;
	/** Load averages over a minute, at the beginning and at the end. */
	load: [number, number];
}

/** Where growth is measured, and how many items at each size altogether: a short run alone tells little. */
const GROWTH: Record<string, { sizes: number[]; items: number; sandbox: boolean }> = {
	get: { sizes: [100, 1000, 10_000], items: 2000, sandbox: true },
	// A list has no expression, and to make a sandbox for it costs as much as to read thousands of connections.
	list: { sizes: [100, 1000, 10_000, 100_000], items: 200_000, sandbox: false },
};
/** Whose cost is n8n's engine above all. */
const PATCHED = ['get', 'generate'];

/** Measures everything, telling of each step as it goes. */
export async function measure(options: Options): Promise<Results> {
	const [loadBefore] = os.loadavg();
	const node = sandboxNode();
	if (!node) say('There is no Node.js 24 here, so no sandbox: expressions run in the older evaluator only');
	const both: EngineName[] = node ? ['vm', 'legacy'] : ['legacy'];
	const engines = options.quick ? both.slice(0, 1) : both;
	const session = new Sessions(node ?? process.execPath, options);
	const workloads = WORKLOADS.filter(({ id }) => options.only?.includes(id) ?? true);
	const rows: Row[] = [];
	for (const engine of engines) {
		for (const workload of workloads) rows.push(await session.row(workload, engine));
	}
	const [engine] = engines;
	const growth: Growth[] = [];
	for (const [id, { sizes, items, sandbox }] of Object.entries(GROWTH)) {
		const workload = workloads.find((candidate) => candidate.id === id);
		if (!workload || options.quick) continue;
		growth.push(...(await session.growth(workload, sandbox ? engine : 'legacy', sizes, items)));
	}
	const patched: Row[] = [];
	for (const workload of workloads) {
		if (PATCHED.includes(workload.id)) patched.push(await session.row(workload, engine, true));
	}
	const list = WORKLOADS.find(({ id }) => id === 'list') as Workload;
	const big = await session.memory({ ...list, size: options.quick ? list.size / 10 : BIG }, engine);
	say(`List of ${big.size}: ${line(big)}`);
	const requireMs = requireTime(node ?? process.execPath, options.rounds);
	const packed = packageSize();
	say(`require: ${requireMs.toFixed(1)} ms; package: ${packed.bytes} bytes, ${packed.files} files`);
	const date = new Date().toISOString().slice(0, 10);
	const version = childProcess
		.execFileSync(node ?? process.execPath, ['--version'], { encoding: 'utf8' })
		.trim();
	return {
		rows,
		growth,
		patched,
		big,
		requireMs,
		packed,
		date,
		rounds: options.rounds,
		quick: options.quick,
		node: version,
		sandboxed: node !== undefined,
		load: [loadBefore, os.loadavg()[0]],
	};
}

/** Measures some workloads anew, and puts them in the place of what was measured last. */
export async function measureAgain(kept: Results, options: Options): Promise<void> {
	const session = new Sessions(sandboxNode() ?? process.execPath, options);
	for (const [index, row] of kept.rows.entries()) {
		const workload = WORKLOADS.find(({ id }) => id === row.workload);
		if (!workload || !options.only?.includes(row.workload)) continue;
		kept.rows[index] = await session.row(workload, row.engine);
	}
}
