import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse, Attempts, Problem, ProblemIssue } from '../api';
import { isBlank, isObject, optionalString } from '../values';
import { attemptHints, CHECK_BASE_URL, MAY_HAVE_SUCCEEDED } from './hints';
import { Failure } from './failure';
import { isSecretField, type Redact } from './redaction';

/** Longest text of the API that is shown, in characters: some send a whole page. */
const MAX_TEXT_LENGTH = 500;

/** How many issues are shown, and how many entries of an invalid value. */
const MAX_ISSUES = 20;

/** How many levels of an invalid value are shown. */
const MAX_DEPTH = 5;

const URL_TOO_LONG =
	'The URL or the headers of the request are too long. Shorten the IDs and filters of this item.';

/**
 * What an error response says: the fields of problem+json (RFC 9457, schema `ApiProblem`) whose type is the documented
 * one, or else what other servers and gateways put in their place.
 *
 * @returns undefined when the body says nothing
 */
export function readProblem(body: unknown): Problem | undefined {
	if (typeof body === 'string') return readText(body);
	if (!isObject(body)) return undefined;
	const nested = isObject(body.error) ? body.error : {};
	const words = [body.detail, body.message, body.msg, body.error_description, body.error, nested.message];
	const problem: Problem = {
		title: optionalString(body.title),
		detail: words.map(optionalString).find(Boolean),
		remedy: optionalString(body.remedy),
		causes: listOf(body.causes).flatMap((cause) => optionalString(cause) ?? []),
		requestId: optionalString(body.requestId),
		retryable: typeof body.retryable === 'boolean' ? body.retryable : undefined,
		retryAfter: optionalString(body.retryAfter),
		issues: [body.issues, body.errors, body.detail].flatMap(listOf).flatMap(readIssue),
	};
	const { causes, issues, ...others } = problem;
	const isEmpty = Object.values(others).every((value) => value === undefined);
	return isEmpty && causes.length + issues.length === 0 ? undefined : problem;
}

/**
 * The failure for a response with status 3xx, 4xx, or 5xx, in the API's own words where it has any.
 *
 * @param response the last response, if the request was sent several times
 * @param action what the request was for
 * @param redact masks everything that must not be shown
 * @param attempts what is known of the attempts at it
 */
export function toApiError(
	response: ApiResponse,
	action: Action,
	redact: Redact,
	attempts: Attempts,
): Failure {
	const { statusCode: status, body } = response;
	if (isRedirect(response)) return redirectFailure(response, action, redact, attempts);
	const problem = readProblem(body);
	// Cut only after secrets are masked: half of a secret would not be recognized.
	const show = (text: string): string => shorten(redact(text.trim()));
	const issues = problem?.issues.slice(0, MAX_ISSUES).map((issue) => redactIssue(issue, redact));
	const causes = problem?.causes.map(show) ?? [];
	const summary = show(problem?.detail ?? problem?.title ?? `Couldn't ${action.label} (HTTP ${status})`);
	const [reason] = [...causes, ...(issues ?? []).flatMap(({ detail, title }) => detail ?? title ?? [])];
	const message = withReason(summary, reason);
	const otherCauses = causes.filter((cause) => !includes(message, cause));
	return new Failure({
		message,
		hints: [
			...(issues ?? []).map(issueLine),
			problem?.remedy && show(problem.remedy),
			otherCauses.length ? `Causes: ${otherCauses.join('; ')}` : undefined,
			problem ? undefined : describeUnexpectedBody(response, redact),
			hintFor(status, action, problem),
			status >= 500 && problem?.retryable === false
				? 'According to the API, a retry will not help.'
				: undefined,
			...attemptHints(attempts),
		],
		status,
		isMissing: saysMissing(response),
		requestId: problem?.requestId && show(problem.requestId),
		issues,
		outcomeUnknown: attempts.outcomeUnknown,
	});
}

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
export function invalidResponse(response: ApiResponse, message: string, outcomeUnknown = false): Failure {
	return new Failure({
		message,
		hints: [
			describeUnexpectedBody(response),
			outcomeUnknown ? MAY_HAVE_SUCCEEDED : undefined,
			CHECK_BASE_URL,
		],
		status: response.statusCode,
		outcomeUnknown,
	});
}

/** Whether a 404 is the API's, and not one of a proxy or a server that doesn't know the path, which prove nothing. */
export function saysMissing({ statusCode, body }: ApiResponse): boolean {
	return statusCode === 404 && (isObject(body) || isBlank(body));
}

/** Not 304, which points nowhere. */
function isRedirect({ statusCode }: ApiResponse): boolean {
	return statusCode < 400 && statusCode !== 304;
}

function redirectFailure(
	{ statusCode, headers }: ApiResponse,
	action: Action,
	redact: Redact,
	attempts: Attempts,
): Failure {
	const target = optionalString(headers.location);
	return new Failure({
		message: `Couldn't ${action.label}: the response is a redirect (HTTP ${statusCode})`,
		hints: [
			target === undefined ? undefined : `The response redirects to ${shorten(redact(target))}.`,
			"The node doesn't follow redirects, because that would forward the API key.",
			'If the API has moved, change the base URL in the Ampersand credential.',
			...attemptHints(attempts),
		],
		status: statusCode,
		outcomeUnknown: attempts.outcomeUnknown,
	});
}

/** The message followed by its reason, unless it says that already. */
function withReason(message: string, reason: string | undefined): string {
	if (!reason || includes(message, reason)) return message;
	return `${message.replace(/[.:\s]+$/, '')}: ${reason}`;
}

function includes(text: string, part: string): boolean {
	return text.toLowerCase().includes(part.toLowerCase().replace(/\.$/, ''));
}

/** An error that is plain text or a JSON string; markup, or JSON that was cut off, says nothing. */
function readText(text: string): Problem | undefined {
	const detail = optionalString(text);
	if (detail === undefined || isWebPage(detail) || /^[[{<]/.test(detail)) return undefined;
	return { detail, causes: [], issues: [] };
}

/** One of `issues`, or of the lists that other servers send: text, or an object with a message and a place. */
function readIssue(value: unknown): ProblemIssue[] {
	if (typeof value === 'string') return [{ detail: value }];
	if (!isObject(value)) return [];
	const { message, msg, field, loc, ...issue } = value;
	return [
		{
			...issue,
			detail: [value.detail, message, msg].map(optionalString).find(Boolean),
			name: optionalString(value.name) ?? optionalString(field) ?? (listOf(loc).join('.') || undefined),
		},
	];
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function shorten(text: string): string {
	return text.length <= MAX_TEXT_LENGTH ? text : `${text.slice(0, MAX_TEXT_LENGTH)}…`;
}

function redactIssue(issue: ProblemIssue, redact: Redact): ProblemIssue {
	const shown: ProblemIssue = {};
	for (const key of ['in', 'name', 'title', 'detail'] as const) {
		const value = optionalString(issue[key]);
		if (value !== undefined) shown[key] = shorten(redact(value));
	}
	if ('value' in issue && !isSecretField(shown.name ?? '')) shown.value = redactDeep(issue.value, redact);
	return shown;
}

/** @param depth how many levels of it are shown: recursion fails on a value that is nested deeply */
function redactDeep(value: unknown, redact: Redact, depth = MAX_DEPTH): IDataObject[string] {
	if (typeof value === 'string') return shorten(redact(value));
	if (typeof value === 'number') {
		const text = redact(String(value));
		return text === String(value) ? value : text;
	}
	if (typeof value !== 'object' || value === null) return value as IDataObject[string];
	if (depth === 0) return '…';
	if (Array.isArray(value)) {
		return value.slice(0, MAX_ISSUES).map((entry) => redactDeep(entry, redact, depth - 1)) as IDataObject[];
	}
	const fields = Object.entries(value).slice(0, MAX_ISSUES);
	return Object.fromEntries(
		fields.map(([key, field]) => [shorten(redact(key)), redactDeep(field, redact, depth - 1)]),
	);
}

function issueLine(issue: ProblemIssue): string {
	const place = [issue.in, issue.name].filter(Boolean).join(' ');
	const reason = issue.detail ?? issue.title ?? 'is not valid';
	return place ? `${place}: ${reason}` : reason;
}

/** @param redact masks secrets in the title of a web page, which isn't shown without it */
function describeUnexpectedBody({ body, headers }: ApiResponse, redact?: Redact): string {
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

function isWebPage(text: string): boolean {
	return /<html|<!doctype html/i.test(text.slice(0, 1000));
}

/** What to do about a status, unless the operation knows better. */
const HINTS: Partial<Record<number, string>> = {
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
