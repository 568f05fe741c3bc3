import { fs, os, path } from '../test/support/node';
import { ENTRIES } from './engine/figures';
import { MEMORY_ROUNDS } from './engine/rows';
import { ROOT } from './install';
import { plot } from './plot';
import {
	type Figure,
	type Growth,
	type Part,
	ratio,
	type Results,
	type Row,
	type ServerDeliveries,
} from './results';
import { PROBE_MS } from './stall';
import { mean } from './statistics';
import { LAZY, SENDERS } from './trigger/inServer';
import {
	type Check,
	checkOf,
	deliveryCheck,
	growthChecks,
	loadingCheck,
	millionChecks,
	missedTargets,
} from './targets';

const PAGE = path.join(ROOT, 'docs', 'performance.md');
const PICTURE = path.join(ROOT, 'docs', 'performance.svg');

/** Writes docs/performance.md and its picture. */
export async function writeReport(results: Results): Promise<void> {
	fs.writeFileSync(PICTURE, `${await plot(results)}\n`);
	fs.writeFileSync(PAGE, page(results));
}

function page(results: Results): string {
	const { rows, rounds, packed, loading } = results;
	const of = (part: Part) => rows.filter((row) => row.part === part);
	return `<!-- Written by \`npm run bench\`. -->

# Performance

${summary(of('server'))}

| work | CPU time | wall-clock time | peak memory | longest stall |
| --- | --- | --- | --- | --- |
| **in a whole n8n server** | | | | |
${of('server').map(tableRow).join('\n')}
| **on n8n's engine alone** | | | | |
${of('engine').map(tableRow).join('\n')}

Each cell has the ratio of this node to n8n's HTTP Request node (below 1, this node needs less), its target (≤ if it is met, > if it is missed),
and what both need in ms or MB. The longest stall is the longest time, in ms, that n8n's event loop could do nothing else.

![CPU time of each workload as a ratio to the HTTP Request node, and CPU time by number of items](performance.svg)

| more | figure | target |
| --- | --- | --- |
${growthRows(results)}
| ms that the package adds to n8n's start (${packed.files} files, ${count(packed.unpacked / 1000)} kB, no dependencies) | **${loading.start.toFixed(1)}** | ${targetOf(loadingCheck(results))} |
| ms to load both nodes for the first workflow that has them | **${loading.nodes.toFixed(1)}** | |

${missed(results)}

## The trigger

${deliveries(results)}

## How it was measured

${machine(results)}

- **In a whole n8n server**: n8n ${versionOf('n8n-core')} as installed from npm, with SQLite and the packed node. A webhook starts a production execution.
  CPU time is that of all of n8n's processes. CPU and wall-clock time that an execution that does nothing costs are taken off. n8n reads the credential from its
  database and decrypts it for each request of the HTTP Request node.
- **On n8n's engine alone**: \`n8n-core\` in a process of its own, ${results.sandboxed ? 'with the sandbox in which n8n evaluates expressions' : 'without the sandbox in which n8n evaluates expressions'}. Credentials cost nothing here.
  The script in the picture does the same work with axios, without n8n.
- **Both**: medians of ${rounds} rounds (of ${MEMORY_ROUNDS} for memory), in which the order of the nodes rotates. On the engine, lists are read by each node in a process of its
  own: ${count(ENTRIES.warmUp)} entries to warm up, then the mean of reading ${count(ENTRIES.measured)}. The API is [an emulator](../emulator) on the same machine, in another process, so
  waiting for a network is not included. All nodes return the same items (but this node leaves out customers' credentials), and send the same number of
  requests, at most 100 at a time.
- **Stalls** are found by a timer of ${PROBE_MS} ms in the measured process. Of each run it is the longest one, and of the runs the median (lists on the engine: the mean).
  In a server, saving the execution counts.
- **Raw** is with *Simplify* turned off. By default, this node returns fewer fields of each connection than the HTTP Request node.
- **The HTTP Request node** is set up in the cheapest way that gives the same items:
${notes(rows)}

Run it yourself with \`npm run bench\`; [bench/README.md](../bench/README.md) tells what was tried to make the node faster.
`;
}

function summary(rows: Row[]): string {
	const parts = rows
		.filter(({ id }) => id === 'get' || id === 'generate')
		.map(
			(row) =>
				`**${percent(ratio(row, 'cpu'))} of the CPU time** and ${percent(ratio(row, 'wall'))} of the wall-clock time for *${row.title}* with ${count(row.size)} items`,
		);
	return `In a whole n8n server, this node takes ${parts.join(', and ')}, compared with n8n's own HTTP Request node.`;
}

function growthRows(results: Results): string {
	const own = results.growth.filter(({ side }) => side === 'Ampersand');
	const checks = growthChecks(results);
	return own
		.map((growth, index) => {
			const limit = checks[index].limit;
			return `| exponent of the growth of CPU time with ${thingsOf(growth)}; 1 is linear | **${growth.exponent.toFixed(2)}** | 1 ± ${limit} |`;
		})
		.join('\n');
}

function thingsOf({ workload, points }: Growth): string {
	const [first, last] = [points[0].size, points[points.length - 1].size];
	return `${count(first)} to ${count(last)} ${workload === 'get' ? 'items of *Get*' : 'connections in one list'}`;
}

function missed(results: Results): string {
	const lines = missedTargets(results);
	return lines.length
		? `Missed targets:\n\n${lines.map((line) => `- ${line}`).join('\n')}`
		: 'All targets are met.';
}

function deliveries(results: Results): string {
	const { server, lazy, engine } = results.deliveries;
	const [cost, [cpu, heap]] = [deliveryCheck(results), millionChecks(results)];
	if (!server || !lazy || !engine || !cost) return 'Not measured.';
	const last = engine[engine.length - 1];
	const times = engine.map((point) => point.cpu);
	const heaps = engine.map((point) => point.heap);
	return `| deliveries | Ampersand Trigger | Webhook and Code node | ratio | target |
| --- | --- | --- | --- | --- |
${deliveryRows(server, '')}
${deliveryRows(lazy, `, with \`${LAZY}=true\``, targetOf(cost))}
| CPU of the trigger's own part of the last ${count(last.count / engine.length)} of ${count(last.count)}, to the first | ${last.cpu.toFixed(1)} : ${engine[0].cpu.toFixed(1)} µs | | **${cpu.actual.toFixed(2)}** | ${targetOf(cpu)} |
| heap after ${count(last.count)}, to that after ${count(engine[0].count)} | ${count(last.heap)} : ${count(engine[0].heap)} MB | | **${heap.actual.toFixed(2)}** | ${targetOf(heap)} |

In a whole n8n, ${SENDERS} senders deliver ${count(server.deliveries)} notifications in each round, or ${count(lazy.deliveries)} with the setting, to production webhooks. The Code node verifies the signature of the raw
body and returns the same item, but a retried delivery starts its workflow again, and a forged one starts an execution that fails.

n8n makes a sandbox for expressions for each execution, and another one before it for the webhook of any trigger but its own Webhook node. That is most of what a delivery costs.
With the setting, it makes them only when there is an expression. By round, the trigger takes ${listed(server.sides.trigger.cpu, 1)} ms, or ${listed(lazy.sides.trigger.cpu, 2)} ms with the setting.

A whole n8n would take hours for a million deliveries, so that many are handled on the engine, by n8n-core's \`WebhookContext\` without HTTP and without an execution: verify,
filter, and recognize duplicates. By tenth, one takes ${listed(times, 1)} µs, and the heap holds
${listed(heaps, 0)} MB.`;
}

function deliveryRows({ sides }: ServerDeliveries, condition: string, target = ''): string {
	const { trigger, webhook } = sides;
	const [ours, theirs] = [mean(trigger.cpu), mean(webhook.cpu)];
	return `| CPU of one in a whole n8n, with its execution${condition}, in ms | ${ours.toFixed(1)} | ${theirs.toFixed(1)} | **${(ours / theirs).toFixed(2)}** | ${target} |
| longest stall in a whole n8n${condition}, in ms | ${count(trigger.stall)} | ${count(webhook.stall)} | | |`;
}

function listed(numbers: number[], digits: number): string {
	return numbers.map((number) => number.toFixed(digits)).join(', ');
}

function tableRow(row: Row): string {
	const cells = (['cpu', 'wall', 'memory'] as const).map((figure) => cell(row, figure));
	const { Ampersand: ours, 'HTTP Request': theirs } = row.sides;
	return `| ${row.title} × ${count(row.size)} | ${cells.join(' | ')} | ${count(ours.stall)} : ${count(theirs.stall)} |`;
}

function cell(row: Row, figure: Figure): string {
	const { Ampersand: ours, 'HTTP Request': theirs } = row.sides;
	// JSON has kept what is unknown as null.
	if (typeof ours[figure] !== 'number' || typeof theirs[figure] !== 'number') return '';
	const found = checkOf(row, figure);
	const target = found ? ` ${targetOf(found)}` : '';
	return `**${ratio(row, figure).toFixed(2)}**${target} (${count(ours[figure])} : ${count(theirs[figure])})`;
}

function targetOf({ isMet, limit }: Check): string {
	return `${isMet ? '≤' : '>'} ${limit}`;
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
