import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { DEFAULT_BASE_URL } from './api';
import { Failure } from './errors/failure';
import { ENTER_API_KEY } from './errors/hints';
import { trimInvisible } from './values';

/** The hosts that the key may go to when the base URL is the default one: the same vendor, key, and header. */
const AMPERSAND_HOSTS = ['api', 'read', 'write', 'search', 'proxy'].map(
	(name) => `${name}.withampersand.com`,
);

/** Fields that only the older form of n8n's request options has, which n8n's HTTP Request node still uses. */
interface OlderRequestOptions {
	uri?: unknown;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
}

const NO_REDIRECTS: Partial<IHttpRequestOptions> & OlderRequestOptions = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/**
 * Adds the API key to a request, and puts the credential's base URL in front of a URL that is a path.
 *
 * n8n calls this for every request with the credential, whichever node makes it. So this is where the key is kept from
 * any other address: any other URL is rejected, and redirects are turned off, because n8n would forward
 * the key to the redirect's target.
 *
 * @param request options of n8n's HTTP helpers, in either form; not modified
 * @throws Failure when the credential is incomplete, or the request goes to an address outside the base URL
 */
export function authenticate(
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions & OlderRequestOptions,
): IHttpRequestOptions {
	const headers = { ...request.headers, 'X-Api-Key': parseApiKey(credential.apiKey) };
	const url = urlWithin(parseBaseUrl(credential.baseUrl), request.url ?? request.uri ?? request.baseURL);
	const authenticated = { ...request, ...NO_REDIRECTS, headers, url };
	delete authenticated.baseURL;
	if ('uri' in authenticated) authenticated.uri = url;
	return authenticated;
}

function parseApiKey(value: unknown): string {
	// A key copied with a trailing line break would make an invalid header.
	const apiKey = typeof value === 'string' ? trimInvisible(value) : '';
	if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
	throw new Failure({
		message: `The API key of the Ampersand credential ${apiKey ? 'contains a character that no API key has' : 'is empty'}`,
		hints: [ENTER_API_KEY],
	});
}

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
	const { protocol, origin, pathname, username, password } = new URL(text);
	if (!['https:', 'http:'].includes(protocol)) throw invalidBaseUrl('must start with https:// or http://');
	if (username || password) throw invalidBaseUrl('must not contain a username or password');
	if (text.includes('?')) throw invalidBaseUrl('must not contain a query ("?…")');
	if (text.includes('#')) throw invalidBaseUrl('must not contain a fragment ("#…")');
	return origin + pathname.replace(/\/+$/, '');
}

function invalidBaseUrl(reason: string): Failure {
	return new Failure({
		message: `The base URL of the Ampersand credential ${reason}`,
		hints: [`Open the Ampersand credential and set the base URL, for example ${DEFAULT_BASE_URL}.`],
	});
}

/** The request's URL, normalized like the HTTP client does, so that the checked URL is the requested one. */
function urlWithin(baseUrl: string, requested: unknown): string {
	const text = String(requested ?? '');
	const isAbsolute = /^\s*[a-z][a-z\d+.-]*:/i.test(text);
	const joined = isAbsolute ? text : `${baseUrl}/${text.replace(/^\//, '')}`;
	const url = URL.canParse(joined) ? new URL(joined) : undefined;
	if (url && isAllowed(url, baseUrl) && !url.username && !url.password) return url.href;
	throw new Failure({
		message: `The Ampersand credential can't be used for ${url ? url.origin + url.pathname : 'this URL'}`,
		hints: [
			baseUrl === DEFAULT_BASE_URL
				? `The API key is only sent to ${AMPERSAND_HOSTS.join(', ')}.`
				: `The API key is only sent to URLs that start with ${baseUrl}, the base URL of the credential.`,
		],
	});
}

/** With the default base URL, Ampersand's own hosts; with any other one, nothing but that URL. */
function isAllowed(url: URL, baseUrl: string): boolean {
	if (baseUrl === DEFAULT_BASE_URL) {
		return url.protocol === 'https:' && url.port === '' && AMPERSAND_HOSTS.includes(url.hostname);
	}
	const { origin, pathname } = new URL(baseUrl);
	const basePath = pathname.replace(/\/$/, '');
	return url.origin === origin && (url.pathname === basePath || url.pathname.startsWith(`${basePath}/`));
}
