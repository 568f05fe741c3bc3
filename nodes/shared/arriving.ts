import type { IDataObject } from 'n8n-workflow';
import type { Answer } from './problem';
import { isEntries, select, type Selection } from './selection';

/** What stands between two entries of a list, as the API writes JSON. It may stand inside of one, too. */
const BETWEEN = '},{';

/**
 * Reads an answer that was asked for as a stream, and keeps of a list what is wanted, while it arrives: so a long list
 * is never held as one text, and what comes after the last entry wanted is not read.
 *
 * Any other answer, an error above all, becomes what the HTTP client would have made of it.
 *
 * @returns the answer, with `kept` in place of `body` where it is a bare list
 * @throws the stream's error when the connection breaks or the request is aborted
 */
export async function readArriving(answer: Answer, selection: Selection): Promise<Answer> {
	const { body, statusCode } = answer;
	if (!isArriving(body)) return answer;
	if (statusCode >= 300) return { ...answer, body: valueOf(await textOf(body)) };
	return { ...answer, ...(await take(body, selection)) };
}

function isArriving(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function* texts(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
	yield decoder.decode();
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
	let all = '';
	for await (const text of texts(body)) all += text;
	return all;
}

/**
 * Takes entries out of the text up to the last place where one may end. Whether one does, JSON.parse says: a text that
 * ends inside an entry, or in a text of one, is no JSON with a bracket behind it.
 */
async function take(
	body: AsyncIterable<Uint8Array>,
	selection: Selection,
): Promise<Pick<Answer, 'body' | 'kept'>> {
	const kept: IDataObject[] = [];
	let rest = '';
	let least = 0;
	for await (const text of texts(body)) {
		const end = text.lastIndexOf(BETWEEN);
		const isWorthIt = end >= 0 && rest.length + text.length >= least;
		const entries = isWorthIt ? parsed(`${rest}${text.slice(0, end + 1)}]`) : undefined;
		if (entries === undefined) {
			rest += text;
			// Tried again only with twice as much, so that what it costs grows no faster than the text.
			if (isWorthIt) least = 2 * rest.length;
			continue;
		}
		if (!isEntries(entries)) return { body: entries };
		if (!select(entries, selection, kept)) return { body: undefined, kept };
		rest = `[${text.slice(end + 2)}`;
		least = 0;
	}
	const value = valueOf(rest);
	if (!isEntries(value)) return { body: value };
	select(value, selection, kept);
	return { body: undefined, kept };
}

/** As the HTTP client has it: what is no JSON is a text. */
function valueOf(text: string): unknown {
	const value = parsed(text);
	return value === undefined ? text : value;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
