import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { childProcess, parseArgs, path, performance, process, v8, vm } from '../../test/support/node';
import { workflowWith } from '../../test/support/workflow';

const USAGE = 'npm run soak -- [--items 20000] [--failing 0.05] [--seed 1] [--seconds 240]';
const MAX_CONCURRENCY = 50;
const MAX_MEMORY_GROWTH_MB = 30;

const GET = { operation: 'get' };
/** Adds an entry to the connection's metadata, which the API can only replace as a whole. */
const UPDATE = {
	operation: 'update',
	updateFields: {
		providerMetadata: { entry: [{ key: '={{ $json.key }}', value: 'soak', source: 'input' }] },
	},
};

interface Item extends IDataObject {
	/** The ID of the connection. */
	id: string;
	/** The name of the metadata that Update adds. */
	key: string;
}

interface Server {
	url: string;
	apiKey: string;
	project: string;
	/** IDs of connections. */
	ids: string[];
}

interface Outcome {
	requests: number;
	succeeded: number;
	maxInFlight: number;
	/** The names of the metadata that each connection has in the end, by its ID. */
	metadata: Record<string, string[]>;
}

/**
 * `npm run soak`: runs many items through the node against an API where some requests fail at random, and some of
 * these have been carried out: all of them through Get, and a tenth through Update, where many change one connection.
 */
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
		const updated = itemsFor(server, items / 10);
		// The first run loads and compiles what every later one uses.
		await runItems(server, GET, itemsFor(server, 200));
		const before = memoryMb();
		const startedAt = performance.now();
		const cancel = AbortSignal.timeout(Number(values.seconds) * 1000);
		await runItems(server, GET, itemsFor(server, items), cancel);
		await runItems(server, UPDATE, updated, cancel);
		const seconds = (performance.now() - startedAt) / 1000;
		const growth = memoryMb() - before;
		child.send('end');
		const { requests, succeeded, maxInFlight, metadata } = await nextMessage<Outcome>(child);
		const failed = requests - succeeded;
		const lost = updated.filter(({ id, key }) => !metadata[id].includes(key));
		if (lost.length > 0) throw new Error(`${lost.length} of ${updated.length} updates were lost`);
		printLine(`Each item was output once, with the right connection and pairing, in ${seconds.toFixed(1)} s`);
		printLine(`None of ${updated.length} updates of ${server.ids.length} connections was lost`);
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

/** An item for each number; the connections take turns. */
function itemsFor({ ids }: Server, count: number): Item[] {
	return Array.from({ length: count }, (_, index) => ({ id: ids[index % ids.length], key: `key-${index}` }));
}

/**
 * Runs items through an operation.
 *
 * @throws Error unless each is output once, with the right connection and pairing
 */
async function runItems(
	server: Server,
	operation: INodeParameters,
	input: Item[],
	cancel?: AbortSignal,
): Promise<void> {
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	const workflow = workflowWith({
		...operation,
		projectIdOrName: locator(server.project),
		connectionId: locator('={{ $json.id }}'),
		options: { maxConcurrency: MAX_CONCURRENCY, maxRetries: 10 },
	});
	const credential = { apiKey: server.apiKey, baseUrl: server.url };
	const { error, nodes, status } = await new Engine(built).run(workflow, { credential, input, cancel });
	if (status !== 'success') throw new Error(`The run ended with status ${status}: ${error?.message}`);
	const outputs = nodes.Ampersand.outputs[0];
	if (outputs.length !== input.length)
		throw new Error(`${outputs.length} items were output instead of ${input.length}`);
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
