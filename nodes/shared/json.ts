/** A string may hold anything but quotes, backslashes and the control characters below the space. */
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/u.source;
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/u.source;
const TOKEN = new RegExp(`[ \\t\\r\\n]*(?:([{}[\\],:])|(${STRING})|(${LITERAL}))`, 'uy');

type State = 'value' | 'firstValue' | 'firstKey' | 'key' | 'colon' | 'next' | 'end';

/**
 * Where a text stops being JSON, as an offset from 0; its length when it ends too early.
 *
 * `JSON.parse` says where only for some mistakes, and quotes the text around it, which may hold a secret.
 */
export function jsonErrorOffset(text: string): number {
	const open: Array<'{' | '['> = [];
	let state: State = 'value';
	TOKEN.lastIndex = 0;
	for (;;) {
		const start: number = TOKEN.lastIndex;
		const token = TOKEN.exec(text);
		const found = start + (/^[ \t\r\n]*/.exec(text.slice(start))?.[0].length ?? 0);
		if (!token) return found;
		const kind = token[1] ?? (token[2] === undefined ? 'literal' : 'string');
		const next = step(state, kind, open);
		if (!next) return found;
		state = next;
	}
}

/** The state after a token, or undefined where the token must not stand. */
function step(state: State, kind: string, open: Array<'{' | '['>): State | undefined {
	const wantsValue = state === 'value' || state === 'firstValue';
	if (kind === '{' && wantsValue) {
		open.push('{');
		return 'firstKey';
	}
	if (kind === '[' && wantsValue) {
		open.push('[');
		return 'firstValue';
	}
	const closes =
		(kind === '}' && (state === 'firstKey' || state === 'next') && open.at(-1) === '{') ||
		(kind === ']' && (state === 'firstValue' || state === 'next') && open.at(-1) === '[');
	if (closes) {
		open.pop();
		return open.length ? 'next' : 'end';
	}
	if (kind === 'string' && (state === 'firstKey' || state === 'key')) return 'colon';
	if ((kind === 'string' || kind === 'literal') && wantsValue) return open.length ? 'next' : 'end';
	if (kind === ':' && state === 'colon') return 'value';
	if (kind === ',' && state === 'next') return open.at(-1) === '{' ? 'key' : 'value';
	return undefined;
}
