import { Failure } from './errors/failure';
import { trimInvisible } from './values';

const HINT =
	'Open the Ampersand credential and set the base URL, for example https://api.withampersand.com/v1.';

/**
 * Validates the credential's base URL and removes trailing slashes.
 *
 * @param value the credential's `baseUrl`
 * @throws Failure when it isn't an http(s) URL, or contains credentials, a query, or a fragment, which no path can
 *   be appended to
 */
export function parseBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? trimInvisible(value) : '';
	if (text === '') throw invalidBaseUrl('is empty');
	if (!URL.canParse(text)) throw invalidBaseUrl("isn't a valid URL");
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:')
		throw invalidBaseUrl('must start with https:// or http://');
	if (url.username || url.password) throw invalidBaseUrl('must not contain a username or password');
	if (text.includes('?')) throw invalidBaseUrl('must not contain a query ("?…")');
	if (text.includes('#')) throw invalidBaseUrl('must not contain a fragment ("#…")');
	return url.origin + url.pathname.replace(/\/+$/, '');
}

function invalidBaseUrl(reason: string): Failure {
	return new Failure({ message: `The base URL of the Ampersand credential ${reason}`, hints: [HINT] });
}
