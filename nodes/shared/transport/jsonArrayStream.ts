import type { IDataObject } from 'n8n-workflow';
import type { ApiResponse } from '../api';
import { isObject } from '../values';
import { collect, isObjectArray, type ListOptions } from './listOptions';

/** Separates two entries of a list, as the API writes JSON. It can also occur inside of an entry. */
const ENTRY_BOUNDARY = '},{';

/**
 * Parses a JSON array while it streams in and keeps only the wanted entries, so that a long list is never held as one
 * string and reading stops at the limit. Any other response is parsed as the HTTP client would have done.
 *
 * @param response with a stream as its body; any other body is left as it is
 * @returns the response; a bare list has `entries` instead of a `body`
 * @throws the stream's error when the connection breaks or the request is aborted
 */
export async function readJsonArray(response: ApiResponse, listOptions: ListOptions): Promise<ApiResponse> {
	const { body, statusCode } = response;
	if (!isStream(body)) return response;
	if (statusCode >= 300) return { ...response, body: parseOrText(await readText(body)) };
	return { ...response, ...(await parseEntries(body, listOptions)) };
}

function isStream(body: unknown): body is AsyncIterable<Buffer> {
	return isObject(body) && Symbol.asyncIterator in body;
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
	const buffer = new ByteBuffer();
	for await (const chunk of body) buffer.add(chunk);
	return buffer.text();
}

/**
 * Cuts the buffer at the last `},{` and lets JSON.parse decide whether that is really a boundary: if it lies inside an
 * entry or a string, adding `]` doesn't make valid JSON.
 */
async function parseEntries(
	body: AsyncIterable<Buffer>,
	listOptions: ListOptions,
): Promise<Pick<ApiResponse, 'body' | 'entries'>> {
	const wanted: IDataObject[] = [];
	const buffer = new ByteBuffer();
	let minLength = 0;
	for await (const chunk of body) {
		const end = chunk.lastIndexOf(ENTRY_BOUNDARY) + 1;
		if (end === 0 || buffer.length + chunk.length < minLength) {
			buffer.add(chunk);
			continue;
		}
		buffer.add(chunk.subarray(0, end));
		const entries = tryParse(buffer.textWith(CLOSE_BRACKET));
		if (entries === undefined) {
			buffer.add(chunk.subarray(end));
			// Waits until the buffer has doubled, so that parsing it again costs linear time overall.
			minLength = 2 * buffer.length;
			continue;
		}
		if (!isObjectArray(entries)) return { body: entries };
		if (!collect(entries, listOptions, wanted)) return { body: undefined, entries: wanted };
		buffer.clear();
		buffer.add(OPEN_BRACKET);
		buffer.add(chunk.subarray(end + 1));
		minLength = 0;
	}
	const value = parseOrText(buffer.text());
	if (!isObjectArray(value)) return { body: value };
	collect(value, listOptions, wanted);
	return { body: undefined, entries: wanted };
}

const OPEN_BRACKET = Uint8Array.of('['.charCodeAt(0));
const CLOSE_BRACKET = Uint8Array.of(']'.charCodeAt(0));

/** Growable byte buffer that is reused between chunks; concatenating strings would copy once more. */
class ByteBuffer {
	length = 0;
	private memory = new Uint8Array(2 ** 17);
	private readonly decoder = new TextDecoder();

	add(chunk: Uint8Array): void {
		const length = this.length + chunk.length;
		if (length > this.memory.length) {
			const larger = new Uint8Array(2 * length);
			larger.set(this.memory.subarray(0, this.length));
			this.memory = larger;
		}
		this.memory.set(chunk, this.length);
		this.length = length;
	}

	clear(): void {
		this.length = 0;
	}

	text(): string {
		return this.decoder.decode(this.memory.subarray(0, this.length));
	}

	/** The buffer's text followed by `suffix`, which isn't added to the buffer. */
	textWith(suffix: Uint8Array): string {
		const { length } = this;
		this.add(suffix);
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
