import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse, Problem, ProblemIssue } from '../api';
import { isObject } from '../isObject';
import { asSentence, Failure } from './failure';
import { isSecretField, type Redact } from './redaction';

const PROBLEM_FIELDS: Array<keyof Problem> = ['title', 'detail', 'remedy', 'causes', 'issues', 'requestId'];

const URL_TOO_LONG =
	'The URL or the headers of the request are too long. Shorten the IDs and filters of this item.';

/**
 * The fields of a problem+json response whose type is the documented one (RFC 9457, schema `ApiProblem`).
 *
 * @returns undefined when the body is not a problem
 */
export function readProblem(body: unknown): Problem | undefined {
	if (!isObject(body) || !PROBLEM_FIELDS.some((field) => field in body)) return undefined;
	const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
	return {
		title: optionalString(body.title),
		detail: optionalString(body.detail),
		remedy: optionalString(body.remedy),
		causes: list(body.causes).filter((cause): cause is string => typeof cause === 'string'),
		requestId: optionalString(body.requestId),
		retryable: typeof body.retryable === 'boolean' ? body.retryable : undefined,
		retryAfter: optionalString(body.retryAfter),
		issues: list(body.issues).filter(isObject),
	};
}

/**
 * The failure for a response with status 3xx, 4xx, or 5xx, in the API's own words where it has any.
 *
 * @param response the last response, if the request was sent several times
 * @param action what the request was for
 * @param redact masks everything that must not be shown
 * @param attempts how many times the request was sent
 */
export function toApiError(response: ApiResponse, action: Action, redact: Redact, attempts: number): Failure {
	if (response.statusCode < 400) return redirectFailure(response, action, redact);
	const problem = readProblem(response.body);
	const issues = problem?.issues.map((issue) => redactIssue(issue, redact));
	const reason = problem?.detail ?? problem?.title ?? gatewayMessage(response.body);
	const lines = [
		...(issues ?? []).map(issueLine),
		problem?.remedy,
		problem?.causes.length ? `Causes: ${problem.causes.join('; ')}` : undefined,
		problem ? undefined : describeUnexpectedBody(response, redact),
		hintFor(response.statusCode, action, problem),
		problem?.retryable === false ? 'According to the API, a retry will not help.' : undefined,
		attempts > 1 ? `The request was sent ${attempts} times.` : undefined,
	];
	const requestId = problem?.requestId && `\nRequest ID: ${problem.requestId}`;
	return new Failure({
		message: redact(reason ?? `Couldn't ${action.label} (HTTP ${response.statusCode})`),
		description: redact(lines.flatMap(asSentence).join('\n') + (requestId ?? '')),
		status: response.statusCode,
		requestId: problem?.requestId && redact(problem.requestId),
		issues,
		causes: problem?.causes.map(redact),
	});
}

/**
 * The failure for a 2xx response whose body is not what the operation returns.
 *
 * @param expected what the body should be, such as 'a connection'
 * @param outcomeHint what may have happened in Ampersand, if anything
 * @param redact masks secrets in the title of a web page, which isn't shown without it
 */
export function unexpectedResponse(
	response: ApiResponse,
	action: Action,
	expected: string,
	outcomeHint?: string,
	redact?: Redact,
): Failure {
	const message = `Unexpected response when trying to ${action.label}: expected ${expected}`;
	return invalidResponse(response, message, outcomeHint, redact);
}

/**
 * The failure for a 2xx response that can't be used, in a sentence of its own.
 *
 * @param message what is wrong with it, such as "Couldn't create the topic: the response has no ID"
 * @param outcomeHint what may have happened in Ampersand, if anything
 * @param redact masks secrets in the title of a web page, which isn't shown without it
 */
export function invalidResponse(
	response: ApiResponse,
	message: string,
	outcomeHint?: string,
	redact?: Redact,
): Failure {
	const lines = [
		describeUnexpectedBody(response, redact),
		outcomeHint,
		'Check the base URL in the Ampersand credential.',
	];
	return new Failure({
		message,
		description: lines.filter(Boolean).join('\n'),
		status: response.statusCode,
		...(outcomeHint && { outcomeUnknown: true }),
	});
}

function redirectFailure(response: ApiResponse, action: Action, redact: Redact): Failure {
	const target = optionalString(response.headers.location);
	const lines = [
		target === undefined ? undefined : `The response redirects to ${target}.`,
		"The node doesn't follow redirects, because that would forward the API key.",
		'If the API has moved, change the base URL in the Ampersand credential.',
	];
	return new Failure({
		message: `Couldn't ${action.label}: the response is a redirect (HTTP ${response.statusCode})`,
		description: redact(lines.filter(Boolean).join('\n')),
		status: response.statusCode,
	});
}

function redactIssue(issue: ProblemIssue, redact: Redact): ProblemIssue {
	const shown: ProblemIssue = {};
	for (const key of ['in', 'name', 'title', 'detail'] as const) {
		const value = optionalString(issue[key]);
		if (value !== undefined) shown[key] = redact(value);
	}
	if ('value' in issue && !isSecretField(shown.name ?? '')) shown.value = redactDeep(issue.value, redact);
	return shown;
}

function redactDeep(value: unknown, redact: Redact): IDataObject[string] {
	if (typeof value === 'string') return redact(value);
	if (typeof value === 'number') {
		const text = redact(String(value));
		return text === String(value) ? value : text;
	}
	if (Array.isArray(value)) return value.map((entry) => redactDeep(entry, redact)) as IDataObject[];
	if (!isObject(value)) return value as IDataObject[string];
	return Object.fromEntries(
		Object.entries(value).map(([key, field]) => [redact(key), redactDeep(field, redact)]),
	);
}

function issueLine(issue: ProblemIssue): string {
	const place = [issue.in, issue.name].filter(Boolean).join(' ');
	const reason = issue.detail ?? issue.title ?? 'is not valid';
	return place ? `${place}: ${reason}` : reason;
}

/** The reason in a JSON error response that is not a problem, as gateways in front of an API return it. */
function gatewayMessage(body: unknown): string | undefined {
	if (!isObject(body)) return undefined;
	const nested = isObject(body.error) ? body.error.message : undefined;
	return optionalString(body.message) ?? optionalString(body.error) ?? optionalString(nested);
}

function describeUnexpectedBody({ body, headers }: ApiResponse, redact?: Redact): string | undefined {
	if (body === undefined || body === null || body === '') return 'The response is empty.';
	if (typeof body !== 'string') return 'The response is JSON, but not in the documented format.';
	if (/<html|<!doctype html/i.test(body.slice(0, 1000)) || /html/i.test(String(headers['content-type']))) {
		const title = redact && titleOf(body, redact);
		return `The response is a web page${title ? ` titled '${title}'` : ''}, probably from a proxy.`;
	}
	return "The response isn't JSON. It may have been truncated.";
}

/** Cut only after it is redacted, because half a secret isn't recognized. */
function titleOf(page: string, redact: Redact): string | undefined {
	const start = /<title[^>]*>/i.exec(page.slice(0, 5000));
	const [title] = start ? page.slice(start.index + start[0].length).split('<', 1) : [];
	return title && redact(title.trim()).slice(0, 100);
}

/** What to do about a status, unless the operation knows better. */
const HINTS: Partial<Record<number, string>> = {
	401: 'Check the API key in the Ampersand credential: it is missing, incorrect, or revoked.',
	403: "The API key doesn't have permission to do this. Use an API key of this project with full access, not one for the UI Library.",
	407: "A proxy between n8n and the API requires a login. Check the proxy settings of n8n and the 'Proxy' option of this node.",
	409: "It conflicts with something that already exists. Use 'Get Many' to find it.",
	413: 'The request is too large. Reduce the data per item.',
	414: URL_TOO_LONG,
	429: "Too many requests. Lower 'Max Concurrency', raise 'Max Retries', or use batching.",
	431: URL_TOO_LONG,
};

function hintFor(status: number, action: Action, problem: Problem | undefined): string | undefined {
	const hint = action.hints?.[status] ?? (status === 404 ? action.notFoundHint : HINTS[status]);
	if (hint !== undefined) return hint;
	if (status === 400 || status === 422) {
		return problem?.issues.length ? undefined : 'Check the values of the fields.';
	}
	if (status < 500) return 'Check the parameters of this node.';
	const isPermanent = problem?.retryable === false;
	return `The Ampersand API is having issues.${isPermanent ? '' : ' Try again later.'}`;
}

function optionalString(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
