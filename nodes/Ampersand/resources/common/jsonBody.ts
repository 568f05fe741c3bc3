import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isObject } from '../../../shared/values';
import type { ParameterReader } from '../../parameters';
import { choiceField, option, shownFor } from './declare';

/** Whether values are specified with fields, or as JSON. */
export const specifyField = (
	displayName: string,
	name: string,
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties =>
	choiceField(
		displayName,
		name,
		'fields',
		description,
		[option('Using Fields Below', 'fields'), option('Using JSON', 'json')],
		more,
	);

/**
 * How to specify the changes of an update: with fields, or as a JSON body.
 *
 * @param member of the body that contains the new values, such as 'connection'
 * @param example a valid body
 */
export function specifyBodyFields(
	member: string,
	example: string,
	fields: INodeProperties[],
): INodeProperties[] {
	return [
		specifyField('Specify Changes', 'specifyBody', 'How to specify what to change'),
		{
			displayName: 'JSON Body',
			name: 'jsonBody',
			type: 'json',
			typeOptions: { rows: 6 },
			// An empty mask is rejected, so a run with the default body can't overwrite anything.
			default: `{\n  "updateMask": [],\n  "${member}": {}\n}`,
			required: true,
			description: `The request body: the fields to change (updateMask) and their new values (${member}). Example: <code>${example}</code>.`,
			displayOptions: { show: { specifyBody: ['json'] } },
		},
		...shownFor({ specifyBody: ['fields'] }, fields),
	];
}

/**
 * The body of an update as the user wrote it, after a check of its shape.
 *
 * @param member of the body that contains the new values, such as 'connection'
 * @param example a valid body, for the hint
 * @throws Failure when there is nothing to update, or a field to update has no value
 */
export function readJsonBody(p: ParameterReader, member: string, example: string): IDataObject {
	const body = p.json('jsonBody');
	const { updateMask, [member]: values } = body;
	const invalid = (reason: string): Error => p.invalid('jsonBody', reason, `Example: ${example}`);
	if (!Array.isArray(updateMask) || !updateMask.every((field) => typeof field === 'string' && field !== '')) {
		throw invalid('is missing "updateMask", the list of fields to change');
	}
	if (!isObject(values)) throw invalid(`is missing "${member}", an object with the new values`);
	if (updateMask.length === 0) throw invalid('has an empty "updateMask", so there is nothing to update');
	const missing = (updateMask as string[]).find((field) => !hasValue(values, field.split('.')));
	if (missing === undefined) return body;
	throw invalid(`has no value in "${member}" for "${missing}" of "updateMask"`);
}

/** Whether there is something at a path of the mask; the name of an object may itself contain dots. */
function hasValue(value: unknown, keys: string[]): boolean {
	if (keys.length === 0) return true;
	if (!isObject(value)) return false;
	return keys.some((_, index) => {
		const key = keys.slice(0, index + 1).join('.');
		return Object.hasOwn(value, key) && hasValue(value[key], keys.slice(index + 1));
	});
}
