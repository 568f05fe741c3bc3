import { isBlank } from '../../../shared/values';
import type { Operation } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { inBody, textField } from '../common/declare';
import { confirmEmpty } from '../common/responses';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH, installationLock, installationOnlyIf } from './fields';

/**
 * Pauses or unpauses reads; does nothing when there is nothing to do.
 *
 * @param verb such as 'pause'
 * @param done the member of the output that says so, such as 'paused'
 */
export function readsOperation(
	{ name, value, description }: Record<'name' | 'value' | 'description', string>,
	verb: 'pause' | 'unpause',
	done: 'paused' | 'unpaused',
): Operation {
	return {
		option: {
			name,
			value,
			action: `${name.replace('Reads', 'reads')} of installation`,
			description,
			routing: { request: { method: 'POST', url: `${INSTALLATION_PATH}:${verb}` } },
		},
		action: { label: `${verb} the reads`, notFoundHint: INSTALLATION_NOT_FOUND },
		fields: [
			textField(
				'Objects',
				'objects',
				`Names of the objects to ${verb} reads for, separated by spaces, commas, or line breaks. Leave empty to ${verb} all.`,
				{ placeholder: 'e.g. contact account', ...inBody('objects') },
			),
			textField('Note', 'note', `Why you ${verb} the reads`, {
				placeholder: 'e.g. Reconnected by Jane',
				...inBody('note'),
			}),
			installationOnlyIf.field,
		],
		host: 'read',
		convert: { objects: toObjects },
		lock: installationLock,
		prepare(p) {
			const conditions = installationOnlyIf.read(p);
			const id = p.text('installationId');
			return async (api) => {
				await conditions.holds(api);
				confirmEmpty(await api.send(), `that the reads were ${done}`);
				return [{ [done]: true, id }];
			};
		},
	};
}

/**
 * Objects by name; undefined when the field was left empty by hand, which means all.
 *
 * @throws Failure when anything else names none
 */
function toObjects(p: ParameterReader, path: string): string[] | undefined {
	const objects = p.words(path);
	if (!objects && (p.isExpression(path) || !isBlank(p.value(path)))) {
		throw p.invalid(path, 'is empty', 'Without any name, all reads would be meant.');
	}
	return objects;
}
