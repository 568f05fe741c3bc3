import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../shared/errors/failure';

/** What became of an item in an earlier try: its outputs, or a failure after which it may have been processed. */
export interface ItemResult {
	outputs?: IDataObject[];
	failure?: Failure;
}

const memories = new WeakMap<object, Map<number, ItemResult>>();

/**
 * What an earlier try of the same run has done, by item index.
 *
 * n8n's *Retry On Fail* executes the node again with the same execution data, all its items included. Items that
 * succeeded, and those that may have been processed, are therefore remembered between the tries. Otherwise a retry would
 * create a second connection, or fail to delete one that is gone.
 */
export function retryMemory(run: {
	context: IExecuteFunctions;
	node: INode;
	isTool: boolean;
	items: INodeExecutionData[];
}): Map<number, ItemResult> {
	const { context, node, isTool, items } = run;
	if (node.retryOnFail !== true) return new Map();
	// The tools of an agent share its execution data, but each call has arguments of its own, which n8n keeps for a retry.
	const key = isTool ? items[0].json : context.getExecuteData();
	const memory = memories.get(key) ?? new Map<number, ItemResult>();
	memories.set(key, memory);
	return memory;
}
