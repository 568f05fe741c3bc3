import type { Attempts } from '../api';

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
