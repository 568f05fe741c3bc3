/** Fields of a request body whose text is secret, at any depth (schema `ConnectionRequest`). */
const SECRET_FIELDS = new Set(['apiKey', 'password', 'clientSecret', 'token', 'accessToken', 'refreshToken']);

/** Fields in which every text is secret, because only the provider knows what they contain. */
const SECRET_OBJECTS = new Set(['customAuth']);

const MASK = '[hidden]';

/** Shorter secrets are masked only as whole words, so that a password 'a' doesn't mask every 'a' of a sentence. */
const MIN_SUBSTRING_LENGTH = 4;

/** Masks the secrets in a text that is about to be shown or logged. */
export type Redact = (text: string) => string;

/**
 * Every secret text in a request body.
 *
 * @param body the body as it is sent
 */
export function secretsIn(body: unknown): string[] {
	const found: string[] = [];
	collect(body, false, found);
	return found;
}

/**
 * Makes a function that masks each secret, whether plain, URL-encoded, JSON-escaped, or in base64.
 *
 * @param secrets the texts to mask; empty ones and other types are ignored
 */
export function redactor(secrets: unknown[]): Redact {
	const texts = secrets.filter(
		(secret): secret is string => typeof secret === 'string' && secret.trim() !== '',
	);
	const encodings = [...new Set(texts.flatMap(encodingsOf))].sort((a, b) => b.length - a.length);
	if (encodings.length === 0) return (text) => text;
	const pattern = new RegExp(encodings.map(patternOf).join('|'), 'g');
	return (text) => text.replace(pattern, MASK);
}

/** Whether the path of an invalid input, such as `connection.basicAuth.password`, names a secret. */
export function isSecretField(path: string): boolean {
	return path.split(/\W/).some((part) => SECRET_FIELDS.has(part) || SECRET_OBJECTS.has(part));
}

function collect(value: unknown, secret: boolean, found: string[]): void {
	if (typeof value === 'string') {
		if (secret) found.push(value);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	for (const [key, field] of Object.entries(value)) {
		// An access token is an object {token, expiresAt}, and its dates aren't secret.
		const isSecret = SECRET_OBJECTS.has(key) || (SECRET_FIELDS.has(key) && typeof field === 'string');
		collect(field, secret || isSecret, found);
	}
}

function encodingsOf(secret: string): string[] {
	const trimmed = secret.trim();
	const inJson = JSON.stringify(secret).slice(1, -1);
	return [secret, trimmed, inJson, urlEncoded(secret), base64(secret)];
}

function urlEncoded(secret: string): string {
	return encodeURIComponent(secret.replace(/\p{Cs}/gu, '\uFFFD'));
}

function base64(secret: string): string {
	return Buffer.from(secret).toString('base64').replaceAll('=', '');
}

function patternOf(encoded: string): string {
	const literal = encoded.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return encoded.length < MIN_SUBSTRING_LENGTH ? `(?<!\\w)${literal}(?!\\w)` : literal;
}
