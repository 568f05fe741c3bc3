import type { Action, Attempts, Problem } from '../api';

/** What to do when the API isn't where the credential says. */
export const CHECK_BASE_URL = 'Check the base URL in the Ampersand credential.';

/** What to do when the API can't find a project. */
export const CHECK_PROJECT = "Check 'Project': it must be a project that this API key belongs to.";

/** What to do when a request can't get past its proxy. */
export const CHECK_PROXY = "Check 'Proxy' in the request options, and that n8n can reach it.";

/** What may have happened when no response confirms a request that must not be repeated. */
export const MAY_HAVE_SUCCEEDED =
	"Ampersand may still have processed the request. Check with 'Get Many' before you try again.";

/** What the attempts at a request mean for the next step. */
export function attemptHints({ count, outcomeUnknown, idempotent }: Attempts): Array<string | undefined> {
	return [
		outcomeUnknown && !idempotent ? MAY_HAVE_SUCCEEDED : undefined,
		count > 1 ? `The request was sent ${count} times.` : undefined,
	];
}

const URL_TOO_LONG =
	'The URL or the headers of the request are too long. Shorten the IDs and filters of this item.';

/** What to do about a status, unless the operation knows better. */
const STATUS_HINTS: Partial<Record<number, string>> = {
	304: 'The response has no content. Check the proxy between n8n and the API.',
	401: 'Check the API key in the Ampersand credential: it is missing, incorrect, or revoked.',
	402: "Your Ampersand plan doesn't include this. Check the plan and its billing in the Ampersand dashboard.",
	403: "The API key doesn't have permission to do this. Use an API key of this project with full access, not one for the UI Library.",
	407: "A proxy between n8n and the API requires a login. Check the proxy settings of n8n and the 'Proxy' option of this node.",
	408: "The server gave up waiting for the request. Try again later, or raise 'Max Retries'.",
	409: "It conflicts with something that already exists. Use 'Get Many' to find it.",
	413: 'The request is too large. Reduce the data per item.',
	414: URL_TOO_LONG,
	423: 'It is locked at the moment. Try again later.',
	425: 'The server is not ready for the request yet. Try again later.',
	429: "Too many requests. Lower 'Max Concurrency', raise 'Max Retries', or use batching.",
	431: URL_TOO_LONG,
	451: "It isn't available for legal reasons. Contact Ampersand's support.",
};

/** What to do about a response with an error status. */
export function statusHint(status: number, action: Action, problem: Problem | undefined): string | undefined {
	const hint = action.hints?.[status] ?? (status === 404 ? action.notFoundHint : STATUS_HINTS[status]);
	if (hint !== undefined) return hint;
	if (status === 400 || status === 422) {
		return problem?.issues.length ? undefined : 'Check the values of the fields.';
	}
	if (status < 500) return 'Check the parameters of this node.';
	const isPermanent = problem?.retryable === false;
	return `The Ampersand API is having issues.${isPermanent ? '' : ' Try again later.'}`;
}
