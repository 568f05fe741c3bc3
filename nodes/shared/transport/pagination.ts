import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse } from '../api';
import { unexpectedResponse } from '../errors/apiError';
import { Failure } from '../errors/failure';
import { isObject } from '../values';
import { collect, isObjectArray, type ListOptions } from './listOptions';

/** Fetches one page; without a token the first. Wanted entries may be collected while it streams in. */
export type FetchPage = (wanted: ListOptions, pageToken?: string) => Promise<ApiResponse>;

interface Page {
	entries: IDataObject[];
	nextPageToken?: string;
	/** Whether it has entries, none of which is new. */
	isRepeated?: boolean;
}

/**
 * Reads a list to its end, or until the limit has been reached.
 *
 * The API's convention is `{results, pagination: {done, nextPageToken}}` (see operation `listOperations`); List
 * Connections and most other lists return a bare array today. Both are supported.
 *
 * @returns the wanted entries, each once and in order
 * @throws Failure when a response isn't a list, or when reading would never end
 */
export async function readPages(
	action: Action,
	fetchPage: FetchPage,
	{ map, limit }: ListOptions,
): Promise<IDataObject[]> {
	const all: IDataObject[] = [];
	const tokens = new Set<string>();
	const ids = new Set<unknown>();
	let pageToken: string | undefined;
	for (;;) {
		const wanted = { map, limit: limit - all.length };
		const page = readPage(await fetchPage(wanted, pageToken), wanted, action, ids);
		for (const entry of page.entries) all.push(entry);
		if (all.length >= limit || page.nextPageToken === undefined) return all;
		pageToken = page.nextPageToken;
		if (tokens.has(pageToken)) throw endless(action, 'the API returned the same page token twice');
		if (page.isRepeated) throw endless(action, 'the API returned a page that it had returned before');
		tokens.add(pageToken);
	}
}

/** @param ids of the entries so far: pages may overlap when the list changes while it is read */
function readPage(response: ApiResponse, wanted: ListOptions, action: Action, ids: Set<unknown>): Page {
	if (response.entries) return { entries: response.entries };
	const { results, nextPageToken } = unpack(response, action);
	const isNew = ({ id }: IDataObject): boolean => {
		if (id === undefined) return true;
		const isFirst = !ids.has(id);
		ids.add(id);
		return isFirst;
	};
	const isPaged = nextPageToken !== undefined || ids.size > 0;
	const newEntries = isPaged ? results.filter(isNew) : results;
	const entries: IDataObject[] = [];
	collect(newEntries, wanted, entries);
	return { entries, nextPageToken, isRepeated: results.length > 0 && newEntries.length === 0 };
}

function endless({ label }: Action, reason: string): Failure {
	return new Failure({
		message: `Couldn't ${label}: ${reason}`,
		description: "Report this to Ampersand. Until it is fixed, set a lower 'Limit'.",
	});
}

function unpack(response: ApiResponse, action: Action): { results: IDataObject[]; nextPageToken?: string } {
	const { body } = response;
	if (isObjectArray(body)) return { results: body };
	const results: unknown = isObject(body) ? body.results : undefined;
	if (isObject(body) && isObjectArray(results)) {
		const { done, nextPageToken: token } = isObject(body.pagination) ? body.pagination : {};
		if (done === true || token === undefined || token === null || token === '') return { results };
		if (typeof token === 'string') return { results, nextPageToken: token };
		if (typeof token === 'number') return { results, nextPageToken: String(token) };
	}
	throw unexpectedResponse(response, action, 'a list');
}
