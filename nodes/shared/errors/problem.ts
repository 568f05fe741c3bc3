import type { Problem, ProblemIssue } from '../api';
import { isObject, optionalString } from '../values';

/**
 * What an error response says: the fields of problem+json (RFC 9457, schema `ApiProblem`) that have the documented
 * type, or else what other servers and gateways send instead.
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

/** Whether a text is HTML, such as an error page of a proxy. */
export function isWebPage(text: string): boolean {
	return /<html|<!doctype html/i.test(text.slice(0, 1000));
}
