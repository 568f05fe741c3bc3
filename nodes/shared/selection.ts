import type { IDataObject } from 'n8n-workflow';

/** What is wanted of a list. */
export interface Selection {
	/**
	 * What to keep of an entry.
	 *
	 * @returns undefined when the entry is not wanted
	 */
	keep(entry: IDataObject): IDataObject | undefined;
	/** How many to keep at most. */
	most: number;
}

/** Everything, as it is. */
export const everything: Selection = { keep: (entry) => entry, most: Infinity };

/** Whether a value is what a list holds: objects, and nothing else. */
export function isEntries(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isEntry);
}

/** Whether a value is an object, and no array. */
export function isEntry(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Keeps what is wanted of some entries, until there is enough.
 *
 * @param kept what was kept so far; more is added to it
 * @returns false when there is enough
 */
export function select(entries: IDataObject[], { keep, most }: Selection, kept: IDataObject[]): boolean {
	for (const entry of entries) {
		if (kept.length >= most) return false;
		const wanted = keep(entry);
		if (wanted !== undefined) kept.push(wanted);
	}
	return kept.length < most;
}
