import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse } from '../api';
import { unexpectedResponse } from '../errors/invalidResponse';
import { Failure } from '../errors/failure';
import { isBlank, isObject } from '../values';
import { readJsonArray } from './jsonArrayStream';
import type { ReadStream } from './request';

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

/** The wanted entries of a list. */
export interface List {
	/** Each once and in the server's order. */
	entries: IDataObject[];
	/** Whether the limit has cut the list: there is another wanted entry, or a page that wasn't read. */
	isCut: boolean;
	/** How many entries were read, wanted or not. */
	count: number;
}

/**
 * Fetches one page.
 *
 * @param pageToken none for the first page
 * @param readStream for the first page: reads a successful response while it streams in
 */
export type FetchPage = (pageToken?: string, readStream?: ReadStream) => Promise<ApiResponse>;

/** All entries, unchanged. */
export const allEntries: ListOptions = { map: (entry) => entry, limit: Infinity };

/** After this many pages in a row without anything new, reading would probably never end. */
const MAX_EMPTY_PAGES = 100;

/**
 * Reads a list to its end, or until the limit has been reached.
 *
 * The API's convention is `{results, pagination: {done, nextPageToken}}` (see operation `listOperations`); List
 * Connections and most other lists return a bare array today. Both are supported. Only a bare array is parsed while it
 * streams in, because what has pages is no bare array.
 *
 * @throws Failure when a response isn't a list, or when reading would never end
 */
export async function readList(action: Action, fetchPage: FetchPage, options: ListOptions): Promise<List> {
	let list = new Collector(options);
	let response = await fetchPage(undefined, async (chunks) => {
		// A retry reads the list from its start.
		list = new Collector(options);
		return await readJsonArray(chunks, (entries) => {
			if (isObjectArray(entries)) return list.add(entries);
			throw unexpectedResponse({ statusCode: 200, headers: {}, body: entries }, action, 'a list');
		});
	});
	if (response.body === undefined) return list;
	const tokens = new Set<string>();
	const ids = new Set<unknown>();
	for (let emptyPages = 0; ; ) {
		const { results, nextPageToken } = readPage(response, action);
		// Pages may overlap when the list changes while it is read.
		const added = results.filter(({ id }) => isBlank(id) || !ids.has(id));
		for (const { id } of added) ids.add(id);
		if (!list.add(added) || nextPageToken === undefined) return list;
		if (list.isFull) {
			list.isCut = true;
			return list;
		}
		emptyPages = added.length ? 0 : emptyPages + 1;
		if (tokens.has(nextPageToken)) throw endless(action, 'the API returned the same page token twice');
		if (emptyPages > MAX_EMPTY_PAGES) {
			throw endless(action, `the API returned ${MAX_EMPTY_PAGES} pages without anything new`);
		}
		tokens.add(nextPageToken);
		response = await fetchPage(nextPageToken);
	}
}

/** Collects the wanted entries of a list. */
class Collector implements List {
	readonly entries: IDataObject[] = [];
	isCut = false;
	count = 0;

	constructor(private readonly options: ListOptions) {}

	get isFull(): boolean {
		return this.entries.length >= this.options.limit;
	}

	/** @returns false when there is another wanted entry beyond the limit */
	add(entries: IDataObject[]): boolean {
		for (const entry of entries) {
			this.count++;
			const mapped = this.options.map(entry);
			if (mapped === undefined) continue;
			if (this.isFull) this.isCut = true;
			if (this.isCut) return false;
			this.entries.push(mapped);
		}
		return true;
	}
}

function readPage(response: ApiResponse, action: Action): { results: IDataObject[]; nextPageToken?: string } {
	const { body } = response;
	const { results, pagination } = isObject(body) ? body : { results: body, pagination: undefined };
	const { done, nextPageToken: token } = isObject(pagination) ? pagination : {};
	const isLast = done === true || token === undefined || token === null || token === '';
	const isToken = typeof token === 'string' || typeof token === 'number';
	// Go encodes a nil slice as null.
	if ((results === null || isObjectArray(results)) && (isLast || isToken)) {
		return { results: results ?? [], nextPageToken: isLast ? undefined : String(token) };
	}
	throw unexpectedResponse(response, action, 'a list');
}

function isObjectArray(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isObject);
}

function endless({ label }: Action, reason: string): Failure {
	return new Failure({
		message: `Couldn't ${label}: ${reason}`,
		hints: ["Report this to Ampersand. Until it is fixed, set a lower 'Limit'."],
	});
}
