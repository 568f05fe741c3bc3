import { childProcess, os, path, process } from '../test/support/node';
import { ROOT, sandboxNode } from './install';
import type { EngineName, Job, Sample } from './session';
import { packageSize, requireTime } from './package';
import { median, slope } from './statistics';
import { type Side, SIDES, type Workload, WORKLOADS } from './workloads';

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
	get: { sizes: [100, 300, 1000, 3000], items: 1000, sandbox: true },
	// A list has no expression, and to make a sandbox for it costs as much as to read thousands of connections.
	list: { sizes: [100, 1000, 10_000, 100_000], items: 20_000, sandbox: false },
};
const GROWTH_ROUNDS = { least: 3, most: 41 };
/** Where peak memory is measured: each sample of it takes a fresh process. */
const MEMORY = ['list'];
/** Whose cost is n8n's engine above all. */
const PATCHED = ['get', 'generate'];
/** What is measured with the older evaluator too. */
const LEGACY = ['get', 'list', 'generate'];
const BIG = 100_000;
/** From here on the work is a list. */
const LIST_SIZE = 10_000;

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
		for (const workload of workloads) {
			if (engine === engines[0] || LEGACY.includes(workload.id))
				rows.push(await session.row(workload, engine));
		}
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

/** Starts processes that measure, one at a time. */
class Sessions {
	constructor(
		private readonly node: string,
		private readonly options: Options,
	) {}

	async row(workload: Workload, engine: EngineName, patched = false): Promise<Row> {
		const { quick, rounds } = this.options;
		const size = quick ? workload.size / 10 : workload.size;
		const warmUp = { rounds: quick ? 0 : 2, size: Math.ceil(size / 4) };
		// What other sides have left on the heap makes reading a list up to a half cheaper or dearer: each in its own process.
		const alone = workload.size >= LIST_SIZE && !quick;
		const job = { workload: workload.id, engine, size, warmUp, patched, rounds: alone ? 3 : 1 };
		const samples: Sample[] = [];
		for (let round = 0; round < rounds; round++) {
			const order = SIDES.map((_, place) => SIDES[(place + round) % SIDES.length]);
			for (const sides of alone ? order.map((side) => [side]) : [order])
				samples.push(...(await this.run({ ...job, sides, compare: !alone && round === 0 })));
		}
		if (alone) await this.run({ ...job, sides: [...SIDES], size: size / 10, rounds: 1, compare: true });
		// What a process that has run before holds in reserve hides what a run needs.
		for (const sample of samples) delete sample.memory;
		const { id, title, note } = workload;
		const row: Row = { workload: id, title, note, size, engine, sides: figures(samples, SIDES) };
		requireSameRequests(row);
		const standard = !patched && (engine === 'vm' || this.node === process.execPath);
		if (!quick && MEMORY.includes(id) && standard) {
			const { sides } = await this.memory({ ...workload, size }, engine);
			for (const side of SIDES) Object.assign(row.sides[side] ?? {}, { memory: sides[side]?.memory });
		}
		say(`${title} × ${size}, ${engine}${patched ? ', n8n patched' : ''}: ${line(row)}`);
		return row;
	}

	/** Peak memory, each sample in a fresh process. */
	async memory(workload: Workload, engine: EngineName): Promise<Row> {
		const { id, title, note, size } = workload;
		const samples: Sample[] = [];
		const warmUp = { rounds: 2, size: 20 };
		for (let round = 0; round < this.options.rounds; round++) {
			// The script is the floor: what reading the answer takes.
			for (const side of size >= BIG ? SIDES.slice(0, 2) : SIDES) {
				samples.push(
					...(await this.run({
						workload: id,
						engine,
						size,
						sides: [side],
						rounds: 1,
						warmUp,
						compare: false,
					})),
				);
			}
		}
		return { workload: id, title, note, size, engine, sides: figures(samples, SIDES) };
	}

	/** CPU time by size; the exponent is that of the cost with what a run of one item costs taken off. */
	async growth(workload: Workload, engine: EngineName, sizes: number[], items: number): Promise<Growth[]> {
		const points = new Map<Side, Growth['points']>(SIDES.map((side) => [side, []]));
		const { least, most } = GROWTH_ROUNDS;
		for (const size of [1, ...sizes]) {
			const samples = await this.run({
				workload: workload.id,
				engine,
				size,
				sides: [...SIDES],
				rounds: Math.min(most, Math.max(least, Math.round(items / size))),
				warmUp: { rounds: 10, size: 300 },
				compare: false,
			});
			const sides = figures(samples, SIDES);
			for (const side of SIDES) points.get(side)?.push({ size, cpu: sides[side]?.cpu ?? NaN });
		}
		return SIDES.map((side) => {
			const [one, ...rest] = points.get(side) ?? [];
			// A short run may cost no more than that of one item: nothing can be told from it.
			const telling = rest.filter(({ cpu }) => cpu > one.cpu);
			const exponent = slope(telling.map(({ size, cpu }) => [Math.log(size), Math.log(cpu - one.cpu)]));
			const costs = [one, ...rest].map(({ size, cpu }) => `${size}: ${cpu.toFixed(1)}`).join(', ');
			say(`${workload.title}, ${side}: grows with the exponent ${exponent.toFixed(2)} (${costs})`);
			return { workload: workload.id, side, points: rest, exponent };
		});
	}

	private async run(job: Job): Promise<Sample[]> {
		const { profile } = this.options;
		const flags = profile ? ['--cpu-prof', '--cpu-prof-dir', path.resolve(profile)] : [];
		if (job.patched) flags.push('--import', path.join(module.path, 'upstream', 'apply.ts'));
		const child = childProcess.fork(path.join(module.path, 'session.ts'), [JSON.stringify(job)], {
			execPath: this.node,
			execArgv: ['--import', 'tsx', ...flags],
			cwd: ROOT,
		});
		return await new Promise((resolve, reject) => {
			let samples: Sample[] | undefined;
			child.on('message', (message) => (samples = message as Sample[]));
			child.on('exit', (code) => {
				if (samples && code === 0) resolve(samples);
				else reject(new Error(`The process that measures ${job.workload} ended with ${code}`));
			});
		});
	}
}

function figures(samples: Sample[], sides: readonly Side[]): Row['sides'] {
	const result: Row['sides'] = {};
	for (const side of sides) {
		const own = samples.filter((sample) => sample.side === side);
		const of = (name: keyof Figures) => median(own.map((sample) => sample[name] ?? NaN));
		result[side] = {
			wall: of('wall'),
			cpu: of('cpu'),
			system: of('system'),
			memory: of('memory'),
			items: of('items'),
			requests: of('requests'),
			credentials: of('credentials'),
		};
	}
	return result;
}

function requireSameRequests({ title, sides }: Row): void {
	const [first, ...others] = Object.values(sides).map(({ requests }) => requests);
	if (others.some((requests) => requests !== first))
		throw new Error(`${title}: the sides made ${[first, ...others].join(', ')} requests`);
}

function line({ sides }: Row): string {
	const { Ampersand: ours, 'HTTP Request': theirs } = sides;
	if (!ours || !theirs) return '';
	const ratio = (name: 'cpu' | 'wall' | 'memory') =>
		`${name} ${Math.round(ours[name] ?? NaN)} : ${Math.round(theirs[name] ?? NaN)} = ${((ours[name] ?? NaN) / (theirs[name] ?? NaN)).toFixed(2)}`;
	const ratios = [ratio('cpu'), ratio('wall'), ...(Number.isFinite(ours.memory) ? [ratio('memory')] : [])];
	return `${ratios.join(', ')}; ${ours.requests} requests, ${ours.items} items`;
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
