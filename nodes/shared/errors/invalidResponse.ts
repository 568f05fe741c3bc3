import type { Action, ApiResponse } from '../api';
import { Failure } from './failure';
import { CHECK_BASE_URL, MAY_HAVE_SUCCEEDED } from './hints';
import { isWebPage } from './problem';
import type { Redact } from './redaction';

/**
 * The failure for a 2xx response whose body is not what the operation returns.
 *
 * @param expected what the body should be, such as 'a connection'
 * @param outcomeUnknown whether the request may have done what it was meant to
 */
export function unexpectedResponse(
	response: ApiResponse,
	action: Action,
	expected: string,
	outcomeUnknown = false,
): Failure {
	const message = `Unexpected response when trying to ${action.label}: expected ${expected}`;
	return invalidResponse(response, message, outcomeUnknown);
}

/**
 * The failure for a 2xx response that can't be used, in a sentence of its own. Nothing of the response is quoted.
 *
 * @param message what is wrong with it, such as "Couldn't create the topic: the response has no ID"
 * @param outcomeUnknown whether the request may have done what it was meant to
 */
export function invalidResponse(response: ApiResponse, message: string, outcomeUnknown: boolean): Failure {
	return new Failure({
		message,
		hints: [
			outcomeUnknown ? MAY_HAVE_SUCCEEDED : undefined,
			CHECK_BASE_URL,
			describeUnexpectedBody(response),
		],
		status: response.statusCode,
		outcomeUnknown,
	});
}

/**
 * What a body is instead of what is documented, in a sentence.
 *
 * @param redact masks secrets in the title of a web page, which isn't shown without it
 */
export function describeUnexpectedBody({ body, headers }: ApiResponse, redact?: Redact): string {
	if (body === undefined || body === null || body === '') return 'The response is empty.';
	if (typeof body !== 'string') return 'The response is JSON, but not in the documented format.';
	if (isWebPage(body) || /html/i.test(String(headers['content-type']))) {
		const title = redact && titleOf(body, redact);
		return `The response is a web page${title ? ` titled '${title}'` : ''}, probably from a proxy.`;
	}
	return "The response isn't JSON. It may have been truncated.";
}

function titleOf(page: string, redact: Redact): string | undefined {
	const start = /<title[^>]*>/i.exec(page.slice(0, 5000));
	const [title] = start ? page.slice(start.index + start[0].length).split('<', 1) : [];
	return title && redact(title.trim()).slice(0, 100);
}
