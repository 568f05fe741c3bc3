import { Failure } from '../../../shared/errors/failure';
import { CHECK_PROJECT } from '../../../shared/errors/hints';
import type { ItemTask } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { choiceField, option } from './declare';
import type { OnlyIf } from './onlyIf';
import { confirmEmpty, entityIn } from './responses';

/** Option of both Delete operations. */
export const ifNotFoundOption = choiceField(
	'If Not Found',
	'ifNotFound',
	'error',
	"What to do when it doesn't exist, for example because an earlier run has deleted it",
	[option('Count as Deleted', 'deleted'), option('Return an Error', 'error')],
);

/**
 * Deletes what the routing names, after a check of the conditions.
 *
 * @param noun what it is, such as 'connection'
 * @param path its path, which begins with that of what it belongs to
 */
export function deletionTask(p: ParameterReader, noun: string, path: string, onlyIf: OnlyIf): ItemTask {
	const deleted = { deleted: true, id: p.text(`${noun}Id`) };
	const owner = p.path(path.replace(/\/[^/]+\/[^/]+$/, ''));
	const countsAsDeleted = p.oneOf('options.ifNotFound') === 'deleted';
	const remove: ItemTask = async (api) => {
		if (await onlyIf.holds(api)) confirmEmpty(await api.send(), `that the ${noun} was deleted`);
		return [deleted];
	};
	return async (api) =>
		await remove(api).catch(async (error: unknown) => {
			const isMissing = error instanceof Failure && error.details.isMissing;
			if (!isMissing || !countsAsDeleted) throw error;
			// A misspelled project, or a proxy in between, makes everything a 404.
			const action = { label: `confirm that the ${noun} is gone`, notFoundHint: CHECK_PROJECT };
			entityIn(await api.send({ action, url: owner }), action, 'project or integration');
			return [{ ...deleted, found: false }];
		});
}
