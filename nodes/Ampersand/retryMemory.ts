import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../shared/errors/failure';
import type { Run } from './run';

/** What became of an item in an earlier try: its outputs, or a failure after which it may have been processed. */
export interface ItemResult {
	outputs?: IDataObject[];
	failure?: Failure;
}

/** Results by an item's index, and by what was deleted (`Run.deletionOf`). */
type RetryMemory = Map<number | string, ItemResult>;

const memories = new WeakMap<object, RetryMemory>();

/**
 * What this try and earlier tries of the run have done.
 *
 * n8n's *Retry On Fail* executes the node again with the same execution data, all its items included. Items that
 * succeeded, and those that may have been processed, are therefore remembered between the tries. Otherwise a retry would
 * create a second connection, or fail to delete one that is gone.
 */
export function retryMemory({ context, node, isTool, items }: Run): RetryMemory {
	if (node.retryOnFail !== true) return new Map();
	// The tools of an agent share its execution data, but each call has arguments of its own, which n8n keeps for a retry.
	const key = isTool ? items[0].json : context.getExecuteData();
	const memory: RetryMemory = memories.get(key) ?? new Map();
	memories.set(key, memory);
	return memory;
}
