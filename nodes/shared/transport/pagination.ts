import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../errors/failure';
import type { ApiResponse, Action } from '../api';
import { unexpectedResponse } from '../errors/apiError';
import { isObjectArray, isObject, collect, type ListOptions } from './listOptions';

/** One page of a list: what is wanted of its entries, and the token of the page after it, if there is one. */
interface Page {
	kept: IDataObject[];
	nextPageToken?: string;
}

/** Asks for one page; without a token for the first. What is wanted of it may be kept already while it arrives. */
export type FetchPage = (selection: ListOptions, pageToken?: string) => Promise<ApiResponse>;

/**
 * Reads a list to its end, or until enough has been seen.
 *
 * The API's convention is `{results, pagination: {done, nextPageToken}}` (see `listOperations`); List Connections
 * and the other lists return a bare array today. Both are read.
 *
 * @returns what is wanted of it, in the order of the list
 * @throws Failure when a response is no list, or when a page token comes a second time
 */
export async function readPages(
	action: Action,
	fetchPage: FetchPage,
	{ map, limit }: ListOptions,
): Promise<IDataObject[]> {
	const kept: IDataObject[] = [];
	const seen = new Set<string>();
	let pageToken: string | undefined;
	for (;;) {
		const wanted = { map, limit: limit - kept.length };
		const page = readPage(await fetchPage(wanted, pageToken), wanted, action);
		for (const one of page.kept) kept.push(one);
		if (kept.length >= limit || page.nextPageToken === undefined) return kept;
		pageToken = page.nextPageToken;
		if (seen.has(pageToken)) {
			throw new Failure({
				message: `Couldn't ${action.label}: the API returned the same page token twice`,
				description: "Report this to Ampersand. Until it is fixed, set a lower 'Limit'.",
			});
		}
		seen.add(pageToken);
	}
}

function readPage(response: ApiResponse, selection: ListOptions, action: Action): Page {
	if (response.entries) return { kept: response.entries };
	const { results, nextPageToken } = unpack(response, action);
	const kept: IDataObject[] = [];
	collect(results, selection, kept);
	return { kept, nextPageToken };
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
