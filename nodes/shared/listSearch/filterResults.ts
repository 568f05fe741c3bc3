import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

/**
 * The entries that hold what was typed, in the order of their names.
 *
 * @param filter what was typed; every word of it must occur, in any order, in upper or lower case
 * @param entries with further texts to search in, beside the name and the value
 */
export function filterResults(
	filter: string | undefined,
	entries: Array<INodeListSearchItems & { also?: string[] }>,
): INodeListSearchResult {
	const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const results = entries
		.filter(({ name, value, also }) => {
			const text = [name, value, ...(also ?? [])].join('\n').toLowerCase();
			return words.every((word) => text.includes(word));
		})
		.map(({ name, value }) => ({ name, value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base', numeric: true }));
	return { results };
}
