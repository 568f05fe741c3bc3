import { trimInvisible } from '../values';

/** Fields of a request body that are secret, at any depth (schema `ConnectionRequest`). */
const SECRET_FIELDS = new Set(['apiKey', 'password', 'clientSecret', 'token', 'accessToken', 'refreshToken']);

/** Fields in which everything is secret, because only the provider knows what they contain. */
const SECRET_OBJECTS = new Set(['customAuth']);

/** What HTTP's basic authentication joins with a colon (RFC 7617; for OAuth2 clients RFC 6749, section 2.3.1). */
const LOGINS = [
	['username', 'password'],
	['clientId', 'clientSecret'],
];

/** What HTML and XML write for quotation marks: nothing else, or one of three escapes. */
const QUOTES: Array<Record<string, string>> = [
	{},
	{ '"': '&quot;', "'": '&#39;' },
	{ '"': '&#34;', "'": '&#39;' },
	{ '"': '&quot;', "'": '&apos;' },
];

/** Masks in order of preference; the first one whose first and last characters occur in no secret is used. */
const MASKS = ['[hidden]', '***', '░░░', '\u2588\u2588\u2588'];

/** Shorter secrets are masked only as whole words, so that a password 'a' doesn't mask every 'a' of a sentence. */
const MIN_SUBSTRING_LENGTH = 4;

/**
 * Lines of a secret from this length on are masked on their own. Passwords and codes have at least 8 characters (NIST
 * SP 800-63B), and a shorter line of a key is useless without the others, but may be a word such as 'type'.
 */
const MIN_LINE_LENGTH = 8;

/**
 * Masks the secrets in a text that is about to be shown or logged. It never throws: if it fails, it masks everything.
 *
 * To shorten a text, redact it first and cut it afterwards, because half a secret isn't recognized.
 */
export type Redact = (text: string) => string;

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
		if (isSecret) for (const text of textsOf(value)) found.add(text);
		if (typeof value !== 'object' || value === null) continue;
		for (const text of loginsIn(value as Record<string, unknown>)) found.add(text);
		for (const [key, field] of Object.entries(value) as Array<[string, unknown]>) {
			// An access token is an object {token, expiresAt}, and its dates aren't secret.
			const isField = SECRET_FIELDS.has(key) && !hasToken(field);
			pending.push({ value: field, isSecret: isSecret || isField || SECRET_OBJECTS.has(key) });
		}
	}
	return [...found];
}

/**
 * Makes a function that masks each secret, whether plain, escaped as JSON (once or twice, or as Go does) or for HTML,
 * URL- or form-encoded, or in base64, also as part of a body that was encoded so, and each line of a secret that has
 * several.
 *
 * @param secrets the texts to mask; blank ones and other types are ignored
 */
export function redactor(secrets: unknown[]): Redact {
	let forms: string[] | undefined;
	let mask = MASKS[0];
	return (text) => {
		try {
			if (!forms) {
				forms = formsOf(secrets);
				mask = maskFor(forms);
			}
			return forms.reduce((masked, form) => replace(masked, form, mask), text);
		} catch {
			return mask;
		}
	};
}

function maskFor(forms: string[]): string {
	const isSafe = (mask: string): boolean =>
		!forms.some((form) => mask.includes(form) || form.includes(mask[0]) || form.includes(mask.slice(-1)));
	return MASKS.find(isSafe) ?? MASKS[0];
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

/** The texts to look for, longest first. */
function formsOf(secrets: unknown[]): string[] {
	const texts = secrets
		.filter((secret) => typeof secret === 'string')
		.filter((secret) => secret.trim() !== '');
	const lines = texts.flatMap((text) => text.split(/[\r\n]|\\[rn]/)).map(trimInvisible);
	const all = [...texts, ...texts.map(trimInvisible), ...lines.filter(isLongLine)];
	const forms = new Set([...new Set(all)].flatMap(encodingsOf));
	return [...forms].sort((a, b) => b.length - a.length);
}

function isLongLine(line: string): boolean {
	return line.length >= MIN_LINE_LENGTH;
}

function encodingsOf(secret: string): string[] {
	// UTF-8 can't express half a surrogate.
	const text = secret.replace(/\p{Cs}/gu, '\uFFFD');
	// Nothing else is escaped; this saves most of the time for a secret of thousands of lines.
	if (/^[\w.-]*$/.test(text)) return [text, ...base64(text)];
	const plainJson = [jsonEscaped(secret), jsonEscaped(text), goEscaped(text), asciiEscaped(secret)];
	// As PHP writes it.
	const json = distinct([...plainJson, ...plainJson.map((escaped) => escaped.replaceAll('/', '\\/'))]);
	const inJson = json.flatMap((escaped) => [jsonEscaped(escaped), goEscaped(escaped)]);
	// By itself, and as it stands in the body that was sent.
	const others = distinct([text, jsonEscaped(text)]).flatMap((sent) => [
		...urlEncoded(sent),
		...QUOTES.map((quotes) => markupEscaped(sent, quotes)),
		...base64(sent),
	]);
	return distinct([secret, text, ...json, ...inJson, ...others]);
}

function urlEncoded(text: string): string[] {
	const url = encodeURIComponent(text);
	const urls = distinct([url, url.replaceAll('%20', '+'), url.replaceAll('%2B', '+'), formEncoded(text)]);
	const lowerCase = urls.map((encoded) => encoded.replace(/%[\dA-F]{2}/g, (hex) => hex.toLowerCase()));
	return [...urls, ...lowerCase];
}

function distinct(texts: string[]): string[] {
	return [...new Set(texts)];
}

/** In base64, also between other text, as in `Basic` headers: all but the characters that it shares with that text. */
function base64(text: string): string[] {
	const bytes = Buffer.from(text);
	const within = [0, 1, 2].map((before) => {
		const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
		return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
	});
	const forms = [bytes.toString('base64url'), ...within.filter(isLongLine)];
	return [...forms, ...forms.map((form) => form.replaceAll('-', '+').replaceAll('_', '/'))];
}

function markupEscaped(text: string, quotes: Record<string, string>): string {
	const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', ...quotes };
	return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

function jsonEscaped(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

/** As Go's `encoding/json` writes text. */
function goEscaped(text: string): string {
	return jsonEscaped(text).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

function asciiEscaped(text: string): string {
	return jsonEscaped(text).replace(/[^\0-\x7f]/g, unicodeEscape);
}

function unicodeEscape(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function formEncoded(text: string): string {
	return new URLSearchParams([['', text]]).toString().slice(1);
}

function replace(text: string, form: string, mask: string): string {
	if (form.length >= MIN_SUBSTRING_LENGTH) return text.replaceAll(form, () => mask);
	const literal = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return text.replace(new RegExp(`(?<!\\w)${literal}(?!\\w)`, 'g'), () => mask);
}
