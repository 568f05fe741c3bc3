import type { IDataObject } from 'n8n-workflow';
import type { ApiResponse } from '../api';
import { isObjectArray, collect, type ListOptions } from './listOptions';

/** What stands between two entries of a list, as the API writes JSON. It may stand inside of one, too. */
const ENTRY_BOUNDARY = '},{';

/**
 * Reads a response that was asked for as a stream, and keeps of a list what is wanted, while it arrives: so a long list
 * is never held as one text, and what comes after the last entry wanted is not read.
 *
 * Any other response, an error above all, becomes what the HTTP client would have made of it.
 *
 * @returns the response, with `kept` in place of `body` where it is a bare list
 * @throws the stream's error when the connection breaks or the request is aborted
 */
export async function readJsonArray(response: ApiResponse, selection: ListOptions): Promise<ApiResponse> {
	const { body, statusCode } = response;
	if (!isStream(body)) return response;
	if (statusCode >= 300) return { ...response, body: parseOrText(await readText(body)) };
	return { ...response, ...(await parseEntries(body, selection)) };
}

function isStream(body: unknown): body is AsyncIterable<Buffer> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
	const held = new ByteBuffer();
	for await (const piece of body) held.add(piece);
	return held.text();
}

/**
 * Takes entries out of what has arrived up to the last place where one may end. Whether one does, JSON.parse says: a text
 * that ends inside an entry, or in a text of one, is no JSON with a bracket behind it.
 */
async function parseEntries(
	body: AsyncIterable<Buffer>,
	selection: ListOptions,
): Promise<Pick<ApiResponse, 'body' | 'entries'>> {
	const kept: IDataObject[] = [];
	const held = new ByteBuffer();
	let least = 0;
	for await (const piece of body) {
		const end = piece.lastIndexOf(ENTRY_BOUNDARY) + 1;
		if (end === 0 || held.length + piece.length < least) {
			held.add(piece);
			continue;
		}
		held.add(piece.subarray(0, end));
		const entries = tryParse(held.textWith(CLOSE_BRACKET));
		if (entries === undefined) {
			held.add(piece.subarray(end));
			// Tried again only with twice as much, so that what it costs grows no faster than the text.
			least = 2 * held.length;
			continue;
		}
		if (!isObjectArray(entries)) return { body: entries };
		if (!collect(entries, selection, kept)) return { body: undefined, entries: kept };
		held.clear();
		held.add(OPEN_BRACKET);
		held.add(piece.subarray(end + 1));
		least = 0;
	}
	const value = parseOrText(held.text());
	if (!isObjectArray(value)) return { body: value };
	collect(value, selection, kept);
	return { body: undefined, entries: kept };
}

const OPEN_BRACKET = Uint8Array.of('['.charCodeAt(0));
const CLOSE_BRACKET = Uint8Array.of(']'.charCodeAt(0));

/** Bytes put one behind the other, in memory that is used again: a text made of two would be copied once more. */
class ByteBuffer {
	length = 0;
	private memory = new Uint8Array(2 ** 17);
	private readonly decoder = new TextDecoder();

	add(more: Uint8Array): void {
		const length = this.length + more.length;
		if (length > this.memory.length) {
			const larger = new Uint8Array(2 * length);
			larger.set(this.memory.subarray(0, this.length));
			this.memory = larger;
		}
		this.memory.set(more, this.length);
		this.length = length;
	}

	clear(): void {
		this.length = 0;
	}

	text(): string {
		return this.decoder.decode(this.memory.subarray(0, this.length));
	}

	/** The text with something behind it that is not added. */
	textWith(end: Uint8Array): string {
		const { length } = this;
		this.add(end);
		const text = this.text();
		this.length = length;
		return text;
	}
}

function parseOrText(text: string): unknown {
	const value = tryParse(text);
	return value === undefined ? text : value;
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
