/** A text in which one kind of escapes is decoded. */
export interface UnescapedView {
	text: string;
	/** Where each of its characters, and its end, is in the original text. */
	positions: Uint32Array;
}

interface Decoder {
	escapes: RegExp;
	decode: (escape: string) => string;
}

const JSON_ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const JSON_STRING: Decoder = {
	escapes: /\\(?:u[\da-f]{4}|.)/gi,
	decode: (escape) =>
		escape.length > 2
			? String.fromCharCode(parseInt(escape.slice(2), 16))
			: (JSON_ESCAPES[escape[1]] ?? escape[1]),
};

/** One character in UTF-8. */
const PERCENT: Decoder = {
	escapes:
		/%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi,
	decode: (escape) => {
		try {
			return decodeURIComponent(escape);
		} catch {
			// A surrogate, or more bytes than the character needs.
			return '\uFFFD';
		}
	},
};

const FORM_SPACE: Decoder = { escapes: /\+/g, decode: () => ' ' };

const HTML_NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const HTML: Decoder = {
	escapes: /&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-f]{1,5});/gi,
	decode: (escape) => {
		const name = escape.slice(1, -1).toLowerCase();
		return HTML_NAMES[name] ?? String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', '')));
	},
};

/** The same view if it has no such escapes. */
function decoded(view: UnescapedView, { escapes, decode }: Decoder): UnescapedView {
	if (view.text.search(escapes) < 0) return view;
	const positions = new Uint32Array(view.text.length + 1);
	let read = 0;
	let written = 0;
	const copyUntil = (end: number) => {
		while (read < end) positions[written++] = view.positions[read++];
	};
	const text = view.text.replace(escapes, (escape: string, at: number) => {
		const characters = decode(escape);
		copyUntil(at);
		positions.fill(view.positions[at], written, written + characters.length);
		written += characters.length;
		read = at + escape.length;
		return characters;
	});
	copyUntil(view.text.length + 1);
	return { text, positions };
}

/**
 * The text as it is, and as it reads after its escapes are decoded: of JSON (also twice), a URL, a form, or HTML.
 *
 * Escapes that aren't valid are left as they are.
 */
export function unescapedViews(text: string): UnescapedView[] {
	const plain = { text, positions: new Uint32Array(text.length + 1).map((_, index) => index) };
	const json = decoded(plain, JSON_STRING);
	const spaced = decoded(plain, FORM_SPACE);
	const percent = [...new Set([plain, spaced])].map((view) => decoded(view, PERCENT));
	const views = [plain, json, decoded(json, JSON_STRING), ...percent, decoded(plain, HTML)];
	return [...new Set(views)];
}
