import type { INodeProperties } from 'n8n-workflow';
import { NOT_A_COLLECTION } from '../../../shared/values';
import type { ParameterReader } from '../../parameters';

/**
 * A fixed collection of names and values.
 *
 * @param keyName the field that contains the name
 * @param thing what has the name, such as 'metadata field'
 * @param loadOptionsMethod lists the names that the provider asks for
 * @param values the other fields of an entry
 */
export function entriesField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description'> &
		Partial<INodeProperties>,
	keyName: string,
	thing: string,
	[loadOptionsMethod, ...loadOptionsDependsOn]: string[],
	values: INodeProperties[],
): INodeProperties {
	const key: INodeProperties = {
		displayName: 'Name or ID',
		name: keyName,
		type: 'options',
		typeOptions: { loadOptionsMethod, loadOptionsDependsOn },
		default: '',
		description: `Name of the ${thing}. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
	};
	return {
		...field,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		options: [{ displayName: 'Entry', name: 'entry', values: [key, ...values, NOT_A_COLLECTION] }],
	};
}

/** An entry of a fixed collection of names and values. */
export interface Entry {
	key: string;
	value: string;
	/** Path of the entry, such as `providerMetadata.entry.0`. */
	entry: string;
}

/**
 * The entries of a fixed collection; those left empty don't count.
 *
 * @param path of the list, such as `providerMetadata.entry`
 * @param keyName the field that contains the name
 * @throws Failure when an entry lacks its name or its value, when a name comes twice, or when the list is an expression
 */
export function readEntries(p: ParameterReader, path: string, keyName: string): Entry[] {
	const entries: Entry[] = [];
	for (let index = 0; index < p.countOf(path); index++) {
		const entry = `${path}.${index}`;
		if (p.has(`${entry}.${NOT_A_COLLECTION.name}`)) {
			const hint = 'Add the entries one by one and use expressions in them.';
			throw p.invalid(path.slice(0, path.lastIndexOf('.')), "can't be an expression", hint);
		}
		const key = p.filter(`${entry}.${keyName}`);
		const value = p.filter(`${entry}.value`);
		if (key === undefined && value === undefined) continue;
		if (key === undefined) throw p.invalid(`${entry}.${keyName}`, 'is empty');
		if (value === undefined) throw p.invalid(`${entry}.value`, `of '${key}' is empty`);
		if (entries.some((other) => other.key === key)) {
			throw p.invalid(`${entry}.${keyName}`, `contains '${key}' twice`);
		}
		entries.push({ key, value, entry });
	}
	return entries;
}
