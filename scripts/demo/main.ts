import { startEmulator } from '../../emulator';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { example } from '../../test/support/examples';
import { parseArgs, process } from '../../test/support/node';
import { expectThat, printRun, say } from './print';
import { deliverTo, demonstrateRepair } from './repair';
import type { EngineResult, WorkflowFile } from '../../test/support/engine';

const USAGE = `npm run demo runs the examples on n8n's engine against the embedded emulator.

Against a real project:  AMPERSAND_API_KEY=… npm run demo -- --url <base URL> --project <name or ID>
  --write      also generate, update and delete a connection (of a group of its own, which is removed again)
  --provider   the provider to connect, one that takes an API key (default: apollo)`;

/** The group that the demo works with, and removes at the end. */
const GROUP = 'n8n-ampersand-demo';

interface Target {
	credential: { apiKey: string; baseUrl: string };
	project: string;
	provider: string;
	write: boolean;
	/** Shows what only the embedded emulator can: events. */
	repair?(): Promise<void>;
	close(): Promise<void>;
}

/** `npm run demo`: see USAGE. */
async function main(): Promise<void> {
	const began = Date.now();
	const target = await chooseTarget();
	try {
		const engine = new Engine(built);
		const show = async (title: string, file: WorkflowFile, input: object[] = [{}]): Promise<EngineResult> => {
			say(`── ${title}`);
			const result = await engine.run(file, {
				credential: target.credential,
				input: input.map((item) => ({ ...item })),
			});
			printRun(file, result);
			return result;
		};
		await demonstrate(target, show);
		await target.repair?.();
		say(`All of it worked, in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
	} finally {
		await target.close();
	}
}

type Show = (title: string, file: WorkflowFile, input?: object[]) => Promise<EngineResult>;

async function demonstrate(target: Target, show: Show): Promise<void> {
	const report = await show(
		'list: the morning report of broken connections',
		example('morning-report', target.project),
	);
	expectThat(report.status === 'success', 'the report was written');
	if (!target.write) {
		say('Only read, since --write was not given.');
		return;
	}

	const customer = {
		customerId: GROUP,
		customerName: 'Demo Customer',
		userId: 'demo-user',
		provider: target.provider,
		apiKey: ['demo', 'key'].join('-'),
	};
	const connect = await show(
		'generate: connect a new customer; the second one is meant to fail, and shows the mapped error',
		example('connect-a-new-customer', target.project),
		[{ body: customer }, { body: { ...customer, provider: 'no-such-provider' } }],
	);
	const [generated = [], refused = []] = connect.nodes['Generate Connection'].outputs;
	expectThat(generated.length === 1, 'one connection was generated');
	expectThat(
		refused.length === 1 && Boolean(refused[0].json.error),
		'the other one left by the error output',
	);
	say(`  The error in full: ${JSON.stringify(refused[0].json.error)}`);
	for (const line of String((refused[0].json.details as { description: string }).description).split('\n')) {
		say(`    ${line}`);
	}
	say();

	const connectionId = generated[0].json.id;
	const rotated = await show(
		'update and get: rotate an API key',
		example('rotate-an-api-key', target.project),
		[{ connectionId, apiKey: ['rotated', 'key'].join('-') }],
	);
	expectThat(rotated.nodes['Read It Back']?.outputs[0][0].json.id === connectionId, 'the key was replaced');

	const removed = await show(
		"delete: remove a churned customer's connections",
		example('remove-a-churned-customer', target.project),
		[{ groupRef: GROUP }],
	);
	const gone = removed.nodes['Delete It']?.outputs[0] ?? [];
	expectThat(
		gone.some(({ json }) => json.deleted === true && json.id === connectionId),
		'the connection was deleted',
	);
}

async function chooseTarget(): Promise<Target> {
	const { values } = parseArgs({
		options: {
			url: { type: 'string' },
			project: { type: 'string' },
			provider: { type: 'string', default: 'apollo' },
			write: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		say(USAGE);
		process.exit(0);
	}
	const { provider, write } = values;
	if (values.url === undefined) {
		const hostUrl: { current?: string } = {};
		const emulator = await startEmulator({ deliverTo: deliverTo(hostUrl) });
		const [{ name: project }] = emulator.state.projects;
		say(`The Ampersand API is emulated at ${emulator.url}.\n`);
		return {
			credential: { apiKey: emulator.apiKey, baseUrl: emulator.url },
			project,
			provider,
			write: true,
			repair: async () => await demonstrateRepair(emulator, project, hostUrl),
			close: async () => await emulator.close(),
		};
	}
	const apiKey = process.env.AMPERSAND_API_KEY;
	if (!apiKey || !values.project) throw new Error(USAGE);
	return {
		credential: { apiKey, baseUrl: values.url },
		project: values.project,
		provider,
		write,
		close: async () => await Promise.resolve(),
	};
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
