import { tryParse } from '../values';

/** Separates two entries of a list, as the API writes JSON. It can also occur inside of an entry. */
const ENTRY_BOUNDARY = '},{';

/**
 * Parses a JSON array while it streams in, so that a long list is never held as one string.
 *
 * Cuts the bytes at the last `},{` and lets JSON.parse decide whether that is really a boundary: if it lies inside an
 * entry or a string, adding `]` doesn't make valid JSON.
 *
 * @param chunks the bytes of the response
 * @param take gets the next entries; false to read no further
 * @returns undefined when the body was an array; any other body as the HTTP client would have parsed it
 * @throws the stream's error when the connection breaks or the request is aborted
 */
export async function readJsonArray(
	chunks: AsyncIterable<Uint8Array>,
	take: (entries: unknown[]) => boolean,
): Promise<unknown> {
	let pending: Uint8Array[] = [];
	let length = 0;
	let minLength = 0;
	for await (const chunk of chunks) {
		pending.push(chunk);
		length += chunk.length;
		if (length < minLength) continue;
		const bytes = Buffer.concat(pending);
		const end = bytes.lastIndexOf(ENTRY_BOUNDARY) + 1;
		// A buffer makes text faster than a decoder.
		const entries = end === 0 ? undefined : tryParse(`${bytes.toString('utf8', 0, end)}]`);
		if (!Array.isArray(entries)) {
			// Waits until the bytes have doubled, so that parsing them again costs linear time overall.
			pending = [bytes];
			minLength = 2 * length;
			continue;
		}
		if (!take(entries)) return undefined;
		// The comma between two entries becomes the start of the next array.
		bytes.write('[', end);
		pending = [bytes.subarray(end)];
		length = bytes.length - end;
		minLength = 0;
	}
	const value = parseOrText(pending);
	if (!Array.isArray(value)) return value;
	take(value);
	return undefined;
}

/** A whole body, parsed as the HTTP client would have done: JSON, or else text. */
export async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
	const pending: Uint8Array[] = [];
	for await (const chunk of chunks) pending.push(chunk);
	return parseOrText(pending);
}

function parseOrText(chunks: Uint8Array[]): unknown {
	// Unlike a buffer, a decoder drops a byte order mark.
	const text = new TextDecoder().decode(Buffer.concat(chunks));
	const value = tryParse(text);
	return value === undefined ? text : value;
}
