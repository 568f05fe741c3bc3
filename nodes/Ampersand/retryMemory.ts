import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import type { Failure } from '../shared/errors/failure';

/** What became of an item in an earlier try: its outputs, or a failure after which it may have been processed. */
export type ItemResult = { outputs: IDataObject[] } | { failure: Failure };

const memories = new WeakMap<object, Map<number, ItemResult>>();

/**
 * What an earlier try of the same run has done, by item index.
 *
 * n8n's *Retry On Fail* executes the node again with the same execution data, all its items included. For an operation
 * that must not be repeated, items that were processed, or may have been, are therefore remembered between the tries.
 * Execution data belongs to one run of one node, except that the tools of an agent share it; a tool runs for one
 * item, so that it has nothing to remember.
 *
 * @returns undefined when nothing needs to be remembered
 */
export function retryMemory(
	context: IExecuteFunctions,
	node: INode,
	idempotent: boolean,
	isTool: boolean,
): Map<number, ItemResult> | undefined {
	if (idempotent || isTool || node.retryOnFail !== true) return undefined;
	const executeData = context.getExecuteData();
	let memory = memories.get(executeData);
	if (!memory) memories.set(executeData, (memory = new Map()));
	return memory;
}

/** Forgets a run that n8n won't try again. */
export function forgetRun(context: IExecuteFunctions): void {
	memories.delete(context.getExecuteData());
}
