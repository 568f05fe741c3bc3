/** Members of a request body whose text is secret, wherever they stand (schema `ConnectionRequest`). */
const SECRET_FIELDS = new Set(['apiKey', 'password', 'clientSecret', 'token', 'accessToken', 'refreshToken']);

/** Members whose every text is secret: nobody but the provider knows what is in them. */
const SECRET_OBJECTS = new Set(['customAuth']);

const MASK = '[hidden]';

/** Shorter secrets are masked only where they stand alone: a password 'a' must not eat every 'a' of a sentence. */
const MIN_SUBSTRING_LENGTH = 4;

/** Takes secrets out of text that somebody will read. */
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
 * A function that masks each of the secrets, as it is and as it looks inside a URL, in JSON and in base64.
 *
 * @param secrets texts that must not be shown; empty ones and other types are ignored
 */
export function redactor(secrets: unknown[]): Redact {
	const texts = secrets.filter(
		(secret): secret is string => typeof secret === 'string' && secret.trim() !== '',
	);
	const forms = [...new Set(texts.flatMap(encodingsOf))].sort((a, b) => b.length - a.length);
	if (forms.length === 0) return (text) => text;
	const pattern = new RegExp(forms.map(patternOf).join('|'), 'g');
	return (text) => text.replace(pattern, MASK);
}

/** Whether the API's name for a faulty input, such as `connection.basicAuth.password`, is that of a secret. */
export function isSecretField(path: string): boolean {
	return path.split(/[^\w]+/).some((part) => SECRET_FIELDS.has(part) || SECRET_OBJECTS.has(part));
}

function collect(value: unknown, secret: boolean, found: string[]): void {
	if (typeof value === 'string') {
		if (secret) found.push(value);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	for (const [key, member] of Object.entries(value)) {
		// An access token is an object {token, expiresAt}: its dates are no secrets.
		const holdsSecret = SECRET_OBJECTS.has(key) || (SECRET_FIELDS.has(key) && typeof member === 'string');
		collect(member, secret || holdsSecret, found);
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
	return Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
}

function patternOf(form: string): string {
	const literal = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return form.length < MIN_SUBSTRING_LENGTH ? `(?<!\\w)${literal}(?!\\w)` : literal;
}
