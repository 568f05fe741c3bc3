import type { IDataObject } from 'n8n-workflow';
import type { Problem, ProblemIssue } from './api';
import { Failure } from './failure';
import { namesSecret, type Redact } from './secrets';

/** An answer of the API, whatever its status. */
export interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** Of a list that was read while it arrived: what was wanted of it, in place of the body. */
	kept?: IDataObject[];
}

/** What a request was for: `verb` completes the sentence 'Ampersand could not …'. */
export interface Purpose {
	verb: string;
	/** What to do when the API does not find it. */
	notFound: string;
}

const MEMBERS: Array<keyof Problem> = ['title', 'detail', 'remedy', 'causes', 'issues', 'requestId'];

/**
 * The members of a problem+json answer that have the type the API's description gives them.
 *
 * @returns undefined when the body is no problem at all
 */
export function readProblem(body: unknown): Problem | undefined {
	if (!isObject(body) || !MEMBERS.some((member) => member in body)) return undefined;
	const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
	return {
		title: text(body.title),
		detail: text(body.detail),
		remedy: text(body.remedy),
		causes: list(body.causes).filter((cause): cause is string => typeof cause === 'string'),
		requestId: text(body.requestId),
		retryable: typeof body.retryable === 'boolean' ? body.retryable : undefined,
		retryAfter: text(body.retryAfter),
		issues: list(body.issues).filter(isObject),
	};
}

/**
 * The failure that an answer of 3xx, 4xx or 5xx stands for, in the API's own words where there are some.
 *
 * @param answer the last answer, when several attempts were made
 * @param purpose what the request was for
 * @param redact masks what must not be shown
 * @param attempts how many times the request was sent
 */
export function failureOf(answer: Answer, purpose: Purpose, redact: Redact, attempts: number): Failure {
	if (answer.statusCode < 400) return redirectFailure(answer, purpose, redact);
	const problem = readProblem(answer.body);
	const issues = problem?.issues?.map((issue) => redactIssue(issue, redact));
	const said = problem?.detail ?? problem?.title ?? otherWords(answer.body);
	const lines = [
		...(issues ?? []).map(issueLine),
		problem?.remedy,
		problem?.causes?.length ? `Causes: ${problem.causes.join('; ')}` : undefined,
		problem ? undefined : describeForeignBody(answer),
		advice(answer.statusCode, purpose, Boolean(issues?.length)),
		attempts > 1 ? `The request was sent ${attempts} times.` : undefined,
	];
	const requestId = problem?.requestId && `\nRequest ID: ${problem.requestId}`;
	return new Failure({
		message: redact(said ?? `Ampersand could not ${purpose.verb} (HTTP ${answer.statusCode})`),
		description: redact(lines.flatMap(sentence).join('\n') + (requestId ?? '')),
		status: answer.statusCode,
		requestId: problem?.requestId,
		issues,
	});
}

/**
 * The failure of a 2xx answer that is not what the operation answers. Nothing of the answer is quoted.
 *
 * @param expected what should have come, such as 'a connection'
 * @param doubt what has probably happened at the API all the same, if anything
 */
export function unexpectedAnswer(
	answer: Answer,
	purpose: Purpose,
	expected: string,
	doubt?: string,
): Failure {
	const lines = [describeForeignBody(answer), doubt, 'Check the base URL in the Ampersand credential.'];
	return new Failure({
		message: `Ampersand was asked to ${purpose.verb}, but the answer is not ${expected}`,
		description: lines.filter(Boolean).join('\n'),
		status: answer.statusCode,
	});
}

function redirectFailure(answer: Answer, purpose: Purpose, redact: Redact): Failure {
	const target = text(answer.headers.location);
	return new Failure({
		message: `Ampersand could not ${purpose.verb}: the answer is a redirect (HTTP ${answer.statusCode})`,
		description: redact(
			`It points to ${target ?? 'nowhere'}. Redirects are not followed, since the API key would go along.\n` +
				'If that is where the API lives, set it as the base URL in the Ampersand credential.',
		),
		status: answer.statusCode,
	});
}

function redactIssue(issue: ProblemIssue, redact: Redact): ProblemIssue {
	const shown: ProblemIssue = {};
	for (const key of ['in', 'name', 'title', 'detail'] as const) {
		const value = text(issue[key]);
		if (value !== undefined) shown[key] = redact(value);
	}
	if ('value' in issue && !namesSecret(shown.name ?? '')) shown.value = redactDeep(issue.value, redact);
	return shown;
}

function redactDeep(value: unknown, redact: Redact): IDataObject[string] {
	if (typeof value === 'string') return redact(value);
	if (Array.isArray(value)) return value.map((member) => redactDeep(member, redact)) as IDataObject[];
	if (!isObject(value)) return value as IDataObject[string];
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactDeep(member, redact)]));
}

/** With a full stop: n8n's editor shows line breaks as spaces. */
function sentence(line: string | undefined): string[] {
	if (!line) return [];
	return [/[.!?:;…]$/.test(line) ? line : `${line}.`];
}

function issueLine(issue: ProblemIssue): string {
	const place = [issue.in, issue.name].filter(Boolean).join(' ');
	const what = issue.detail ?? issue.title ?? 'is not valid';
	return place ? `${place}: ${what}` : what;
}

/** The reason in an error answer that is JSON but no problem, as gateways in front of an API give it. */
function otherWords(body: unknown): string | undefined {
	if (!isObject(body)) return undefined;
	const nested = isObject(body.error) ? body.error.message : undefined;
	return text(body.message) ?? text(body.error) ?? text(nested);
}

function describeForeignBody({ body, headers }: Answer): string | undefined {
	if (body === undefined || body === null || body === '') return 'The answer is empty.';
	if (typeof body !== 'string') return 'The answer is JSON, but not in the form that the API describes.';
	if (/<html|<!doctype html/i.test(body.slice(0, 1000)) || /html/i.test(String(headers['content-type']))) {
		const title = /<title[^>]*>([^<]{1,100})/i.exec(body.slice(0, 5000))?.[1].trim();
		return `The answer is a web page${title ? ` titled "${title}"` : ''}, probably from a proxy in between.`;
	}
	return 'The answer is not JSON; it may have been cut off on the way.';
}

function advice(status: number, purpose: Purpose, hasIssues: boolean): string | undefined {
	if (status === 401)
		return 'Check the API key in the Ampersand credential: it is missing, wrong or revoked.';
	if (status === 403) return 'The API key is not allowed to do this. Use a key of the project in question.';
	if (status === 404) return purpose.notFound;
	if (status === 409) return 'It conflicts with what exists already. Look it up with Get Many first.';
	if (status === 413) return 'The request is too large. Send less in one item.';
	if (status === 429) return 'Too many requests. Lower Max Concurrency, raise Max Retries or use batching.';
	if (status === 400 || status === 422) return hasIssues ? undefined : 'Check the values of the fields.';
	if (status >= 500) return 'The fault is on the side of the API. Try again later.';
	return 'Check the parameters of this node.';
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> & IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
