import { Buffer } from '../../../support/node';

/** A secret that can be found again in any encoding, whole or in part. */
export interface Mark {
	/** By which failures of the tests name it. */
	name: string;
	text: string;
	/** Every part of `text` contains one of these, which only base64 and hex change, because they are letters and digits. */
	words: string[];
}

/** Characters that JSON, URLs, forms, and markup write differently. */
const TRICKY = ` "'&<>\\/+%=\té😀\u2028`;

/** How many characters a word is followed by at most, so that each line of a key and each piece of a long one has a word. */
const PIECES = { key: 6, long: 2_000 };

/** A secret with characters that are escaped. */
export function mark(name: string): Mark {
	const word = wordOf(name);
	return { name, text: `${word}1${TRICKY}${word}2`, words: [word] };
}

/** A secret of characters that an HTTP header may contain. */
export function headerMark(name: string): Mark {
	const { text, words } = mark(name);
	return { name, text: text.replace(/[^\x21-\x7e]/g, ''), words };
}

/** A private key with several lines, each of which is a secret of its own. */
export function keyMark(name: string): Mark {
	const word = wordOf(name);
	const lines = numbers(PIECES.key).map(
		(line) => `${word}${line}MIIEvQIBADANBgkqhkiG9w0B/${word}+AQEFAASCBKc=`,
	);
	const text = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n');
	return { name, text, words: [word] };
}

/** A secret of 40,000 characters. */
export function longMark(name: string): Mark {
	const word = wordOf(name);
	return {
		name,
		text: numbers(PIECES.long)
			.map((piece) => `${word}${piece}/`)
			.join(TRICKY.slice(0, 3)),
		words: [word],
	};
}

/** A secret number. */
export function numberMark(name: string, digits: string): Mark {
	// Go's %v turns 48392017 into 4.8392017e+07.
	return { name, text: digits, words: [digits, `${digits[0]}.${digits.slice(1)}`] };
}

/** A secret that somebody else has made. */
export function madeMark(name: string, text: string): Mark {
	return { name, text, words: text.match(/[A-Za-z0-9]{8,}/g) ?? [text] };
}

/** The names of the marks that a text contains, in whatever encoding. */
export function marksIn(text: string, marks: Mark[]): string[] {
	const found = marks.filter(({ words }) =>
		words.some((word) => formsOf(word).some((form) => text.includes(form))),
	);
	return found.map(({ name }) => name);
}

function wordOf(name: string): string {
	return `${name}Qx7`;
}

function numbers(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

const forms = new Map<string, string[]>();

/** A word as it is, in hex, and in base64 between any other text. */
function formsOf(word: string): string[] {
	const known = forms.get(word);
	if (known) return known;
	const bytes = Buffer.from(word);
	const hex = bytes.toString('hex');
	const base64 = [0, 1, 2].map((before) => {
		const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
	});
	const made = [word, hex, hex.toUpperCase(), ...base64];
	forms.set(word, made);
	return made;
}
