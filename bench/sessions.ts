import { childProcess, path, process } from '../test/support/node';
import { ROOT } from './install';
import type { Figures, Growth, Options, Row } from './results';
import type { EngineName, Job, Sample } from './session';
import { mean, median, slope } from './statistics';
import { type Side, SIDES, type Workload } from './workloads';

/** From here on the work is a list. */
const LIST_SIZE = 10_000;
/** How often a list is read in a process before, and while, it is measured. */
export const READS = { before: 10, measured: 20 };
const GROWTH_ROUNDS = 3;
/** How often a side that is alone in a process does its work there at the most. */
const MOST_RUNS = 300;
/** A list of which the peak memory is measured, but not of the script. */
export const BIG = 100_000;

/** Starts processes that measure, one at a time. */
export class Sessions {
	constructor(
		private readonly node: string,
		private readonly options: Options,
	) {}

	async row(workload: Workload, engine: EngineName, patched = false): Promise<Row> {
		const { quick, rounds } = this.options;
		const size = quick ? workload.size / 10 : workload.size;
		const warmUp = { rounds: quick ? 0 : 2, size: Math.ceil(size / 4) };
		const job = { workload: workload.id, engine, size, warmUp, patched, clean: true, rounds: 1 };
		// What other sides have left on the heap makes reading a list up to a half cheaper or dearer: each in its own process.
		const alone = workload.size >= LIST_SIZE && !quick;
		const reads = { warmUp: { rounds: READS.before, size }, rounds: READS.measured };
		const samples: Sample[] = [];
		for (let round = 0; round < rounds; round++) {
			const order = SIDES.map((_, place) => SIDES[(place + round) % SIDES.length]);
			if (alone) for (const side of order) samples.push(await this.usual({ ...job, ...reads }, side));
			else samples.push(...(await this.run({ ...job, sides: order, compare: round === 0 })));
		}
		if (alone) await this.run({ ...job, sides: [...SIDES], size: size / 10, compare: true });
		// What a process that has run before holds in reserve hides what a run needs.
		for (const sample of samples) delete sample.memory;
		const { id, title, note } = workload;
		const row: Row = { workload: id, title, note, size, engine, sides: figures(samples) };
		requireSameRequests(row);
		const standard = !patched && (engine === 'vm' || this.node === process.execPath);
		if (!quick && standard) {
			const { sides } = await this.memory({ ...workload, size }, engine);
			for (const side of SIDES) Object.assign(row.sides[side] ?? {}, { memory: sides[side]?.memory });
		}
		say(`${title} × ${size}, ${engine}${patched ? ', n8n patched' : ''}: ${line(row)}`);
		return row;
	}

	/**
	 * What a side costs that is alone in a process and does its work again and again: the mean, with garbage collected when the
	 * engine collects it. One run tells little: several cheap ones are followed by one that pays for them all.
	 */
	private async usual(job: Omit<Job, 'sides' | 'compare' | 'clean'>, side: Side): Promise<Sample> {
		const samples = await this.run({ ...job, sides: [side], compare: false, clean: false });
		const of = (name: keyof Figures) => mean(samples.map((sample) => sample[name] ?? NaN));
		return { side, ...each(of) };
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
						clean: true,
						compare: false,
					})),
				);
			}
		}
		return { workload: id, title, note, size, engine, sides: figures(samples) };
	}

	/** CPU time by size; the exponent is that of the cost with what a run of one item costs taken off. */
	async growth(workload: Workload, engine: EngineName, sizes: number[], items: number): Promise<Growth[]> {
		const points = new Map<Side, Growth['points']>(SIDES.map((side) => [side, []]));
		const warmUp = { rounds: READS.before, size: items / 20 };
		for (const size of [1, ...sizes]) {
			const runs = Math.min(MOST_RUNS, Math.ceil(items / size));
			const job = { workload: workload.id, engine, size, rounds: runs, warmUp };
			const samples: Sample[] = [];
			for (let round = 0; round < GROWTH_ROUNDS; round++) {
				for (const side of SIDES) samples.push(await this.usual(job, side));
			}
			const sides = figures(samples);
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

/** The median of each side's samples. */
function figures(samples: Sample[]): Row['sides'] {
	const result: Row['sides'] = {};
	for (const side of SIDES) {
		const own = samples.filter((sample) => sample.side === side);
		result[side] = each((name) => median(own.map((sample) => sample[name] ?? NaN)));
	}
	return result;
}

/** One figure after the other. */
function each(of: (name: keyof Figures) => number): Figures {
	return {
		wall: of('wall'),
		cpu: of('cpu'),
		system: of('system'),
		memory: of('memory'),
		items: of('items'),
		requests: of('requests'),
		credentials: of('credentials'),
	};
}

function requireSameRequests({ title, sides }: Row): void {
	const [first, ...others] = Object.values(sides).map(({ requests }) => requests);
	if (others.some((requests) => requests !== first))
		throw new Error(`${title}: the sides made ${[first, ...others].join(', ')} requests`);
}

/** A row as it is told while it is measured. */
export function line({ sides }: Row): string {
	const { Ampersand: ours, 'HTTP Request': theirs } = sides;
	if (!ours || !theirs) return '';
	const ratio = (name: 'cpu' | 'wall' | 'memory') =>
		`${name} ${Math.round(ours[name] ?? NaN)} : ${Math.round(theirs[name] ?? NaN)} = ${((ours[name] ?? NaN) / (theirs[name] ?? NaN)).toFixed(2)}`;
	const ratios = [ratio('cpu'), ratio('wall'), ...(Number.isFinite(ours.memory) ? [ratio('memory')] : [])];
	return `${ratios.join(', ')}; ${ours.requests} requests, ${ours.items} items`;
}

/** Tells of a step. */
export function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
