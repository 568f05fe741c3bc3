import { Problem } from './problem';
import type { RecordedRequest } from './types';

/** What an API key may do: everything, or what the UI library needs in a customer's browser. */
export type KeyScope = 'full' | 'frontend';

const FULL_SCOPE_PATHS =
	/^\/projects\/[^/]+\/(destinations|topics|notification-event-topic-routes|topic-destination-routes)(\/|$)/;

/** Stands for the path of a request to the proxy, whose path is the provider's. */
export const PROXY = ':proxy';

/** Operations `listProviders` and `getProvider`. */
const PUBLIC_PATHS = /^\/providers(\/|$)/;

/**
 * Checks the API key of a request.
 *
 * @param path without the base URL's path, or `PROXY`
 * @throws Problem 401 without a known key, 403 for an operation beyond its scope
 */
export function authorize(
	{ headers, query }: RecordedRequest,
	path: string,
	keys: ReadonlyMap<string, KeyScope>,
): void {
	if (PUBLIC_PATHS.test(path)) return;
	const scope = keys.get(String(headers['x-api-key']));
	if (!scope) {
		throw new Problem(401, 'The API key is missing or wrong', { remedy: 'Send a valid key as X-Api-Key' });
	}
	const readsTokens = query.includeCreds === 'true' || query.includeRefreshToken === 'true';
	const needsFullScope = path === PROXY || FULL_SCOPE_PATHS.test(path) || readsTokens;
	if (scope === 'frontend' && needsFullScope) {
		const causes = ['the API key has the scope frontend, and the operation needs the scope full'];
		throw new Problem(403, 'The API key does not have permission to perform this operation', { causes });
	}
}
