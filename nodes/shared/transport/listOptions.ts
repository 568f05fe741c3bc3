import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';

export { isObject };

/** What is wanted of a list. */
export interface ListOptions {
	/**
	 * What to keep of an entry.
	 *
	 * @returns undefined when the entry is not wanted
	 */
	map(entry: IDataObject): IDataObject | undefined;
	/** How many to keep at most. */
	limit: number;
}

/** Everything, as it is. */
export const allEntries: ListOptions = { map: (entry) => entry, limit: Infinity };

/** Whether a value is what a list holds: objects, and nothing else. */
export function isObjectArray(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isObject);
}

/**
 * Keeps what is wanted of some entries, until there is enough.
 *
 * @param kept what was kept so far; more is added to it
 * @returns false when there is enough
 */
export function collect(entries: IDataObject[], { map, limit }: ListOptions, kept: IDataObject[]): boolean {
	for (const entry of entries) {
		if (kept.length >= limit) return false;
		const wanted = map(entry);
		if (wanted !== undefined) kept.push(wanted);
	}
	return kept.length < limit;
}
