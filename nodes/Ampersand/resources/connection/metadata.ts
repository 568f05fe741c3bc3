import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Failure } from '../../../shared/errors/failure';
import { isObject, NOT_A_COLLECTION } from '../../../shared/values';
import type { ParameterReader } from '../../parameters';
import { readEntries } from '../common/entries';

/**
 * Additional information that some providers require (schema `ProviderMetadata`).
 *
 * @param property the member of the body that it is sent as
 */
export const providerMetadataField = (property: string): INodeProperties => ({
	displayName: 'Provider Metadata',
	name: 'providerMetadata',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Entry',
	description: 'Additional information required by the provider, such as the workspace of Zendesk',
	options: [
		{
			displayName: 'Entry',
			name: 'entry',
			values: [
				{
					displayName: 'Name or ID',
					name: 'key',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getMetadataKeys',
						loadOptionsDependsOn: ['projectIdOrName.value', 'provider.value', 'connectionId.value'],
					},
					default: '',
					description:
						'Name of the metadata field. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. acme-corp',
				},
				{
					displayName: 'Source',
					name: 'source',
					type: 'options',
					default: 'input',
					description: 'Where the value comes from',
					options: [
						{ name: 'Input', value: 'input', description: 'Provided by you or your customer' },
						{
							name: 'Provider',
							value: 'provider',
							description: 'Retrieved from the provider after sign-in',
						},
						{ name: 'Token', value: 'token', description: 'Returned with the access token' },
					],
				},
				NOT_A_COLLECTION,
			],
		},
	],
	routing: { send: { type: 'body', property } },
});

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
