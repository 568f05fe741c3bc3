import type { FaultResponse, RecordedRequest } from '../../../../emulator';
import { Buffer } from '../../../support/node';

/** How servers write back what they have received. */
const ENCODINGS: Array<(text: string) => string> = [
	(text) => text,
	inJson,
	(text) => inJson(inJson(text)),
	// Go
	(text) => inJson(text).replace(/[<>&\u2028\u2029]/g, unicode),
	// PHP
	(text) => inJson(text).replaceAll('/', '\\/'),
	(text) => inJson(text).replace(/[^\0-\x7f]/g, unicode),
	encodeURIComponent,
	(text) => encodeURIComponent(text).replaceAll('%20', '+'),
	(text) => new URLSearchParams({ secret: text }).toString(),
	(text) => markup(text, '&quot;', '&#39;'),
	(text) => markup(text, '&#34;', '&#39;'),
	(text) => markup(text, '&quot;', '&apos;'),
	base64,
	(text) => Buffer.from(text).toString('base64url'),
	(text) => base64(`a${text}`),
	(text) => base64(`jane:${text}`),
];

/** Longer texts are written back only as they are and as in JSON, because masking each takes a while. */
const LONG = 5_000;

/** How servers write back a whole body. */
const WHOLE: Array<(text: string) => string> = [
	(text) => text,
	inJson,
	// Go writes bytes so.
	base64,
	encodeURIComponent,
	(text) => markup(text, '&quot;', '&#39;'),
];

/** Every secret of a request as servers write it back: the API key, a proxy's login, and all that the body contains. */
export function echoes({ headers, body, rawBody }: RecordedRequest): string[] {
	const login = Buffer.from(
		String(headers['proxy-authorization'] ?? '').replace('Basic ', ''),
		'base64',
	).toString();
	const secrets = [headers['x-api-key'], login, login.replace(/^[^:]*:/, ''), ...leavesOf(body)];
	const texts = secrets.map(String).flatMap((text) => [text, ...text.split('\n')]);
	const encoded = [...new Set(texts)].filter(Boolean).flatMap((text) => {
		const encodings = text.length > LONG ? ENCODINGS.slice(0, 2) : ENCODINGS;
		return encodings.map((encode) => encode(text));
	});
	return [...encoded, String(headers['proxy-authorization']), ...WHOLE.map((encode) => encode(rawBody))];
}

/** A problem in which everything that a user gets to see is an echo. */
export function problem(request: RecordedRequest): FaultResponse {
	const texts = echoes(request);
	const issues = texts.slice(-20).map((text) => ({
		in: 'body',
		name: text,
		title: text,
		detail: text,
		value: { [text]: [text], number: Number(text) || 0 },
	}));
	const [detail, title] = texts;
	const body = {
		title,
		detail,
		remedy: texts.slice(0, 10).join(' '),
		causes: texts,
		requestId: texts.at(-1),
		issues,
	};
	return { status: 422, body };
}

/** Texts in a list, as other servers send errors, in JSON that isn't a problem. */
export function errorList(request: RecordedRequest): FaultResponse {
	const errors = echoes(request).map((message) => ({ message, loc: ['body', message], msg: message }));
	return { status: 401, body: { error: errors[0].message, errors }, headers: json() };
}

/** Plain text. */
export function plainText(request: RecordedRequest): FaultResponse {
	return { status: 500, body: echoes(request).join(' '), headers: { 'content-type': 'text/plain' } };
}

/** The error page of a proxy. */
export function page(request: RecordedRequest): FaultResponse {
	const [first] = echoes(request);
	const echo = markup(first, '&quot;', '&#39;');
	return { status: 502, body: `<html><title>Not ${echo}</title>${echoes(request).join('<br>')}</html>` };
}

/** A redirect with secrets in its target, where it is not too long for a header. */
export function redirect({ headers, rawBody }: RecordedRequest): FaultResponse {
	const body = rawBody.length > LONG ? '' : rawBody;
	const query = new URLSearchParams({ key: String(headers['x-api-key']), body });
	return { status: 302, body: '', headers: { location: `https://elsewhere.test/?${query.toString()}` } };
}

/** The response of a successful request, but a page. */
export function pageInstead(request: RecordedRequest): FaultResponse {
	return { ...page(request), status: 200 };
}

/** Half of a successful response. */
export function cutOff(request: RecordedRequest): FaultResponse {
	const text = JSON.stringify(echoes(request).map((apiKey) => ({ id: apiKey, apiKey })));
	return { status: 200, body: text.slice(0, Math.floor(text.length / 2)), headers: json() };
}

/** A response that isn't compressed as its header says. */
export function notCompressed(request: RecordedRequest): FaultResponse {
	return { status: 200, body: echoes(request).join(' '), headers: { 'content-encoding': 'gzip' } };
}

function json(): Record<string, string> {
	return { 'content-type': 'application/json' };
}

function leavesOf(value: unknown): unknown[] {
	if (typeof value === 'number') return [value, value.toExponential().replace(/\+(\d)$/, '+0$1')];
	if (typeof value !== 'object' || value === null) return [value ?? ''];
	return Object.values(value).flatMap(leavesOf);
}

function inJson(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

function unicode(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function base64(text: string): string {
	return Buffer.from(text).toString('base64');
}

function markup(text: string, quote: string, apostrophe: string): string {
	const escapes: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': quote,
		"'": apostrophe,
	};
	return text.replace(/[&<>"']/g, (character) => escapes[character]);
}
