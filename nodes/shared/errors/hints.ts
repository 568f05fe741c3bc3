import { type Action, type ApiResponse, type Attempts, DEFAULT_BASE_URL, type Problem } from '../api';
import { isObject } from '../values';

/** What to do when the API isn't where the credential says. */
export const CHECK_BASE_URL = `Check the base URL in the Ampersand credential. It is usually ${DEFAULT_BASE_URL}.`;

/** What to do about a missing or rejected API key. */
export const ENTER_API_KEY =
	'Create an API key on the API Keys page of the Ampersand dashboard, and enter it in the Ampersand credential.';

/** What to do when the API can't find a project. */
export const CHECK_PROJECT = "Check 'Project': it must be a project that this API key belongs to.";

/** What to do when a request can't get past its proxy. */
export const CHECK_PROXY = "Check 'Proxy' in the request options, and that n8n can reach it.";

/** What may have happened when no response confirms a request that must not be repeated. */
export const MAY_HAVE_SUCCEEDED =
	"Ampersand may still have processed the request. Check with 'Get Many' before you try again.";

type Hints = Array<string | undefined>;

/** Adds what the attempts at a request mean: first of all, that the next one may do it twice. */
export function withAttempts(attempts: Attempts, hints: Hints): Hints {
	return [
		isInDoubt(attempts) ? MAY_HAVE_SUCCEEDED : undefined,
		...hints,
		attempts.count > 1 ? `The request was sent ${attempts.count} times.` : undefined,
	];
}

/** Whether a request that must not be repeated may have been processed. */
export function isInDoubt({ outcomeUnknown, idempotent }: Attempts): boolean {
	return outcomeUnknown && !idempotent;
}

const URL_TOO_LONG =
	'The URL or the headers of the request are too long. Shorten the IDs and filters of this item.';

/** What to do about a status, unless the operation knows better; of two sentences, the first says what it means. */
const STATUS_HINTS: Partial<Record<number, string>> = {
	304: 'Check the proxy between n8n and the API.',
	401: `The API key is missing, incorrect, or revoked. ${ENTER_API_KEY}`,
	402: "Your Ampersand plan doesn't include this. Check the plan and its billing in the Ampersand dashboard.",
	403: "The API key doesn't have permission to do this. Use an API key of this project with full access, not one for the UI Library.",
	407: "A proxy between n8n and the API requires a login. Check the proxy settings of n8n and the 'Proxy' option of this node.",
	408: "The server gave up waiting for the request. Try again later, or raise 'Max Retries'.",
	409: "It conflicts with something that already exists. Use 'Get Many' to find what already exists.",
	413: 'The request is too large. Reduce the data per item.',
	414: URL_TOO_LONG,
	423: 'It is locked at the moment. Try again later.',
	425: 'The server is not ready for the request yet. Try again later.',
	429: "Too many requests. Lower 'Max Concurrency', raise 'Max Retries', or use batching.",
	431: URL_TOO_LONG,
	451: "It isn't available for legal reasons. Contact Ampersand's support.",
};

/** What to do about a response with an error status. */
export function statusHints(response: ApiResponse, action: Action, problem: Problem | undefined): Hints {
	const { statusCode: status, body } = response;
	if (status === 404) {
		const isProject = problem?.issues.some(({ name }) => name === 'projectIdOrName');
		// The API's own responses are JSON.
		return [isObject(body) ? undefined : CHECK_BASE_URL, isProject ? CHECK_PROJECT : action.notFoundHint];
	}
	const hint = STATUS_HINTS[status] ?? generalHint(status, problem);
	// The API has said what it means.
	return [action.hints?.[status] ?? (problem ? hint.replace(/.+?\. /, '') : hint)];
}

function generalHint(status: number, problem: Problem | undefined): string {
	if (status >= 500) {
		const isPermanent = problem?.retryable === false;
		return `The Ampersand API is having issues. ${isPermanent ? 'According to the API, a retry will not help.' : 'Try again later.'}`;
	}
	if (problem?.issues.length || problem?.remedy) return '';
	return status === 400 || status === 422
		? 'Check the values of the fields.'
		: 'Check the parameters of this node.';
}
