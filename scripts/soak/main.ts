import type { IDataObject } from 'n8n-workflow';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { childProcess, parseArgs, path, performance, process, v8, vm } from '../../test/support/node';
import { workflowWith } from '../../test/support/workflow';

const USAGE = 'npm run soak -- [--items 20000] [--failing 0.05] [--seed 1] [--seconds 240]';
const CONCURRENCY = 50;
const MEMORY_MB = 30;

interface Server {
	url: string;
	apiKey: string;
	project: string;
	ids: string[];
}

interface Log {
	requests: number;
	answered: number;
	maxInFlight: number;
}

/** `npm run soak`: many items through the node, against an API of which a part fails at random. */
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
	if (values.help) return say(USAGE);
	const items = Number(values.items);
	const failing = Number(values.failing);
	say(`${items} items, ${failing * 100} % of the requests fail at random, seed ${values.seed}`);

	const script = path.resolve('scripts/soak/server.ts');
	const child = childProcess.fork(script, [String(failing / 3), values.seed], {
		execArgv: ['--import', 'tsx'],
	});
	try {
		const server = await nextMessage<Server>(child);
		await through(server, 200);
		const before = memoryMb();
		const began = performance.now();
		const cancel = AbortSignal.timeout(Number(values.seconds) * 1000);
		await through(server, items, cancel);
		const seconds = (performance.now() - began) / 1000;
		const grown = memoryMb() - before;
		child.send('log');
		const log = await nextMessage<Log>(child);
		say(`every item came out once, right and paired, in ${seconds.toFixed(1)} s`);
		say(
			`${log.requests} requests, ${log.requests - log.answered} of them failed, at most ${log.maxInFlight} at once`,
		);
		say(`memory: ${before.toFixed(1)} MB before, ${grown.toFixed(1)} MB more after`);
		if (log.maxInFlight > CONCURRENCY) throw new Error(`more than ${CONCURRENCY} requests were under way`);
		if (log.requests - log.answered < (items * failing) / 2)
			throw new Error('too few requests failed for a soak');
		if (grown > MEMORY_MB) throw new Error(`memory grew by more than ${MEMORY_MB} MB`);
	} finally {
		child.disconnect();
	}
}

/** Runs that many items through Get; throws unless each comes out once, right and paired. */
async function through(server: Server, items: number, cancel?: AbortSignal): Promise<void> {
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	const workflow = workflowWith({
		operation: 'get',
		projectIdOrName: locator(server.project),
		connectionId: locator('={{ $json.id }}'),
		options: { maxConcurrency: CONCURRENCY, maxRetries: 10 },
	});
	const input: IDataObject[] = Array.from({ length: items }, (_, index) => ({
		id: server.ids[index % server.ids.length],
	}));
	const credential = { apiKey: server.apiKey, baseUrl: server.url };
	const { error, nodes, status } = await new Engine(built).run(workflow, { credential, input, cancel });
	if (status !== 'success') throw new Error(`the run ended as ${status}: ${error?.message}`);
	const outputs = nodes.Ampersand.outputs[0];
	if (outputs.length !== items) throw new Error(`${outputs.length} items came out instead of ${items}`);
	outputs.forEach(({ json, pairedItem }, index) => {
		const paired = (pairedItem as { item: number }).item;
		if (paired !== index || json.id !== input[index].id)
			throw new Error(`item ${index} is not what it should be`);
	});
}

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/** Memory in use once all that can go has gone, in MB. */
function memoryMb(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1_048_576;
}

async function nextMessage<T>(child: childProcess.ChildProcess): Promise<T> {
	return await new Promise((resolve, reject) => {
		child.once('message', (message) => resolve(message as T));
		child.once('exit', () => reject(new Error('the emulator ended')));
	});
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${String(error)}\n`);
		process.exit(1);
	},
);
