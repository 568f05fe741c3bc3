import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { Failure, isTool, toErrorItem, toFailure, toNodeApiError } from '../shared/errors/failure';
import { canceled } from '../shared/errors/networkError';
import { clock } from '../shared/transport/clock';
import { itemApi } from './itemApi';
import { withLock } from './lock';
import { type ItemResult, retryMemory } from './retryMemory';
import { type PreparedItem, Run } from './run';
import { runInTurns } from './turns';

/** How long items are read before other work in the process gets a turn, in milliseconds. */
const MAX_SLICE_MS = 20;

/**
 * Executes the node once for all of its input items (n8n's `INodeType.execute`): all items are read and checked, and only
 * then is anything sent. When the node stops on errors, nothing further is sent after the first failure.
 *
 * @returns each item's outputs, in order and paired with it; a failed item has one error item instead if the node
 *   continues on errors
 * @throws NodeApiError of the item that failed first, when the node stops on errors
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = new AbortController();
	const cancelSignal = context.getExecutionCancelSignal();
	const cancel = () => stop.abort(canceled());
	cancelSignal?.addEventListener('abort', cancel);
	if (cancelSignal?.aborted) cancel();
	const results = new Results(context, stop);
	let run: Run | undefined;
	try {
		run = startRun(context, results);
		if (run) {
			await sendItems(run, await prepareItems(run, results, stop.signal), results, stop);
			showHints(run);
		}
		return [results.inOrder()];
	} catch (error) {
		const failure = withProgress(toFailure(error), run, results.succeeded);
		throw toNodeApiError(context.getNode(), failure, results.failedIndex);
	} finally {
		cancelSignal?.removeEventListener('abort', cancel);
	}
}

/**
 * The failure that ends a run, with the number of items carried out if they changed something, because running the
 * workflow again repeats them.
 */
function withProgress(failure: Failure, run: Run | undefined, succeeded: number): Failure {
	if (!run || succeeded === 0 || run.operation.option.routing.request.method === 'GET') return failure;
	const { repeatOption } = run.operation;
	const [were, them] = succeeded === 1 ? ['was', 'it'] : ['were', 'them'];
	const unless = repeatOption ? `, unless '${repeatOption}' is set` : '';
	const hint = `${succeeded} of ${run.items.length} items ${were} carried out. Running the node again repeats ${them}${unless}.`;
	return new Failure({ ...failure.details, hints: [...(failure.details.hints ?? []), hint] });
}

/** Shows the run's hints beside its output, where n8n can. */
function showHints({ context, hints }: Run): void {
	if (typeof context.addExecutionHints !== 'function') return;
	context.addExecutionHints(...[...hints].map((message) => ({ message, location: 'outputPane' as const })));
}

/** The outcome of each input item. */
class Results {
	/** How many items have succeeded. */
	succeeded = 0;
	/** The item that has ended the run, if one has. */
	failedIndex?: number;
	private readonly outputs: INodeExecutionData[][] = [];
	private readonly node: INode;
	private readonly continueOnFail: boolean;

	constructor(
		context: IExecuteFunctions,
		private readonly stop: AbortController,
	) {
		this.node = context.getNode();
		this.continueOnFail = context.continueOnFail();
	}

	succeed(index: number, outputs: IDataObject[]): void {
		this.succeeded++;
		this.outputs[index] = outputs.map((json) => ({ json, pairedItem: { item: index } }));
	}

	/** @throws Failure when the node stops on errors; by then the run has stopped */
	fail(index: number, error: unknown): void {
		const failure = toFailure(error);
		if (!this.continueOnFail || this.stop.signal.aborted) {
			if (!this.stop.signal.aborted) this.failedIndex = index;
			this.stop.abort(failure);
			throw failure;
		}
		const hasErrorOutput = this.node.onError === 'continueErrorOutput';
		this.outputs[index] = [toErrorItem(failure, index, hasErrorOutput, isTool(this.node))];
	}

	inOrder(): INodeExecutionData[] {
		const all: INodeExecutionData[] = [];
		for (const outputs of this.outputs) for (const output of outputs) all.push(output);
		return all;
	}
}

/** @returns undefined when no item can be sent, because the resource or the operation isn't known */
function startRun(context: IExecuteFunctions, results: Results): Run | undefined {
	try {
		return new Run(context);
	} catch (error) {
		context.getInputData().forEach((_, index) => results.fail(index, error));
		return undefined;
	}
}

/** Reads and checks all items. An invalid item is recorded as failed, or ends the run if the node stops on errors. */
async function prepareItems(run: Run, results: Results, signal: AbortSignal): Promise<PreparedItem[]> {
	const prepared: PreparedItem[] = [];
	let sliceStart = clock.now();
	for (let index = 0; index < run.items.length; index++) {
		try {
			prepared.push(run.prepareItem(index));
		} catch (error) {
			results.fail(index, error);
		}
		if (clock.now() - sliceStart < MAX_SLICE_MS) continue;
		await clock.yield();
		signal.throwIfAborted();
		sliceStart = clock.now();
	}
	return prepared;
}

async function sendItems(
	run: Run,
	items: PreparedItem[],
	results: Results,
	stop: AbortController,
): Promise<void> {
	const memory = retryMemory(run);
	const isSettled = ({ index }: PreparedItem): boolean => {
		const earlier = memory.get(index);
		return earlier?.outputs !== undefined || (earlier !== undefined && run.operation.idempotent === false);
	};
	const processItem = async (item: PreparedItem): Promise<void> => {
		const { index } = item;
		const keys: Array<number | string> = [index];
		const remember = (result: ItemResult): void => keys.forEach((key) => memory.set(key, result));
		try {
			const own = memory.get(index);
			if (own?.failure && isSettled(item)) throw own.failure;
			// A second item for the same thing would find it already deleted.
			if (item.request.method === 'DELETE') keys.push(await run.deletionOf(item));
			const earlier = keys.map((key) => memory.get(key)).find(Boolean);
			const outputs =
				earlier?.outputs ?? (await item.task(itemApi(run, item, stop.signal, earlier !== undefined)));
			remember({ outputs });
			results.succeed(index, outputs);
		} catch (error) {
			const failure = toFailure(error);
			if (failure.details.outcomeUnknown) remember({ failure });
			results.fail(index, failure);
		}
	};
	// Replay remembered items first: if one failed, nothing may be sent.
	for (const item of items) if (isSettled(item)) await processItem(item);
	const toSend = items.filter((item) => !isSettled(item));
	const maxConcurrency = toSend.reduce((lowest, item) => Math.min(lowest, item.maxConcurrency), Infinity);
	await runInTurns(
		toSend.length,
		async (index) => {
			const item = toSend[index];
			await withLock(item.lock, stop.signal, async () => await processItem(item));
		},
		{ maxConcurrency, batching: items.at(0)?.batching },
		stop,
	);
}
