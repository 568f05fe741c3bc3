import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse, Attempts, ProblemIssue } from '../api';
import { isBlank, isObject, optionalString } from '../values';
import { Failure } from './failure';
import { CHECK_BASE_URL, isInDoubt, MAY_HAVE_SUCCEEDED, statusHints, withAttempts } from './hints';
import { isWebPage, readProblem } from './problem';
import { isSecretField, type Redact } from './redaction';

/** Longest text of the API that is shown, in characters: some send a whole page. */
const MAX_TEXT_LENGTH = 500;

/** How many issues are shown, and how many entries of an invalid value. */
const MAX_ISSUES = 20;

/** How many levels of an invalid value are shown. */
const MAX_DEPTH = 5;

/**
 * The failure for a response with status 3xx, 4xx, or 5xx, in the API's own words where it has any. What the message
 * says isn't repeated in the description.
 *
 * @param response the last one, if the request was sent several times
 */
export function toApiError(
	response: ApiResponse,
	action: Action,
	redact: Redact,
	attempts: Attempts,
): Failure {
	const { statusCode: status, body } = response;
	// 304 points nowhere.
	if (status < 400 && status !== 304) return redirectFailure(response, action, redact, attempts);
	const problem = readProblem(body);
	// Cut only after secrets are masked: half of a secret would not be recognized.
	const show = (text: string): string => shorten(redact(text.trim()));
	const issues = problem?.issues.slice(0, MAX_ISSUES).map((issue) => redactIssue(issue, redact)) ?? [];
	const causes = problem?.causes.map(show) ?? [];
	const summary = show(problem?.detail ?? problem?.title ?? `Couldn't ${action.label} (HTTP ${status})`);
	const [reason] = [...causes, ...issues.flatMap(({ detail, title }) => detail ?? title ?? [])];
	const message = withReason(summary, reason);
	const isNew = (text: string): boolean => !includes(message, text);
	const otherCauses = causes.filter(isNew);
	const hints = [
		...issues.map((issue) => issueHint(issue, message, status, action)),
		...(isInDoubt(attempts) ? [] : statusHints(response, action, problem)),
		...[problem?.remedy ?? ''].map(show).filter(isNew),
		otherCauses.length ? `Causes: ${otherCauses.join('; ')}` : undefined,
		problem ? undefined : describeUnexpectedBody(response, redact),
	];
	const translate = (text = ''): string => action.translate?.(text) ?? text;
	return new Failure({
		message: translate(message),
		hints: withAttempts(attempts, hints.map(translate)),
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

/** Whether a 404 looks like the API's (JSON or empty); a page or text may come from a proxy and proves nothing. */
export function saysMissing({ statusCode, body }: ApiResponse): boolean {
	return statusCode === 404 && (isObject(body) || isBlank(body));
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
		hints: withAttempts(attempts, [
			target === undefined ? undefined : `The response redirects to ${shorten(redact(target))}.`,
			'If the API has moved, change the base URL in the Ampersand credential.',
			"The node doesn't follow redirects, because that would forward the API key.",
		]),
		status: statusCode,
		outcomeUnknown: attempts.outcomeUnknown,
	});
}

/** Where an issue is, and what it says unless the message says that already. */
function issueHint(issue: ProblemIssue, message: string, status: number, action: Action): string | undefined {
	const { in: part, name, detail, title } = issue;
	const place = name ? `'${name}'${part ? ` (${part})` : ''}` : part;
	const { label, advice } = action.placeOf?.(issue) ?? { label: place, advice: place && `Check ${place}.` };
	const reason = detail ?? title ?? 'is not valid';
	if (!includes(message, reason)) return label ? `${label}: ${reason}` : reason;
	// What to do about a path that leads nowhere is up to the operation.
	return status === 404 && part === 'path' ? undefined : advice;
}

/** The message followed by its reason, unless it says that already. */
function withReason(message: string, reason: string | undefined): string {
	if (!reason || includes(message, reason)) return message;
	return `${message.replace(/[.:\s]+$/, '')}: ${reason}`;
}

function includes(text: string, part: string): boolean {
	return text.toLowerCase().includes(part.toLowerCase().replace(/\.$/, ''));
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
