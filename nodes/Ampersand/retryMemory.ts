import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import type { Failure } from '../shared/errors/failure';

/** The result of an item in an earlier try: its outputs, or a failure after which it may have been processed. */
export type ItemResult = { outputs: IDataObject[] } | { failure: Failure };

const memories = new WeakMap<object, Map<number, ItemResult>>();

/**
 * What an earlier try of the same run has done, by item index.
 *
 * n8n's *Retry On Fail* executes the node again with the same execution data, all its items included. Items that
 * were processed, and those that must not be repeated and may have been, are therefore remembered between the tries: to
 * generate a connection again would be one too many, and to delete it again would fail.
 *
 * @returns undefined when nothing needs to be remembered
 */
export function retryMemory(
	context: IExecuteFunctions,
	node: INode,
	changesSomething: boolean,
	isTool: boolean,
): Map<number, ItemResult> | undefined {
	if (!changesSomething || node.retryOnFail !== true) return undefined;
	const key = keyOf(context, isTool);
	let memory = memories.get(key);
	if (!memory) memories.set(key, (memory = new Map()));
	return memory;
}

/** Forgets a run that n8n won't try again. */
export function forgetRun(context: IExecuteFunctions, isTool: boolean): void {
	memories.delete(keyOf(context, isTool));
}

/** The tools of an agent share its execution data, but each call has arguments of its own, which n8n keeps for a retry. */
function keyOf(context: IExecuteFunctions, isTool: boolean): object {
	return isTool ? context.getInputData()[0].json : context.getExecuteData();
}
