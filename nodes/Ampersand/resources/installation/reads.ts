import type { INodeProperties } from 'n8n-workflow';
import type { ItemTask } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { confirmEmpty } from '../common/responses';
import { installationOnlyIf, onlyIf } from './fields';

/**
 * Which reads to pause or unpause.
 *
 * @param verb such as 'pause'
 */
export const readsFields = (verb: string): INodeProperties[] => [
	{
		displayName: 'Objects',
		name: 'objects',
		type: 'string',
		default: '',
		placeholder: 'e.g. contact account',
		description: `Names of the objects to ${verb} reads for, separated by spaces, commas, or line breaks. Leave empty to ${verb} all.`,
		routing: { send: { type: 'body', property: 'objects' } },
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		placeholder: 'e.g. Reconnected by Jane',
		description: `Why you ${verb} the reads`,
		routing: { send: { type: 'body', property: 'note' } },
	},
	installationOnlyIf,
];

/** Objects by name. An expression must find some, because none means all. */
export function toObjects(p: ParameterReader, path: string): string[] | undefined {
	const objects = p.words(path);
	if (!objects && p.isExpression(path)) {
		throw p.invalid(path, 'is empty', 'Check that the field exists in the input item.');
	}
	return objects;
}

/**
 * Pauses or unpauses reads.
 *
 * @param done the member of the output that says so, such as 'paused'
 */
export function readsTask(p: ParameterReader, done: 'paused' | 'unpaused'): ItemTask {
	const conditions = onlyIf(p);
	const id = p.text('installationId');
	return async (api) => {
		await conditions.holds(api);
		confirmEmpty(await api.send(), `that the reads were ${done}`);
		return [{ [done]: true, id }];
	};
}
