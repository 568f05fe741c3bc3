import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';

/** What is wanted of a list. */
export interface ListOptions {
	/**
	 * Turns an entry into what is kept of it.
	 *
	 * @returns undefined when the entry isn't wanted
	 */
	map(entry: IDataObject): IDataObject | undefined;
	/** How many to keep, at most. */
	limit: number;
}

/** All entries, unchanged. */
export const allEntries: ListOptions = { map: (entry) => entry, limit: Infinity };

/** Whether a value is a list of objects. */
export function isObjectArray(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isObject);
}

/**
 * Adds what is wanted of some entries to those collected so far, up to the limit.
 *
 * @returns false when the limit has been reached
 */
export function collect(
	entries: IDataObject[],
	{ map, limit }: ListOptions,
	collected: IDataObject[],
): boolean {
	for (const entry of entries) {
		if (collected.length >= limit) return false;
		const mapped = map(entry);
		if (mapped !== undefined) collected.push(mapped);
	}
	return collected.length < limit;
}
