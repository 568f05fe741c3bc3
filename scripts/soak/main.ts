import type { IDataObject } from 'n8n-workflow';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { childProcess, parseArgs, path, performance, process, v8, vm } from '../../test/support/node';
import { workflowWith } from '../../test/support/workflow';

const USAGE = 'npm run soak -- [--items 20000] [--failing 0.05] [--seed 1] [--seconds 240]';
const MAX_CONCURRENCY = 50;
const MAX_MEMORY_GROWTH_MB = 30;

interface Server {
	url: string;
	apiKey: string;
	project: string;
	/** IDs of connections. */
	ids: string[];
}

interface RequestCounts {
	requests: number;
	succeeded: number;
	maxInFlight: number;
}

/** `npm run soak`: runs many items through the node against an API where some requests fail at random. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			items: { type: 'string', default: '20000' },
			failing: { type: 'string', default: '0.05' },
			seed: { type: 'string', default: '1' },
			seconds: { type: 'string', default: '240' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return printLine(USAGE);
	const items = Number(values.items);
	const failing = Number(values.failing);
	printLine(`${items} items, ${failing * 100}% of the requests fail at random, seed ${values.seed}`);

	const script = path.resolve('scripts/soak/server.ts');
	const child = childProcess.fork(script, [String(failing / 3), values.seed], {
		execArgv: ['--import', 'tsx'],
	});
	try {
		const server = await nextMessage<Server>(child);
		// The first run loads and compiles what every later one uses.
		await runItems(server, 200);
		const before = memoryMb();
		const startedAt = performance.now();
		const cancel = AbortSignal.timeout(Number(values.seconds) * 1000);
		await runItems(server, items, cancel);
		const seconds = (performance.now() - startedAt) / 1000;
		const growth = memoryMb() - before;
		child.send('count');
		const { requests, succeeded, maxInFlight } = await nextMessage<RequestCounts>(child);
		const failed = requests - succeeded;
		printLine(`Each item was output once, with the right connection and pairing, in ${seconds.toFixed(1)} s`);
		printLine(`${requests} requests, ${failed} of them failed, at most ${maxInFlight} at the same time`);
		printLine(`Memory: ${before.toFixed(1)} MB before, ${growth.toFixed(1)} MB more after`);
		if (maxInFlight > MAX_CONCURRENCY)
			throw new Error(`There were more than ${MAX_CONCURRENCY} concurrent requests`);
		if (failed < (items * failing) / 2) throw new Error('Too few requests failed for a soak test');
		if (growth > MAX_MEMORY_GROWTH_MB) throw new Error(`Memory grew by more than ${MAX_MEMORY_GROWTH_MB} MB`);
	} finally {
		child.disconnect();
	}
}

/**
 * Runs items through Get.
 *
 * @throws Error unless each is output once, with the right connection and pairing
 */
async function runItems(server: Server, items: number, cancel?: AbortSignal): Promise<void> {
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	const workflow = workflowWith({
		operation: 'get',
		projectIdOrName: locator(server.project),
		connectionId: locator('={{ $json.id }}'),
		options: { maxConcurrency: MAX_CONCURRENCY, maxRetries: 10 },
	});
	const input: IDataObject[] = Array.from({ length: items }, (_, index) => ({
		id: server.ids[index % server.ids.length],
	}));
	const credential = { apiKey: server.apiKey, baseUrl: server.url };
	const { error, nodes, status } = await new Engine(built).run(workflow, { credential, input, cancel });
	if (status !== 'success') throw new Error(`The run ended with status ${status}: ${error?.message}`);
	const outputs = nodes.Ampersand.outputs[0];
	if (outputs.length !== items) throw new Error(`${outputs.length} items were output instead of ${items}`);
	outputs.forEach(({ json, pairedItem }, index) => {
		const paired = (pairedItem as { item: number }).item;
		if (paired !== index || json.id !== input[index].id)
			throw new Error(`Item ${index} has the wrong connection or pairing`);
	});
}

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/** Memory in use after a garbage collection, in MB. */
function memoryMb(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1_048_576;
}

async function nextMessage<T>(child: childProcess.ChildProcess): Promise<T> {
	return await new Promise((resolve, reject) => {
		child.once('message', (message) => resolve(message as T));
		child.once('exit', () => reject(new Error('The emulator has exited')));
	});
}

function printLine(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${String(error)}\n`);
		process.exit(1);
	},
);
