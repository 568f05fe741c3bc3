import type { IDataObject } from 'n8n-workflow';
import type { Problem, ProblemIssue, ApiResponse, Action } from '../api';
import { Failure } from './failure';
import { isSecretField, type Redact } from './redaction';

const PROBLEM_FIELDS: Array<keyof Problem> = ['title', 'detail', 'remedy', 'causes', 'issues', 'requestId'];

/**
 * The members of a problem+json response that have the type the API's description gives them.
 *
 * @returns undefined when the body is no problem at all
 */
export function readProblem(body: unknown): Problem | undefined {
	if (!isObject(body) || !PROBLEM_FIELDS.some((member) => member in body)) return undefined;
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
 * The failure that a response of 3xx, 4xx or 5xx stands for, in the API's own words where there are some.
 *
 * @param response the last response, when several attempts were made
 * @param action what the request was for
 * @param redact masks what must not be shown
 * @param attempts how many times the request was sent
 */
export function toApiError(response: ApiResponse, action: Action, redact: Redact, attempts: number): Failure {
	if (response.statusCode < 400) return redirectFailure(response, action, redact);
	const problem = readProblem(response.body);
	const issues = problem?.issues?.map((issue) => redactIssue(issue, redact));
	const said = problem?.detail ?? problem?.title ?? gatewayMessage(response.body);
	const lines = [
		...(issues ?? []).map(issueLine),
		problem?.remedy,
		problem?.causes?.length ? `Causes: ${problem.causes.join('; ')}` : undefined,
		problem ? undefined : describeUnexpectedBody(response),
		hintFor(response.statusCode, action, Boolean(issues?.length)),
		attempts > 1 ? `The request was sent ${attempts} times.` : undefined,
	];
	const requestId = problem?.requestId && `\nRequest ID: ${problem.requestId}`;
	return new Failure({
		message: redact(said ?? `Ampersand could not ${action.label} (HTTP ${response.statusCode})`),
		description: redact(lines.flatMap(withFullStop).join('\n') + (requestId ?? '')),
		status: response.statusCode,
		requestId: problem?.requestId,
		issues,
	});
}

/**
 * The failure of a 2xx response that is not what the operation returns. Nothing of the response is quoted.
 *
 * @param expected what should have come, such as 'a connection'
 * @param outcomeHint what has probably happened at the API all the same, if anything
 */
export function unexpectedResponse(
	response: ApiResponse,
	action: Action,
	expected: string,
	outcomeHint?: string,
): Failure {
	const lines = [
		describeUnexpectedBody(response),
		outcomeHint,
		'Check the base URL in the Ampersand credential.',
	];
	return new Failure({
		message: `Ampersand was asked to ${action.label}, but the response is not ${expected}`,
		description: lines.filter(Boolean).join('\n'),
		status: response.statusCode,
	});
}

function redirectFailure(response: ApiResponse, action: Action, redact: Redact): Failure {
	const target = optionalString(response.headers.location);
	return new Failure({
		message: `Ampersand could not ${action.label}: the response is a redirect (HTTP ${response.statusCode})`,
		description: redact(
			`It points to ${target ?? 'nowhere'}. Redirects are not followed, since the API key would go along.\n` +
				'If that is where the API lives, set it as the base URL in the Ampersand credential.',
		),
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
	if (Array.isArray(value)) return value.map((member) => redactDeep(member, redact)) as IDataObject[];
	if (!isObject(value)) return value as IDataObject[string];
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactDeep(member, redact)]));
}

/** With a full stop: n8n's editor shows line breaks as spaces. */
function withFullStop(line: string | undefined): string[] {
	if (!line) return [];
	return [/[.!?:;…]$/.test(line) ? line : `${line}.`];
}

function issueLine(issue: ProblemIssue): string {
	const place = [issue.in, issue.name].filter(Boolean).join(' ');
	const what = issue.detail ?? issue.title ?? 'is not valid';
	return place ? `${place}: ${what}` : what;
}

/** The reason in an error response that is JSON but no problem, as gateways in front of an API give it. */
function gatewayMessage(body: unknown): string | undefined {
	if (!isObject(body)) return undefined;
	const nested = isObject(body.error) ? body.error.message : undefined;
	return optionalString(body.message) ?? optionalString(body.error) ?? optionalString(nested);
}

function describeUnexpectedBody({ body, headers }: ApiResponse): string | undefined {
	if (body === undefined || body === null || body === '') return 'The response is empty.';
	if (typeof body !== 'string') return 'The response is JSON, but not in the form that the API describes.';
	if (/<html|<!doctype html/i.test(body.slice(0, 1000)) || /html/i.test(String(headers['content-type']))) {
		const title = /<title[^>]*>([^<]{1,100})/i.exec(body.slice(0, 5000))?.[1].trim();
		return `The response is a web page${title ? ` titled "${title}"` : ''}, probably from a proxy in between.`;
	}
	return 'The response is not JSON; it may have been cut off on the way.';
}

function hintFor(status: number, action: Action, hasIssues: boolean): string | undefined {
	if (status === 401)
		return 'Check the API key in the Ampersand credential: it is missing, wrong or revoked.';
	if (status === 403) return 'The API key is not allowed to do this. Use a key of the project in question.';
	if (status === 404) return action.notFoundHint;
	if (status === 409) return 'It conflicts with what exists already. Look it up with Get Many first.';
	if (status === 413) return 'The request is too large. Send less in one item.';
	if (status === 429) return 'Too many requests. Lower Max Concurrency, raise Max Retries or use batching.';
	if (status === 400 || status === 422) return hasIssues ? undefined : 'Check the values of the fields.';
	if (status >= 500) return 'The fault is on the side of the API. Try again later.';
	return 'Check the parameters of this node.';
}

function optionalString(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> & IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
