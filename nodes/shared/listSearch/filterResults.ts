import type { INodeListSearchResult } from 'n8n-workflow';

/** One choice in a dropdown. */
export interface ListEntry {
	/** What the editor shows. */
	name: string;
	/** What is saved; an entry without a value can't be chosen and is left out. */
	value: string;
	/** Further text to search in, besides the name and the value. */
	keywords?: Array<string | undefined>;
	/** Shown behind the name of entries that would otherwise look the same. */
	detail?: string;
}

/** Entries per call: enough to fill the dropdown, few enough for the editor to render at once. */
const PAGE_SIZE = 200;

/**
 * One page of the entries that contain every word of the filter, best matches first, then by name.
 *
 * @param filter what the user typed; case, accents and punctuation don't matter
 * @param paginationToken from the previous page; n8n asks for the next one when the user scrolls to the end
 */
export function filterResults(
	filter: string | undefined,
	entries: ListEntry[],
	paginationToken?: string,
): INodeListSearchResult {
	const words = wordsOf(filter ?? '');
	// A collator of our own: localeCompare with options is far slower for thousands of entries.
	const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
	const matches = withUniqueNames(uniqueEntries(entries))
		.map((entry) => ({ ...entry, rank: rankOf([entry.name, entry.value, ...(entry.keywords ?? [])], words) }))
		.filter(({ rank }) => rank !== NO_MATCH)
		.sort((a, b) => a.rank - b.rank || compare(a.name, b.name));
	const start = Math.max(0, Math.trunc(Number(paginationToken)) || 0);
	const end = start + PAGE_SIZE;
	return {
		results: matches.slice(start, end).map(({ name, value }) => ({ name, value })),
		...(end < matches.length ? { paginationToken: String(end) } : {}),
	};
}

/**
 * Makes a test whether texts contain every word of a filter, in the same way.
 *
 * @returns undefined when there is no word in the filter: it would match everything
 */
export function matcher(filter: string): ((texts: Array<string | undefined>) => boolean) | undefined {
	const words = wordsOf(filter);
	return words.length ? (texts) => rankOf(texts, words) !== NO_MATCH : undefined;
}

const NO_MATCH = -1;

/** A word keeps its punctuation as a space: `user-456` matches only "user" directly followed by "456". */
function wordsOf(filter: string): string[] {
	return filter.split(/\s/).map(searchable).filter(Boolean);
}

/** How well texts match: 0 for the whole phrase, so that *group 8* finds group 8 before group 80; then whole words; then any. */
function rankOf(texts: Array<string | undefined>, words: string[]): number {
	if (words.length === 0) return 0;
	// Spaces on both sides of each text, so that a word's start and end can be looked for.
	const text = texts.map((part) => ` ${searchable(part ?? '')} `).join('\n');
	const tests = [
		text.includes(` ${words.join(' ')} `),
		words.every((word) => text.includes(` ${word} `)),
		words.every((word) => text.includes(word)),
	];
	return tests.indexOf(true);
}

/** Lowercase words without accents, separated by single spaces. */
function searchable(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Entries that can be chosen, once each: a list that changes while its pages are read can return an entry twice. */
function uniqueEntries(entries: ListEntry[]): ListEntry[] {
	return [...new Map(entries.map((entry) => [entry.value, entry])).values()].filter(({ value }) => value);
}

/** Adds the detail, then the value, to names that occur more than once. */
function withUniqueNames(entries: ListEntry[]): ListEntry[] {
	const detailed = renameDuplicates(entries, ({ name, detail }) => (detail ? `${name} · ${detail}` : name));
	return renameDuplicates(detailed, ({ name, value }) => `${name} (${value})`);
}

function renameDuplicates(entries: ListEntry[], rename: (entry: ListEntry) => string): ListEntry[] {
	const counts = new Map<string, number>();
	for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
	return entries.map((entry) =>
		(counts.get(entry.name) ?? 0) > 1 ? { ...entry, name: rename(entry) } : entry,
	);
}
