import '../../test/support/engine/environment';
import { Expression, type IDataObject } from 'n8n-workflow';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import type { EmulatorClient, Prepared } from '../emulator/client';
import { START } from '../work/steps';
import { n8nNodes, workflowOf } from '../work/workflows';
import type { Runner, Steps } from '../work/workload';
import { type Cost, measured } from './cost';

/** What a run cost and returned. */
export interface Run extends Cost {
	items: IDataObject[];
	requests: number;
	credentials: number;
}

/** n8n's engine in this process, measured. */
export class MeasuredEngine {
	private readonly engine = new Engine(built, n8nNodes());

	constructor(private readonly emulator: EmulatorClient) {}

	/** Runs it once; `clean` as for `measured`. */
	async run(runner: Runner, prepared: Prepared, input: IDataObject[], clean: boolean): Promise<Run> {
		const before = await this.emulator.requests();
		const { result, cost } = await measured(
			async () =>
				typeof runner === 'function'
					? { items: await runner(), credentials: 0 }
					: await this.runWorkflow(runner, prepared, input),
			sandboxReplaced,
			clean,
		);
		return { ...result, ...cost, requests: (await this.emulator.requests()) - before };
	}

	private async runWorkflow(
		{ steps, looped }: Steps,
		{ credential }: Prepared,
		input: IDataObject[],
	): Promise<{ items: IDataObject[]; credentials: number }> {
		const file = workflowOf({ steps: [START, ...steps], looped });
		const { status, error, nodes, credentials } = await this.engine.run(file, {
			credential,
			input,
			mode: 'trigger',
		});
		if (status !== 'success') throw new Error(`The run ended as ${status}: ${error?.message}`);
		const last = nodes[file.nodes.at(-1)?.name ?? ''];
		return { items: last.outputs[0].map(({ json }) => json), credentials: credentials.decryptions };
	}
}

/**
 * Waits until n8n has prepared its next sandbox: every execution takes one, which makes n8n start on another. Otherwise
 * those 50 ms would count for the next run.
 */
async function sandboxReplaced(): Promise<void> {
	const { vmEvaluator } = Expression as unknown as {
		vmEvaluator?: { pool: { waitForReplenishment(): Promise<void> } };
	};
	await vmEvaluator?.pool.waitForReplenishment();
}

/** Starts n8n's sandbox for expressions as its server does (defaults of `ExpressionEngineConfig`). */
export async function startSandbox(): Promise<void> {
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
}
