import type { Action } from '../../../shared/api';
import type { ItemTask } from '../../operation';
import { checkConditions, type Condition } from './onlyIf';
import { confirmDeletion } from './responses';

/**
 * Deletes what the routing names, after a check of the conditions.
 *
 * @param id of what is deleted, for the output
 * @param noun what it is, such as 'connection'
 * @param notFoundHint what to do when it doesn't exist
 */
export function deletionTask(
	id: string,
	noun: string,
	conditions: Condition[],
	notFoundHint: string,
): ItemTask {
	const read: Action = { label: `read the ${noun} to check the conditions of 'Only If'`, notFoundHint };
	const outputs = [{ deleted: true, id }];
	return async (api) => {
		if (conditions.length) {
			const thing = await api.readFirst(read, noun);
			if (thing === undefined) return outputs;
			checkConditions(thing, conditions, noun);
		}
		confirmDeletion(await api.send(), noun);
		return outputs;
	};
}
