import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Failure } from '../../../shared/errors/failure';
import { isObject } from '../../../shared/values';
import type { ParameterReader } from '../../parameters';
import { choiceField, inBody, option, textField } from '../common/declare';
import { entriesField, readEntries } from '../common/entries';

const sourceField = choiceField('Source', 'source', 'input', 'Where the value comes from', [
	option('Input', 'input', 'Provided by you or your customer'),
	option('Provider', 'provider', 'Retrieved from the provider after sign-in'),
	option('Token', 'token', 'Returned with the access token'),
]);

/**
 * Additional information that some providers require (schema `ProviderMetadata`).
 *
 * @param property the member of the body that it is sent as
 */
export const providerMetadataField = (property: string): INodeProperties =>
	entriesField(
		{
			displayName: 'Provider Metadata',
			name: 'providerMetadata',
			placeholder: 'Add Entry',
			description: 'Additional information required by the provider, such as the workspace of Zendesk',
			...inBody(property),
		},
		'key',
		'metadata field',
		['getMetadataKeys', 'projectIdOrName.value', 'provider.value', 'connectionId.value'],
		[textField('Value', 'value', undefined, { placeholder: 'e.g. acme-corp' }), sourceField],
	);

/**
 * The metadata entries as the API's map from name to value and source; undefined when there are none.
 *
 * @param path of the collection, such as `additionalFields.providerMetadata`
 * @throws Failure when an entry lacks its name or its value, or when a name comes twice
 */
export function toMetadataMap(p: ParameterReader, path: string): IDataObject | undefined {
	const entries = readEntries(p, `${path}.entry`, 'key').map(({ key, value, entry }) => [
		key,
		{ value, source: p.oneOf(`${entry}.source`) ?? 'input' },
	]);
	// Unlike assignment, fromEntries also creates a member named __proto__.
	return entries.length ? (Object.fromEntries(entries) as IDataObject) : undefined;
}

/**
 * Adds entries to those that a connection has, since the API replaces the whole map. Entries that are kept go back as
 * they came.
 *
 * @param existing what the API returned
 * @param given the entries to add or change
 * @throws Failure when one that is kept contains a number that JavaScript has rounded
 */
export function mergeMetadata(existing: unknown, given: IDataObject): IDataObject {
	const kept = Object.entries(isObject(existing) ? existing : {}).filter(
		([name]) => !Object.hasOwn(given, name),
	);
	const rounded = kept.find(([, entry]) => containsRoundedNumber(entry));
	if (rounded) {
		throw new Failure({
			message: `Couldn't update the connection: its metadata entry '${rounded[0]}' contains a number that is too large to be kept exactly`,
			hints: ["Turn on 'Replace Metadata', and set all entries that the connection needs."],
		});
	}
	return Object.fromEntries([...kept, ...Object.entries(given)]) as IDataObject;
}

function containsRoundedNumber(value: unknown): boolean {
	if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
	return typeof value === 'object' && value !== null && Object.values(value).some(containsRoundedNumber);
}
