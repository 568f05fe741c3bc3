import { tryParse } from '../values';

/** Separates two entries of a list, as the API writes JSON. It can also occur inside of an entry. */
const ENTRY_BOUNDARY = '},{';

/**
 * Parses a JSON array while it streams in, so that a long list is never held as one string.
 *
 * Cuts the text at the last `},{` and lets JSON.parse decide whether that is really a boundary: if it lies inside an
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
	const decoder = new TextDecoder();
	let text = '';
	let minLength = 0;
	for await (const chunk of chunks) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length < minLength) continue;
		const end = text.lastIndexOf(ENTRY_BOUNDARY) + 1;
		const entries = tryParse(`${text.slice(0, end)}]`);
		if (!Array.isArray(entries)) {
			// Waits until the text has doubled, so that parsing it again costs linear time overall.
			minLength = 2 * text.length;
			continue;
		}
		if (!take(entries)) return undefined;
		text = `[${text.slice(end + 1)}`;
		minLength = 0;
	}
	const value = parseOrText(text + decoder.decode());
	if (!Array.isArray(value)) return value;
	take(value);
	return undefined;
}

/** A whole body, parsed as the HTTP client would have done: JSON, or else text. */
export async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
	return parseOrText(text + decoder.decode());
}

function parseOrText(text: string): unknown {
	const value = tryParse(text);
	return value === undefined ? text : value;
}
