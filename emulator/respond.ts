import type { Context } from './context';
import { authorize, type KeyScope, PROXY } from './keys';
import { Problem } from './problem';
import { isProxied, proxyReply } from './proxy';
import type { Reply, Router } from './router';
import type { RecordedRequest } from './types';

/** Where the API's paths begin. */
export const ROOT = '/v1';

/** The API's own response to a request: the operation's, the provider's through the proxy, or a problem. */
export function respond(
	context: Context,
	router: Router,
	request: RecordedRequest,
	keys: ReadonlyMap<string, KeyScope>,
): Reply {
	const path = request.path.slice(ROOT.length);
	try {
		if (isProxied(request)) {
			authorize(request, PROXY, keys);
			return proxyReply(context, request);
		}
		// Assumed: nothing but the API's paths gets to the API.
		if (!request.path.startsWith(`${ROOT}/`)) return { status: 404 };
		authorize(request, path, keys);
		if (request.rawBody && !/json/.test(String(request.headers['content-type']))) {
			throw new Problem(415, 'The body must be JSON');
		}
		if (request.rawBody && request.body === undefined) throw new Problem(400, 'The body is not valid JSON');
		return router.handle(request.method, path, request.query, request.body);
	} catch (error) {
		const problem = error instanceof Problem ? error : new Problem(500, String(error));
		const isExplained =
			problem.status !== 404 || isProxied(request) || router.explainsMissing(request.method, path);
		return problemReply(isExplained ? problem : new Problem(404, problem.message));
	}
}

/** A problem as a response. */
export function problemReply({ status, body }: Problem): Reply {
	return { status, body, contentType: 'application/problem+json' };
}
