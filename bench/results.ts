import { childProcess, os, path, process } from '../test/support/node';
import { ROOT, sandboxNode } from './install';
import type { EngineName, Job, Sample } from './session';
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
	/** Peak memory of a list of 100,000, in MB. */
	big: Row;
	requireMs: number;
	packed: { files: number; bytes: number; unpacked: number };
	rounds: number;
	/** Whether it was a short run, of a tenth of the work. */
	quick: boolean;
	node: string;
	sandboxed: boolean;
	date: string;
	/** Load averages over a minute, at the beginning and at the end. */
	load: [number, number];
}

const NODES: Side[] = ['Ampersand', 'HTTP Request'];
const SIZES = { get: [100, 300, 1000, 3000], list: [100, 1000, 10_000, 100_000] };
/** Rounds for the growth, where it is the slope that counts. */
const GROWTH_ROUNDS = 3;
/** Where peak memory is measured: each sample of it takes a fresh process. */
const MEMORY = ['get', 'list', 'paged'];
const BIG = 100_000;

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
	for (const [id, sizes] of Object.entries(SIZES)) {
		const workload = workloads.find((candidate) => candidate.id === id);
		if (workload && !options.quick) growth.push(...(await session.growth(workload, engine, sizes)));
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

/** Starts processes that measure, one at a time. */
class Sessions {
	constructor(
		private readonly node: string,
		private readonly options: Options,
	) {}

	async row(workload: Workload, engine: EngineName): Promise<Row> {
		const { quick, rounds } = this.options;
		const size = quick ? workload.size / 10 : workload.size;
		const warmUp = { rounds: quick ? 0 : 2, size: Math.ceil(size / 4) };
		const samples = await this.run({
			workload: workload.id,
			engine,
			size,
			sides: [...SIDES],
			rounds,
			warmUp,
			compare: true,
		});
		const { id, title, note } = workload;
		const row: Row = { workload: id, title, note, size, engine, sides: figures(samples, SIDES) };
		requireSameRequests(row);
		// Peak memory needs a fresh process for each sample: one that has run before holds memory in reserve.
		if (!quick && MEMORY.includes(id) && (engine === 'vm' || this.node === process.execPath)) {
			const { sides } = await this.memory({ ...workload, size }, engine);
			for (const side of NODES) Object.assign(row.sides[side] ?? {}, { memory: sides[side]?.memory });
		}
		say(`${title} × ${size}, ${engine}: ${line(row)}`);
		return row;
	}

	/** Peak memory, each sample in a fresh process. */
	async memory(workload: Workload, engine: EngineName): Promise<Row> {
		const { id, title, note, size } = workload;
		const samples: Sample[] = [];
		const warmUp = { rounds: 2, size: 20 };
		for (let round = 0; round < this.options.rounds; round++) {
			for (const side of NODES) {
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
		return { workload: id, title, note, size, engine, sides: figures(samples, NODES) };
	}

	/** CPU time by size, what a run of one item costs taken off. */
	async growth(workload: Workload, engine: EngineName, sizes: number[]): Promise<Growth[]> {
		const points = new Map<Side, Growth['points']>(NODES.map((side) => [side, []]));
		for (const size of [1, ...sizes]) {
			const warmUp = { rounds: 3, size: 300 };
			const rounds = Math.min(this.options.rounds, GROWTH_ROUNDS);
			const samples = await this.run({
				workload: workload.id,
				engine,
				size,
				sides: NODES,
				rounds,
				warmUp,
				compare: false,
			});
			const { sides } = { sides: figures(samples, NODES) };
			for (const side of NODES) points.get(side)?.push({ size, cpu: sides[side]?.cpu ?? NaN });
		}
		return NODES.map((side) => {
			const [one, ...rest] = points.get(side) ?? [];
			// A short run may cost no more than that of one item: nothing can be told from it.
			const telling = rest.filter(({ cpu }) => cpu > one.cpu);
			const exponent = slope(telling.map(({ size, cpu }) => [Math.log(size), Math.log(cpu - one.cpu)]));
			say(`${workload.title}, ${side}: grows with the exponent ${exponent.toFixed(2)}`);
			return { workload: workload.id, side, points: rest, exponent };
		});
	}

	private async run(job: Job): Promise<Sample[]> {
		const { profile } = this.options;
		const flags = profile ? ['--cpu-prof', '--cpu-prof-dir', path.resolve(profile)] : [];
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

/** How long the built package takes to load where n8n has loaded what it needs: the median of fresh processes. */
function requireTime(node: string, rounds: number): number {
	const script =
		'require("n8n-workflow"); require("luxon"); const t = performance.now(); require("./index.js"); console.log(performance.now() - t)';
	return median(
		Array.from({ length: Math.max(rounds, 3) }, () =>
			Number(childProcess.execFileSync(node, ['-e', script], { cwd: ROOT, encoding: 'utf8' })),
		),
	);
}

function packageSize(): Results['packed'] {
	const listing = childProcess.execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ size, unpackedSize, files }] = Object.values(
		JSON.parse(listing) as Record<string, { size: number; unpackedSize: number; files: unknown[] }>,
	);
	return { bytes: size, unpacked: unpackedSize, files: files.length };
}

function line({ sides }: Row): string {
	const { Ampersand: ours, 'HTTP Request': theirs } = sides;
	if (!ours || !theirs) return '';
	const ratio = (name: 'cpu' | 'wall' | 'memory') =>
		`${name} ${Math.round(ours[name] ?? NaN)} : ${Math.round(theirs[name] ?? NaN)} = ${((ours[name] ?? NaN) / (theirs[name] ?? NaN)).toFixed(2)}`;
	return `${ratio('cpu')}, ${ratio('wall')}, ${ratio('memory')}; ${ours.requests} requests, ${ours.items} items`;
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
