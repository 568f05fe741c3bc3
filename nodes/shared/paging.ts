import type { IDataObject } from 'n8n-workflow';
import { Failure } from './failure';
import { type Answer, type Purpose, unexpectedAnswer } from './problem';
import { isEntries, isEntry, select, type Selection } from './selection';

/** One page of a list: what is wanted of its entries, and the token of the page after it, if there is one. */
interface Page {
	kept: IDataObject[];
	nextPageToken?: string;
}

/** Asks for one page; without a token for the first. What is wanted of it may be kept already while it arrives. */
export type FetchPage = (selection: Selection, pageToken?: string) => Promise<Answer>;

/**
 * Reads a list to its end, or until enough has been seen.
 *
 * The API's convention is `{results, pagination: {done, nextPageToken}}` (see `listOperations`); List Connections
 * and the other lists answer a bare array today. Both are read.
 *
 * @returns what is wanted of it, in the order of the list
 * @throws Failure when an answer is no list, or when a page token comes a second time
 */
export async function readPages(
	purpose: Purpose,
	fetchPage: FetchPage,
	{ keep, most }: Selection,
): Promise<IDataObject[]> {
	const kept: IDataObject[] = [];
	const seen = new Set<string>();
	let pageToken: string | undefined;
	for (;;) {
		const wanted = { keep, most: most - kept.length };
		const page = readPage(await fetchPage(wanted, pageToken), wanted, purpose);
		for (const one of page.kept) kept.push(one);
		if (kept.length >= most || page.nextPageToken === undefined) return kept;
		pageToken = page.nextPageToken;
		if (seen.has(pageToken)) {
			throw new Failure({
				message: `Ampersand could not ${purpose.verb}: the API gave the same page token a second time`,
				description: 'Reading on would never end. Report it to Ampersand; until then use a lower limit.',
			});
		}
		seen.add(pageToken);
	}
}

function readPage(answer: Answer, selection: Selection, purpose: Purpose): Page {
	if (answer.kept) return { kept: answer.kept };
	const { results, nextPageToken } = unpack(answer, purpose);
	const kept: IDataObject[] = [];
	select(results, selection, kept);
	return { kept, nextPageToken };
}

function unpack(answer: Answer, purpose: Purpose): { results: IDataObject[]; nextPageToken?: string } {
	const { body } = answer;
	if (isEntries(body)) return { results: body };
	const results: unknown = isEntry(body) ? body.results : undefined;
	if (isEntry(body) && isEntries(results)) {
		const { done, nextPageToken: token } = isEntry(body.pagination) ? body.pagination : {};
		if (done === true || token === undefined || token === null || token === '') return { results };
		if (typeof token === 'string') return { results, nextPageToken: token };
		if (typeof token === 'number') return { results, nextPageToken: String(token) };
	}
	throw unexpectedAnswer(answer, purpose, 'a list');
}
