import '../test/support/engine/environment';
import { Expression, type IDataObject } from 'n8n-workflow';
import { Engine, type WorkflowFile } from '../test/support/engine';
import { built } from '../test/support/engine/built';
import { Api, type Prepared } from './api';
import { type Cost, measured } from './measure';
import { n8nNodes } from './workflows';
import type { Way } from './workloads';

/** What a run has cost and made. */
export interface Run extends Cost {
	items: IDataObject[];
	requests: number;
	/** How often the credential was read. */
	credentials: number;
}

/** Runs ways of doing some work, one after the other, in this process. */
export class Runner {
	private readonly engine = new Engine(built, n8nNodes());

	constructor(private readonly api: Api) {}

	/** Runs it once, measured; `clean` as for `measured`. */
	async run(way: Way, prepared: Prepared, input: IDataObject[], clean: boolean): Promise<Run> {
		const before = await this.api.requests();
		const { result, cost } = await measured(
			async () =>
				typeof way === 'function'
					? { items: await way(), credentials: 0 }
					: await this.runWorkflow(way, prepared, input),
			sandboxReplaced,
			clean,
		);
		return { ...result, ...cost, requests: (await this.api.requests()) - before };
	}

	private async runWorkflow(
		file: WorkflowFile,
		{ credential }: Prepared,
		input: IDataObject[],
	): Promise<{ items: IDataObject[]; credentials: number }> {
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
 * Waits until n8n has another sandbox ready: each execution takes one, and begins to make the next as it does. Without
 * waiting, 50 ms of it would count for whatever is measured next.
 */
async function sandboxReplaced(): Promise<void> {
	const { vmEvaluator } = Expression as unknown as {
		vmEvaluator?: { pool: { waitForReplenishment(): Promise<void> } };
	};
	await vmEvaluator?.pool.waitForReplenishment();
}

/** Starts n8n's sandbox for expressions as its server does (`ExpressionEngineConfig`'s standard values). */
export async function startSandbox(): Promise<void> {
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
}
