import { fs, os, path } from '../test/support/node';
import { READS } from './engine/figures';
import { MEMORY_ROUNDS } from './engine/rows';
import { ROOT } from './install';
import { plot } from './plot';
import { type Figure, type Growth, type Part, ratio, type Results, type Row } from './results';

const PAGE = path.join(ROOT, 'docs', 'performance.md');
const PICTURE = path.join(ROOT, 'docs', 'performance.svg');

/** Writes docs/performance.md and its picture. */
export async function writeReport(results: Results): Promise<void> {
	fs.writeFileSync(PICTURE, `${await plot(results)}\n`);
	fs.writeFileSync(PAGE, page(results));
}

function page(results: Results): string {
	const { rows, growth, rounds, packed, requireMs } = results;
	const of = (part: Part) => rows.filter((row) => row.part === part);
	return `<!-- Written by \`npm run bench\`. -->

# Performance

${summary(of('server'))}
${growthSentence(growth)}

| work | CPU time | wall-clock time | peak memory |
| --- | --- | --- | --- |
| **in a whole n8n server** | | | |
${of('server').map(tableRow).join('\n')}
| **on n8n's engine alone** | | | |
${of('engine').map(tableRow).join('\n')}

Each cell has the ratio of this node to n8n's HTTP Request node (below 1, this node needs less), and what both need in ms or MB.

![CPU time of each workload as a ratio to the HTTP Request node, and CPU time by number of items](performance.svg)

The package has no dependencies, ${packed.files} files, and ${count(packed.unpacked / 1000)} kB; loading it takes ${requireMs.toFixed(1)} ms.

## How it was measured

${machine(results)}

- **In a whole n8n server**: n8n ${versionOf('n8n-core')} as installed from npm, with SQLite and the packed node. A webhook starts a production execution with 1,000 items.
  CPU time is that of the n8n process. What an execution that does nothing costs is taken off. n8n reads the credential from its
  database and decrypts it for each request of the HTTP Request node.
- **On n8n's engine alone**: \`n8n-core\` in a process of its own, ${results.sandboxed ? 'with the sandbox in which n8n evaluates expressions' : 'without the sandbox in which n8n evaluates expressions'}. Credentials cost nothing here.
  The script in the picture does the same work with axios, without n8n.
- **Both**: medians of ${rounds} rounds (of ${MEMORY_ROUNDS} for memory), in which the order of the nodes rotates. Lists are read by each node in a process of its own: ${READS.warmUp} times to warm up, then
  the mean of ${READS.measured}. The API is [an emulator](../emulator) on the same machine, in another process, so waiting for a network is not included. All nodes
  return the same items (but this node leaves out customers' credentials), and send the same number of requests, at most 100 at a time.
- **The HTTP Request node** is set up in the cheapest way that gives the same items:
${notes(rows)}

Run it yourself with \`npm run bench\`; [bench/README.md](../bench/README.md) tells what was tried to make the node faster.
`;
}

function summary(rows: Row[]): string {
	const parts = rows.map(
		(row) =>
			`**${percent(ratio(row, 'cpu'))} of the CPU time** and ${percent(ratio(row, 'wall'))} of the wall-clock time for *${row.title}* with ${count(row.size)} items`,
	);
	return `In a whole n8n server, this node takes ${parts.join(', and ')}, compared with n8n's own HTTP Request node.`;
}

function growthSentence(growth: Growth[]): string {
	const exponents = growth
		.filter(({ side }) => side === 'Ampersand')
		.map(({ workload, points, exponent }) => {
			const [first, last] = [points[0].size, points[points.length - 1].size];
			const things = workload === 'get' ? 'items of *Get*' : 'connections in one list';
			return `${exponent.toFixed(2)} (${count(first)} to ${count(last)} ${things})`;
		});
	return `CPU time grows with the number of items to the power of ${exponents.join(' and ')}; 1 is linear.`;
}

function tableRow(row: Row): string {
	return `| ${row.title} × ${count(row.size)} | ${cell(row, 'cpu')} | ${cell(row, 'wall')} | ${cell(row, 'memory')} |`;
}

function cell(row: Row, figure: Figure): string {
	const { Ampersand: ours, 'HTTP Request': theirs } = row.sides;
	// JSON has kept what is unknown as null.
	if (typeof ours[figure] !== 'number' || typeof theirs[figure] !== 'number') return '';
	return `**${ratio(row, figure).toFixed(2)}** (${count(ours[figure])} : ${count(theirs[figure])})`;
}

function notes(rows: Row[]): string {
	const found = new Map(rows.filter(({ note }) => note).map(({ title, note }) => [title, note]));
	return [...found].map(([title, note]) => `  - *${title}*: ${note}`).join('\n');
}

function machine({ node, date, load }: Results): string {
	const [cpu] = os.cpus();
	const memory = Math.round(os.totalmem() / 2 ** 30);
	return `On ${date}, with ${os.cpus().length} cores (${cpu.model.trim()}), ${memory} GiB, ${os.type()} ${os.release()}, Node.js ${node}, and n8n-core ${versionOf('n8n-core')}. The load average was
${load[0].toFixed(1)} at the beginning and ${load[1].toFixed(1)} at the end; more than 2.5 means that others used the machine and that the figures are unreliable.`;
}

function versionOf(name: string): string {
	const manifest = path.join(ROOT, 'node_modules', name, 'package.json');
	return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function percent(value: number): string {
	return `${Math.round(value * 100)}%`;
}

function count(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}
