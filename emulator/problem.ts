import { randomUUID } from 'node:crypto';

/** One issue with the input (schema `InputValidationIssue`). */
export interface Issue {
	in: 'body' | 'header' | 'path' | 'query';
	name: string;
	detail: string;
	value?: unknown;
}

const TITLES: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	409: 'Conflict',
	413: 'Payload Too Large',
	415: 'Unsupported Media Type',
	422: 'Unprocessable Entity',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

let count = 0;

/** A problem+json body (RFC 9457; schemas `ApiProblem`, `InputValidationProblem`). */
export function problemBody(status: number, detail: string, more: object = {}): object {
	return {
		type: 'about:blank',
		title: TITLES[status] ?? 'Error',
		status,
		detail,
		subsystem: 'api',
		time: new Date().toISOString(),
		requestId: `${randomUUID()}#${++count}`,
		retryable: status === 429 || status >= 500,
		...more,
	};
}

/** A problem, which becomes the response to a request. */
export class Problem extends Error {
	constructor(
		readonly status: number,
		detail: string,
		readonly more: { issues?: Issue[]; remedy?: string; causes?: string[] } = {},
	) {
		super(detail);
	}

	get body(): object {
		const issues = this.more.issues?.map((issue) => ({ type: 'about:blank', ...issue }));
		return problemBody(this.status, this.message, { ...this.more, ...(issues ? { issues } : {}) });
	}
}

/** The 404 problem of something that does not exist. */
export function notFound(kind: string, name: string, value: string): Problem {
	return new Problem(404, `${kind} ${value} was not found`, {
		issues: [{ in: 'path', name, detail: `no ${kind.toLowerCase()} has this ${name}`, value }],
	});
}
