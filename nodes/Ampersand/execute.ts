import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { Failure, toErrorItem, toNodeApiError } from '../shared/errors/failure';
import { clock } from '../shared/transport/clock';
import { explain } from './explanation';
import { type PreparedItem, Run } from './run';
import { itemApi } from './itemApi';
import { forgetRun, retryMemory } from './retryMemory';
import { runInTurns } from './turns';

/** How long items are read before other work in the process gets a turn, in milliseconds. */
const MAX_SLICE_MS = 20;

/**
 * Executes the node once for all of its input items (n8n's `INodeType.execute`): all items are read and checked, and only
 * then is anything sent. After the first failure nothing further is sent.
 *
 * @returns each item's outputs in order, paired with it; when the node continues after errors, one error item in their
 *   place
 * @throws NodeApiError of the item that failed first, when the node stops on errors
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = new AbortController();
	const cancelSignal = context.getExecutionCancelSignal();
	const cancel = () => stop.abort(new Failure({ message: 'The execution was canceled' }));
	cancelSignal?.addEventListener('abort', cancel);
	if (cancelSignal?.aborted) cancel();
	try {
		const results = new Results(context);
		const prepared = await prepareItems(context, results, stop.signal);
		await processItems(context, prepared, results, stop);
		return [results.inOrder()];
	} catch (error) {
		throw await asNodeError(context, error);
	} finally {
		cancelSignal?.removeEventListener('abort', cancel);
	}
}

/** The failure of an item that ends the run. */
class ItemFailure extends Error {
	constructor(
		readonly failure: Failure,
		readonly itemIndex: number,
	) {
		super(failure.message);
	}
}

/** What each input item comes to. */
class Results {
	/** Whether an item has failed. */
	failed = false;
	private readonly outputs: INodeExecutionData[][] = [];
	private readonly node: INode;
	private readonly continueOnFail: boolean;

	constructor(context: IExecuteFunctions) {
		this.node = context.getNode();
		this.continueOnFail = context.continueOnFail();
	}

	succeed(index: number, outputs: IDataObject[]): void {
		this.outputs[index] = outputs.map((json) => ({ json, pairedItem: { item: index } }));
	}

	/** @throws ItemFailure when the node stops on errors */
	async fail(index: number, error: unknown, signal: AbortSignal): Promise<void> {
		this.failed = true;
		const failure = toFailure(error);
		if (!this.continueOnFail || signal.aborted) throw new ItemFailure(failure, index);
		const hasErrorOutput = this.node.onError === 'continueErrorOutput';
		this.outputs[index] = [toErrorItem(await explain(failure), index, hasErrorOutput)];
	}

	inOrder(): INodeExecutionData[] {
		const all: INodeExecutionData[] = [];
		for (const outputs of this.outputs) for (const output of outputs) all.push(output);
		return all;
	}
}

/** Reads and checks all items; those that can't be sent have failed then. */
async function prepareItems(
	context: IExecuteFunctions,
	results: Results,
	signal: AbortSignal,
): Promise<PreparedItem[]> {
	const prepared: PreparedItem[] = [];
	let run: Run | undefined;
	let sliceStart = clock.now();
	const { length } = context.getInputData();
	for (let index = 0; index < length; index++) {
		try {
			run ??= new Run(context);
			prepared.push(run.prepareItem(index));
		} catch (error) {
			await results.fail(index, error, signal);
		}
		if (clock.now() - sliceStart < MAX_SLICE_MS) continue;
		await clock.yield();
		signal.throwIfAborted();
		sliceStart = clock.now();
	}
	return prepared;
}

async function processItems(
	context: IExecuteFunctions,
	items: PreparedItem[],
	results: Results,
	stop: AbortController,
): Promise<void> {
	if (items.length === 0) return;
	const [{ run }] = items;
	const memory = retryMemory(context, run.node, items[0].request.method !== 'GET', run.isTool);
	const processItem = async (item: PreparedItem): Promise<void> => {
		try {
			const earlier = memory?.get(item.index);
			if (earlier && 'failure' in earlier) throw earlier.failure;
			const outputs = earlier?.outputs ?? (await item.task(itemApi(item, stop.signal)));
			memory?.set(item.index, { outputs });
			results.succeed(item.index, outputs);
		} catch (error) {
			if (error instanceof Failure && error.details.outcomeUnknown)
				memory?.set(item.index, { failure: error });
			await results.fail(item.index, error, stop.signal);
		}
	};
	// What can't be sent again must fail before anything else is sent.
	const toSend = memory ? items.filter(({ index }) => !memory.has(index)) : items;
	for (const item of items) if (memory?.has(item.index)) await processItem(item);
	const maxConcurrency = toSend.reduce((lowest, item) => Math.min(lowest, item.maxConcurrency), Infinity);
	await runInTurns(
		toSend.length,
		async (index) => await processItem(toSend[index]),
		{ maxConcurrency, ...run.turns },
		stop,
	);
	if (!results.failed) forgetRun(context, run.isTool);
}

/** By now nothing else is sent, so that the failure may be explained. */
async function asNodeError(context: IExecuteFunctions, error: unknown): Promise<NodeApiError> {
	if (!(error instanceof ItemFailure)) return toNodeApiError(context.getNode(), toFailure(error));
	return toNodeApiError(context.getNode(), await explain(error.failure), error.itemIndex);
}

/** Converts other errors, such as that of an expression that can't be evaluated. */
function toFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const { message, description } = error as Error & { description?: string | null };
	return new Failure({ message, description: description ?? undefined });
}
