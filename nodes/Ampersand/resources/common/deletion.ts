import type { INodeProperties } from 'n8n-workflow';
import { Failure } from '../../../shared/errors/failure';
import type { ItemTask } from '../../operation';
import type { ParameterReader } from '../../parameters';
import type { OnlyIf } from './onlyIf';
import { confirmEmpty } from './responses';

/** Option of both Delete operations. */
export const ifNotFoundOption: INodeProperties = {
	displayName: 'If Not Found',
	name: 'ifNotFound',
	type: 'options',
	default: 'error',
	description: "What to do when it doesn't exist, for example because an earlier run has deleted it",
	options: [
		{ name: 'Count as Deleted', value: 'deleted' },
		{ name: 'Return an Error', value: 'error' },
	],
};

/**
 * Deletes what the routing names, after a check of the conditions.
 *
 * @param noun what it is, such as 'connection'
 * @param idName the parameter that names it
 */
export function deletionTask(p: ParameterReader, noun: string, idName: string, onlyIf: OnlyIf): ItemTask {
	const deleted = { deleted: true, id: p.text(idName) };
	const countsAsDeleted = p.oneOf('options.ifNotFound') === 'deleted';
	return async (api) => {
		try {
			if (!(await onlyIf.holds(api))) return [deleted];
			confirmEmpty(await api.send(), `that the ${noun} was deleted`);
			return [deleted];
		} catch (error) {
			const isMissing = error instanceof Failure && error.details.isMissing;
			if (isMissing && countsAsDeleted) return [{ ...deleted, found: false }];
			throw error;
		}
	};
}
