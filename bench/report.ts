import { fs, os, path } from '../test/support/node';
import { ROOT } from './install';
import { plot } from './plot';
import type { Figures, Growth, Results, Row } from './results';
import { READS } from './sessions';

const DOCUMENT = path.join(ROOT, 'docs', 'performance.md');
const PICTURE = path.join(ROOT, 'docs', 'performance.svg');
const NOTES = path.join(module.path, 'notes.md');

/** What was measured last, beside the dependencies: out of git, and not in the package. */
const KEPT = path.join(module.path, '.cache', 'results.json');

/** What is aimed at, as ratios of our node to the HTTP Request node, with n8n's sandbox. */
const TARGETS: Array<{ workload: string; figure: 'cpu' | 'wall' | 'memory'; most: number }> = [
	{ workload: 'get', figure: 'cpu', most: 1 },
	{ workload: 'get', figure: 'wall', most: 1 },
	{ workload: 'list', figure: 'cpu', most: 0.8 },
	{ workload: 'list', figure: 'wall', most: 0.8 },
	{ workload: 'list', figure: 'memory', most: 0.8 },
	{ workload: 'paged', figure: 'wall', most: 0.8 },
];

const SHORT = `
**This was a short run (\`--quick\`), of a tenth of the work: it shows that everything runs and that the sides do the same; the
ratios and the verdicts below are not to be relied on.** \`npm run bench\` measures in full and writes this page anew.
`;

/** Keeps what was measured, so that the document can be written anew. */
export function keepResults(results: Results): void {
	fs.writeFileSync(KEPT, JSON.stringify(results));
}

/** What was kept. */
export function lastResults(): Results {
	return JSON.parse(fs.readFileSync(KEPT, 'utf8')) as Results;
}

/** Writes docs/performance.md and its picture. */
export async function writeReport(results: Results): Promise<void> {
	fs.writeFileSync(PICTURE, `${await plot(results)}\n`);
	fs.writeFileSync(DOCUMENT, text(results));
}

function text(results: Results): string {
	const { rows, growth, patched, big, requireMs, packed, rounds } = results;
	return `# Performance

This page is written by \`npm run bench\`, which puts three ways of doing the same work side by side: this node, n8n's own
HTTP Request node with the nodes that it needs to give the same items, and a script with axios, without n8n.
A ratio below 1 means that this node needs less than the HTTP Request node.

${machine(results)}
${results.quick ? SHORT : ''}

![CPU time of each workload as a ratio to the HTTP Request node, and by number of items](performance.svg)

## With the sandbox that n8n's server evaluates expressions in

${results.sandboxed ? table(rows.filter(({ engine }) => engine === 'vm')) : 'Not measured: there was no Node.js 24 on this machine.'}

## With the older evaluator, in the same process

${table(rows.filter(({ engine }) => engine === 'legacy'))}

## With n8n's own engine changed

The two changes to n8n's \`RoutingNode\` that are proposed below (*What would change it*), made in
[a patch](../bench/upstream/routing-node.patch) to the installed engine, with the sandbox:

${table(patched)}

Each figure is the median of ${rounds} rounds, each in a process of its own, in which the sides have their turn one after the other in an order that changes from
round to round. For lists each side has a process of its own in each round, since what another side has left on the heap makes such a run up to a half
cheaper or dearer; there it reads ${READS.before} times before it is measured, and the round's figure is the mean of the ${READS.measured} reads after that, with garbage
collected when the engine collects it: some reads are cheap, and one of three to five pays for them. *CPU* and *wall* are
milliseconds, CPU that of all threads of the process with the engine, without that of the emulator, which has a process of its own. n8n
makes a new sandbox for each execution, which is in the CPU of both nodes (30 to 90 ms, by machine) and in their memory (about 10 MB).
*Memory* is the peak of resident memory over what the process held before, in MB, each in a fresh process (where it was measured). *Credential* is how
often the node has n8n decrypt the credential: free here, but on a server a query to the database each time.

What the HTTP Request node needs beside itself:

${notesOf(rows)}

## Targets

| what | target | measured | |
| --- | --- | --- | --- |
${[...targets(rows), ...otherTargets(results)].join('\n')}

## Growth

| workload | side | ${growthSizes(growth)} | exponent |
| --- | --- |${' --- |'.repeat(mostPoints(growth))} --- |
${growth.map((one) => growthLine(one, mostPoints(growth))).join('\n')}

Milliseconds of CPU of a run. The exponent is that of the cost with what a run of one item costs taken off: 1 means that twice the items
cost twice as much.

## Size

- A list of ${count(big.size)} connections: peak memory ${number(big.sides.Ampersand?.memory)} MB, with the HTTP Request node ${number(big.sides['HTTP Request']?.memory)} MB.
- Loading the built package where n8n and luxon are loaded already: ${requireMs.toFixed(1)} ms.
- The package: ${count(packed.bytes)} bytes packed, ${count(packed.unpacked)} bytes unpacked, ${packed.files} files, no dependencies.

${fs.readFileSync(NOTES, 'utf8')}`;
}

function machine({ node, date, load }: Results): string {
	const [cpu] = os.cpus();
	const memory = Math.round(os.totalmem() / 2 ** 30);
	const system = `${os.type()} ${os.release()}`;
	return `Measured on ${date}: ${os.cpus().length} cores (${cpu.model.trim()}), ${memory} GiB, ${system}, Node.js ${node}, n8n-core ${versionOf('n8n-core')}.
The load average was ${load[0].toFixed(1)} when the run began and ${load[1].toFixed(1)} when it ended: up to 2.5 is this benchmark alone; more means that others used the machine,
and that above all *wall* is not to be relied on.`;
}

function versionOf(name: string): string {
	const manifest = path.join(ROOT, 'node_modules', name, 'package.json');
	return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function table(rows: Row[]): string {
	const header = `| work | CPU | ratio | wall | ratio | memory | ratio | requests | credential | script: CPU | wall | memory |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |`;
	const lines = rows.map(({ title, size, sides }) => {
		const { Ampersand: ours, 'HTTP Request': theirs, axios } = sides;
		const pair = (name: keyof Figures) => `${number(ours?.[name])} : ${number(theirs?.[name])}`;
		const cells = (['cpu', 'wall', 'memory'] as const).flatMap((name) => [
			pair(name),
			ratioText(ratio(sides, name)),
		]);
		return `| ${title} × ${count(size)} | ${cells.join(' | ')} | ${count(ours?.requests ?? 0)} | ${pair('credentials')} | ${number(axios?.cpu)} | ${number(axios?.wall)} | ${number(axios?.memory)} |`;
	});
	return [header, ...lines].join('\n');
}

function notesOf(rows: Row[]): string {
	const notes = new Map(rows.filter(({ note }) => note).map(({ title, note }) => [title, note]));
	return [...notes].map(([title, note]) => `- ${title}: ${note}`).join('\n');
}

function targets(rows: Row[]): string[] {
	const engine = rows[0].engine;
	return TARGETS.flatMap(({ workload, figure, most }) => {
		const row = rows.find((candidate) => candidate.workload === workload && candidate.engine === engine);
		if (!row) return [];
		return [targetLine(`${row.title} × ${count(row.size)}: ${figure}`, most, ratio(row.sides, figure))];
	});
}

function otherTargets({ big, growth, requireMs }: Results): string[] {
	const exponents = growth
		.filter(({ side }) => side === 'Ampersand')
		.map(({ workload, exponent }) => {
			const told = Number.isFinite(exponent);
			const met = told
				? verdict(Math.abs(exponent - 1) <= 0.05)
				: 'not to be told: the short runs were too short';
			return `| growth of ${workload}: exponent | 1.0 ± 0.05 | ${told ? exponent.toFixed(2) : '–'} | ${met} |`;
		});
	return [
		targetLine(`List of ${count(big.size)}: memory`, 1.3, ratio(big.sides, 'memory')),
		...exponents,
		`| loading the package | ≤ 15 ms | ${requireMs.toFixed(1)} ms | ${verdict(requireMs <= 15)} |`,
	];
}

function targetLine(what: string, most: number, measured: number): string {
	return `| ${what} | ≤ ${most} | ${ratioText(measured)} | ${verdict(measured <= most)} |`;
}

function verdict(met: boolean): string {
	return met ? 'met' : '**not met**';
}

function growthSizes(growth: Growth[]): string {
	return Array.from({ length: mostPoints(growth) }, (_, index) => `${index + 1}`).join(' | ');
}

function mostPoints(growth: Growth[]): number {
	return Math.max(0, ...growth.map(({ points }) => points.length));
}

function growthLine({ workload, side, points, exponent }: Growth, columns: number): string {
	const cells = Array.from({ length: columns }, (_, index) => {
		if (!points[index]) return '';
		const { size, cpu } = points[index];
		return `${count(size)}: ${cpu < 10 ? cpu.toFixed(1) : number(cpu)}`;
	});
	return `| ${workload} | ${side} | ${cells.join(' | ')} | ${Number.isFinite(exponent) ? exponent.toFixed(2) : '–'} |`;
}

function ratio(sides: Row['sides'], name: keyof Figures): number {
	return (sides.Ampersand?.[name] ?? NaN) / (sides['HTTP Request']?.[name] ?? NaN);
}

function ratioText(value: number): string {
	return Number.isFinite(value) ? value.toFixed(2) : '–';
}

function number(value?: number): string {
	// What is no number was kept as null.
	const known = value ?? NaN;
	return Number.isNaN(known) ? '–' : count(Math.round(known));
}

function count(value: number): string {
	return value.toLocaleString('en-US');
}
