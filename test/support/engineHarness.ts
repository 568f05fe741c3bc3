import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { clock } from '../../nodes/shared/transport/clock';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator';
import { Engine, type EngineOptions, type EngineResult } from './engine';
import { source } from './engine/source';
import { type NodeSettings, workflowWith } from './workflow';

/** The result of our node, run on the engine against the emulator. */
export interface RunResult extends EngineResult {
	/** Items on the first output. */
	items: INodeExecutionData[];
	/** Items on the error output. */
	failed: INodeExecutionData[];
	/** Their JSON. */
	json: IDataObject[];
}

/** What the tests of one file share. */
export interface EngineHarness {
	readonly api: Emulator;
	readonly engine: Engine;
	/** The delays that the code under test asked for, in milliseconds; the test doesn't wait for them. */
	readonly waits: number[];
	/** Runs our node alone, with its parameters, for each input item. */
	run(
		parameters: INodeParameters,
		input?: IDataObject[],
		settings?: NodeSettings & Pick<EngineOptions, 'cancel' | 'credential' | 'variables'>,
	): Promise<RunResult>;
	/** The requests so far, or only those with a method. */
	sent(method?: string): Array<{ method: string; url: string; body: unknown }>;
	/** A credential for the emulator. */
	credential(): { apiKey: string; baseUrl: string };
}

/**
 * Starts an emulator for the tests of a file, fresh data for each test, and takes time into the test's hands.
 */
export function engineHarness(options: EmulatorOptions = {}): EngineHarness {
	let api: Emulator | undefined;
	const waits: number[] = [];
	const engine = new Engine(source);

	beforeEach(async () => {
		waits.length = 0;
		jest.spyOn(clock, 'sleep').mockImplementation(async (ms) => {
			waits.push(ms);
			return await Promise.resolve();
		});
		jest.spyOn(clock, 'random').mockReturnValue(0.5);
		api = await startEmulator(options);
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await api?.close();
	});

	const running = (): Emulator => {
		if (!api) throw new Error('The emulator runs only during a test');
		return api;
	};
	const credential = () => ({ apiKey: running().apiKey, baseUrl: running().url });
	return {
		get api() {
			return running();
		},
		engine,
		waits,
		credential,
		sent: (wanted) =>
			running()
				.requests.filter(({ method }) => wanted === undefined || method === wanted)
				.map(({ method, url, body }) => ({ method, url, body })),
		async run(parameters, input = [{}], settings = {}) {
			const { cancel, credential: other, variables, ...node } = settings;
			const result = await engine.run(workflowWith(parameters, node), {
				credential: other ?? credential(),
				input,
				cancel,
				variables,
			});
			const [items = [], failed = []] = result.nodes.Ampersand?.outputs ?? [];
			return { ...result, items, failed, json: items.map((item) => item.json) };
		},
	};
}

/** A resource locator's value, as the editor saves it. */
export function byId(value: unknown): INodeParameters {
	return { __rl: true, mode: 'id', value } as INodeParameters;
}

/** The same, for a resource locator that has a mode By Name, such as the project's and the provider's. */
export function byName(value: unknown): INodeParameters {
	return { __rl: true, mode: 'name', value } as INodeParameters;
}

/** The seeded project that the tests work in. */
export const PROJECT = 'mailmonkey-production';

/** The pairing of each item: the index of the input item that it came from. */
export function pairing(items: INodeExecutionData[]): unknown[] {
	return items.map(({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item);
}
