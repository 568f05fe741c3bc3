import { Failure } from './errors/failure';

const HINT =
	'Open the Ampersand credential and set the base URL, for instance https://api.withampersand.com/v1.';

/**
 * The credential's base URL, checked, without a trailing slash.
 *
 * @param value the credential's `baseUrl`
 * @throws Failure when it is not an http(s) URL, or holds credentials, a query or a fragment, which a request's
 *   path cannot be joined to
 */
export function parseBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') throw invalidBaseUrl('is empty');
	if (!URL.canParse(text)) throw invalidBaseUrl('is not a URL');
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:')
		throw invalidBaseUrl('must start with https:// or http://');
	if (url.username || url.password) throw invalidBaseUrl('must not contain a user name or password');
	if (text.includes('?')) throw invalidBaseUrl('must not contain a query ("?…")');
	if (text.includes('#')) throw invalidBaseUrl('must not contain a fragment ("#…")');
	return url.origin + url.pathname.replace(/\/+$/, '');
}

function invalidBaseUrl(reason: string): Failure {
	return new Failure({ message: `The base URL of the Ampersand credential ${reason}`, description: HINT });
}
