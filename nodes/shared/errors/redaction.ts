import { unescapedViews } from './unescaped';

/** Fields of a request body that are secret, at any depth (schema `ConnectionRequest`). */
const SECRET_FIELDS = new Set(['apiKey', 'password', 'clientSecret', 'token', 'accessToken', 'refreshToken']);

/** Fields in which everything is secret, because only the provider knows what they contain. */
const SECRET_OBJECTS = new Set(['customAuth']);

/** What HTTP's basic authentication joins with a colon (RFC 7617; for OAuth2 clients RFC 6749, section 2.3.1). */
const LOGINS = [
	['username', 'password'],
	['clientId', 'clientSecret'],
];

/** Masks in order of preference: the first one that shows no secret, such as the password 'hidden', is used. */
const MASKS = ['[hidden]', '***'];

/** Shorter secrets are masked only as whole words, so that a password 'a' doesn't mask every 'a' of a sentence. */
const MIN_SUBSTRING_LENGTH = 4;

/**
 * Lines of a secret from this length on are masked on their own. Passwords and codes have at least 8 characters (NIST
 * SP 800-63B), and a shorter line of a key is useless without the others, but may be a word such as 'type'.
 */
const MIN_LINE_LENGTH = 8;

/** Real line breaks, and those of a key that is itself written as JSON. */
const LINE_BREAK = /[\r\n]+|\\[rn]/;

/** Shorter parts of base64 may also be in a text by chance; in bytes. */
const MIN_BASE64_PART = 6;

/** A mask can complete another secret with the text around it, which takes one more pass. */
const MAX_PASSES = 4;

/**
 * Masks the secrets in a text that is about to be shown or logged. It never throws: if it fails, it masks everything.
 *
 * To shorten a text, redact it first and cut it afterwards, because half a secret isn't recognized.
 */
export type Redact = (text: string) => string;

type Range = [start: number, end: number];

/**
 * Every secret in a request body: secret fields, and logins as basic authentication joins them.
 *
 * @param body the body as it is sent, or a proxy's login
 */
export function secretsIn(body: unknown): string[] {
	const found = new Set<string>();
	const pending: Array<{ value: unknown; isSecret: boolean }> = [{ value: body, isSecret: false }];
	// A loop, because recursion fails on a body that is nested deeply.
	for (const { value, isSecret } of pending) {
		if (isSecret) textsOf(value).forEach((text) => found.add(text));
		if (typeof value !== 'object' || value === null) continue;
		loginsIn(value as Record<string, unknown>).forEach((text) => found.add(text));
		for (const [key, field] of Object.entries(value) as Array<[string, unknown]>) {
			// An access token is an object {token, expiresAt}, and its dates aren't secret.
			const isField = SECRET_FIELDS.has(key) && !hasToken(field);
			pending.push({ value: field, isSecret: isSecret || isField || SECRET_OBJECTS.has(key) });
		}
	}
	return [...found];
}

/**
 * Makes a function that masks each secret, whether plain, escaped as JSON (also twice), HTML, URL, or form, or in base64,
 * and each line of a secret that has several.
 *
 * @param secrets the texts to mask; blank ones and other types are ignored
 */
export function redactor(secrets: unknown[]): Redact {
	let findSecrets: (text: string) => Range[];
	let mask = '';
	return (text) => {
		try {
			if (!findSecrets) {
				findSecrets = finder(secrets.flatMap(formsOf));
				mask = MASKS.find((candidate) => findSecrets(candidate).length === 0) ?? '';
			}
			let masked = text;
			for (let pass = 0; pass < MAX_PASSES; pass++) {
				const ranges = unescapedViews(masked).flatMap(({ text: decoded, positions }) =>
					findSecrets(decoded).map(([start, end]): Range => [positions[start], positions[end]]),
				);
				if (ranges.length === 0) return masked;
				masked = replaceRanges(masked, ranges, mask);
			}
		} catch {
			// What can't be masked isn't shown.
		}
		return mask;
	};
}

/** Whether the path of an invalid input, such as `connection.basicAuth.password`, names a secret. */
export function isSecretField(path: string): boolean {
	return path.split(/\W/).some((part) => SECRET_FIELDS.has(part) || SECRET_OBJECTS.has(part));
}

function hasToken(field: unknown): boolean {
	return typeof field === 'object' && field !== null && 'token' in field;
}

function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'number') return [];
	// The API is written in Go, whose %v turns 48392017 into 4.8392017e+07.
	return [String(value), value.toExponential().replace(/[+-]\d$/, ([sign, digit]) => `${sign}0${digit}`)];
}

function loginsIn(fields: Record<string, unknown>): string[] {
	return LOGINS.flatMap((names) => {
		const [user = '', password = ''] = names.map((name) => textsOf(fields[name])[0]);
		if (!user.trim() && !password.trim()) return [];
		const logins = [`${user}:${password}`, `${formEncoded(user)}:${formEncoded(password)}`];
		// With an empty password, the user name is the API key.
		return password.trim() ? logins : [user, ...logins];
	});
}

function formEncoded(text: string): string {
	return new URLSearchParams([['', text]]).toString().slice(1);
}

/** The texts to look for after all escapes are decoded. */
function formsOf(secret: unknown): string[] {
	if (typeof secret !== 'string' || secret.trim() === '') return [];
	const lines = secret.split(LINE_BREAK).map((line) => line.trim());
	const texts = [secret.trim(), ...lines.filter((line) => line.length >= MIN_LINE_LENGTH)];
	return [...texts.map(wellFormed), ...base64FormsOf(secret), ...base64FormsOf(secret.trim())];
}

/** Base64 of the text alone, and of its part that stays the same when something else is in front of it or behind it. */
function base64FormsOf(text: string): string[] {
	const bytes = Buffer.from(text);
	const parts = [0, 1, 2].map((skipped) =>
		bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3)),
	);
	return [bytes, ...parts.filter(({ length }) => length >= MIN_BASE64_PART)].flatMap((part) => {
		const base64url = part.toString('base64url');
		return [base64url, base64url.replaceAll('-', '+').replaceAll('_', '/')];
	});
}

/**
 * Makes a function that finds texts in another one, from left to right, and the longest one at each place.
 *
 * It looks them up in a sorted list, so that many of them, or very long ones, don't make it slow. A regular expression
 * would do the same, but V8 limits its length.
 */
function finder(wanted: string[]): (text: string) => Range[] {
	const sorted = [...new Set(wanted)].sort();
	const beginnings = new Uint8Array(0x10000);
	for (const entry of sorted) {
		if (entry.length === 1) beginnings.fill(1);
		else beginnings[beginningAt(entry, 0)] = 1;
	}
	const shorter = longestPrefixes(sorted);

	const endOfLongest = (text: string, at: number): number | undefined => {
		const rest = text.slice(at);
		// Whatever is sorted between a prefix of the rest and the rest itself begins with that prefix.
		let index = lastUpTo(sorted, rest);
		for (; index >= 0; index = shorter[index]) {
			const end = at + sorted[index].length;
			if (!rest.startsWith(sorted[index])) continue;
			if (end - at >= MIN_SUBSTRING_LENGTH || isWord(text, at, end)) return end;
		}
		return undefined;
	};

	return (text) => {
		const searched = wellFormed(text);
		const ranges: Range[] = [];
		for (let at = 0; at < searched.length; at++) {
			const end = beginnings[beginningAt(searched, at)] ? endOfLongest(searched, at) : undefined;
			if (end === undefined) continue;
			ranges.push([at, end]);
			at = end - 1;
		}
		return ranges;
	};
}

/** A number from the first two characters, to skip most places of a text quickly. */
function beginningAt(text: string, at: number): number {
	return (text.charCodeAt(at) * 257 + text.charCodeAt(at + 1)) & 0xffff;
}

/** For each entry of a sorted list, the index of the longest other one that it begins with, or -1. */
function longestPrefixes(sorted: string[]): number[] {
	const prefixes: number[] = [];
	for (const [index, entry] of sorted.entries()) {
		let prefix = index - 1;
		while (prefix >= 0 && !entry.startsWith(sorted[prefix])) prefix = prefixes[prefix];
		prefixes.push(prefix);
	}
	return prefixes;
}

/** The index of the last entry of a sorted list that isn't after the text, or -1. */
function lastUpTo(sorted: string[], text: string): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle] <= text) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

function isWord(text: string, start: number, end: number): boolean {
	return !/\w/.test(text.charAt(start - 1)) && !/\w/.test(text.charAt(end));
}

/** With U+FFFD in place of each half surrogate, as UTF-8 can't express one. */
function wellFormed(text: string): string {
	return text.replace(/\p{Cs}/gu, '\uFFFD');
}

function replaceRanges(text: string, ranges: Range[], mask: string): string {
	let replaced = '';
	let shownUntil = 0;
	for (const [start, end] of ranges.sort(([a], [b]) => a - b)) {
		if (start >= shownUntil) replaced += text.slice(shownUntil, start) + mask;
		shownUntil = Math.max(shownUntil, end);
	}
	return replaced + text.slice(shownUntil);
}
