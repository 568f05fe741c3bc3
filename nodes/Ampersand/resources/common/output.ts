import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from '../../parameters';
import { booleanField, choiceField, option } from './declare';

/** Turns what the API returns into what the node returns. */
type Projection = (entry: IDataObject) => IDataObject;

/** What can be returned of something. */
export interface OutputDeclaration {
	/** What it is, such as 'connection'. */
	noun: string;
	/** Fields of the simplified output, the most used first; n8n's guidelines ask for ten at most. */
	simpleFields: readonly string[];
	/** Further fields that an AI agent may ask for. */
	rawFields: readonly string[];
	/** Makes the simplified output; it holds no credentials. */
	simplify: Projection;
	/** Leaves the credentials out of what the API returns. */
	withoutCredentials: Projection;
}

/** How much to return: a switch for people, and a choice for AI agents, as n8n's guidelines ask. */
export function outputFields({ noun, simpleFields, rawFields }: OutputDeclaration): INodeProperties[] {
	return [
		booleanField(
			'Simplify',
			'simplify',
			'Whether to return a simplified version of the response instead of the raw data',
			{ default: true, displayOptions: { hide: { '@tool': [true] } } },
		),
		choiceField(
			'Output',
			'output',
			'simplified',
			`How much of the ${noun} to return`,
			[
				option('Raw', 'raw', 'All fields returned by the API'),
				option('Selected Fields', 'fields', 'Only the fields chosen below'),
				option('Simplified', 'simplified', 'The most useful fields'),
			],
			{ displayOptions: { show: { '@tool': [true] } } },
		),
		{
			displayName: 'Output Fields',
			name: 'outputFields',
			type: 'multiOptions',
			default: [...simpleFields.slice(0, 3)],
			description: 'The fields to return',
			displayOptions: { show: { '@tool': [true], output: ['fields'] } },
			options: [...simpleFields, ...rawFields]
				.map((value) => option(titleOf(value), value))
				.sort((a, b) => compareLabels(a.name, b.name)),
		},
	];
}

/**
 * What the user chose to return of each entry.
 *
 * @throws Failure when the choice can't be read, or names no field
 */
export function readProjection(
	p: ParameterReader,
	{ simplify, withoutCredentials }: OutputDeclaration,
): Projection {
	if (!p.isTool) return p.boolean('simplify') ? simplify : withoutCredentials;
	const output = p.oneOf('output') ?? 'simplified';
	if (output === 'raw') return withoutCredentials;
	if (output === 'simplified') return simplify;
	const names = p.someOf('outputFields');
	if (names.length === 0) throw p.invalid('outputFields', 'is empty', 'Choose at least one field.');
	return (entry) => {
		const all: IDataObject = { ...withoutCredentials(entry), ...simplify(entry) };
		return Object.fromEntries(
			names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]),
		);
	};
}

/**
 * Declares what can be returned of something.
 *
 * @param simple how each field of the simplified output is read; one that an entry doesn't have is left out
 */
export function declareOutput<Entry extends IDataObject>(
	noun: string,
	simple: Record<string, (entry: Entry) => IDataObject[string]>,
	rawFields: string[],
	withoutCredentials: Projection = (entry) => entry,
): OutputDeclaration {
	const readers = Object.entries(simple);
	const simplify: Projection = (entry) => {
		const picked: IDataObject = {};
		for (const [name, read] of readers) {
			const value = read(entry as Entry);
			if (value !== undefined) picked[name] = value;
		}
		return picked;
	};
	return { noun, simpleFields: Object.keys(simple), rawFields, simplify, withoutCredentials };
}

/**
 * Orders labels as the editor's lists are ordered, for `sort`.
 *
 * Not `localeCompare`, which loads a collator: that alone took a third of the time to load the package.
 */
export function compareLabels(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function titleOf(name: string): string {
	const words = name.replace(/([A-Z])/g, ' $1').replace(/\bId\b|^id$/, 'ID');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
