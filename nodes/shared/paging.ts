import type { IDataObject } from 'n8n-workflow';
import { Failure } from './failure';
import { type Answer, type Purpose, unexpectedAnswer } from './problem';

/** One page of a list: its entries and the token of the page after it, if there is one. */
interface Page {
	results: IDataObject[];
	nextPageToken?: string;
}

/**
 * Reads a list to its end, or until enough has been seen.
 *
 * The API's convention is `{results, pagination: {done, nextPageToken}}` (see `listOperations`); List Connections
 * and the other lists answer a bare array today. Both are read.
 *
 * @param fetchPage asks for one page; without a token for the first
 * @param visit gets the entries of each page in order; answers false when no more are needed
 * @throws Failure when an answer is no list, or when a page token comes a second time
 */
export async function eachPage(
	purpose: Purpose,
	fetchPage: (pageToken?: string) => Promise<Answer>,
	visit: (results: IDataObject[]) => boolean,
): Promise<void> {
	const seen = new Set<string>();
	let pageToken: string | undefined;
	for (;;) {
		const page = readPage(await fetchPage(pageToken), purpose);
		if (!visit(page.results) || page.nextPageToken === undefined) return;
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

function readPage(answer: Answer, purpose: Purpose): Page {
	const { body } = answer;
	if (Array.isArray(body) && body.every(isEntry)) return { results: body };
	const results: unknown = isEntry(body) ? body.results : undefined;
	if (isEntry(body) && Array.isArray(results) && results.every(isEntry)) {
		const { done, nextPageToken: token } = isEntry(body.pagination) ? body.pagination : {};
		if (done === true || token === undefined || token === null || token === '') return { results };
		if (typeof token === 'string') return { results, nextPageToken: token };
		if (typeof token === 'number') return { results, nextPageToken: String(token) };
	}
	throw unexpectedAnswer(answer, purpose, 'a list');
}

function isEntry(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
