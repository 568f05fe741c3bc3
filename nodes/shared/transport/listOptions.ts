import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../values';

/** Which entries of a list to return. */
export interface ListOptions {
	/**
	 * Maps an entry to what is returned.
	 *
	 * @returns undefined when the entry isn't wanted
	 */
	map(entry: IDataObject): IDataObject | undefined;
	/** Max number of entries to return. */
	limit: number;
}

/** All entries, unchanged. */
export const allEntries: ListOptions = { map: (entry) => entry, limit: Infinity };

/** Whether a value is a list of objects. */
export function isObjectArray(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isObject);
}

/**
 * Maps entries and adds the wanted ones to those collected so far, up to the limit.
 *
 * @returns false when the limit has been reached
 */
export function collect(
	entries: IDataObject[],
	{ map, limit }: ListOptions,
	collected: IDataObject[],
): boolean {
	for (const entry of entries) {
		const mapped = map(entry);
		if (mapped !== undefined) collected.push(mapped);
		if (collected.length >= limit) return false;
	}
	return true;
}
