import { Problem } from './problem';

/** A request as an operation sees it. */
export interface Call {
	params: Record<string, string>;
	query: Record<string, string>;
	body: unknown;
}

/** The response to a request. */
export interface Reply {
	status: number;
	body?: unknown;
	contentType?: string;
	headers?: Record<string, string>;
}

export type Handler = (call: Call) => Reply;

/** The operations whose 404 is described as an `InputValidationProblem`; any other is without issues. */
const WITH_ISSUES = new Set([
	'GET /projects/{projectIdOrName}/connections',
	'GET /projects/{projectIdOrName}/connections/{connectionId}',
	'GET /projects/{projectIdOrName}/destinations/{destination}',
	'PATCH /projects/{projectIdOrName}/destinations/{destination}',
	'GET /projects/{projectIdOrName}/integrations/{integrationIdOrName}',
	'DELETE /projects/{projectIdOrName}/notification-event-topic-routes/{routeId}',
	'DELETE /projects/{projectIdOrName}/topics/{topicId}',
]);

interface Route {
	method: string;
	template: string;
	pattern: RegExp;
	names: string[];
	handler: Handler;
}

/**
 * Finds the operation for a path.
 *
 * Fastify's own router decodes a path before it looks for `:generate` and `:oauth-update` in it, and would take an
 * encoded colon in an ID for the start of an action.
 */
export class Router {
	private readonly routes: Route[] = [];

	/**
	 * @param template such as `/projects/{projectIdOrName}/connections/{connectionId}:oauth-update`
	 */
	on(method: string, template: string, handler: Handler): void {
		const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
		const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/:]+)')}$`);
		this.routes.push({ method, template, pattern, names, handler });
	}

	/**
	 * Carries out the operation of a request.
	 *
	 * @param path encoded, without the base URL's path
	 * @throws Problem 404 for an unknown path, 405 for a method that the path does not have
	 */
	handle(method: string, path: string, query: Record<string, string>, body: unknown): Reply {
		const here = this.routes.filter(({ pattern }) => pattern.test(path));
		if (here.length === 0) throw new Problem(404, `There is no ${path}`);
		const route = here.find((candidate) => candidate.method === method);
		if (!route) throw new Problem(405, `${path} does not support ${method}`);
		const values = route.pattern.exec(path)?.slice(1) ?? [];
		const params = Object.fromEntries(
			route.names.map((name, index) => [name, decodeURIComponent(values[index])]),
		);
		return route.handler({ params, query, body });
	}

	/** Whether the 404 of an operation says which part of the request names nothing. */
	explainsMissing(method: string, path: string): boolean {
		const route = this.routes.find((known) => known.method === method && known.pattern.test(path));
		return route !== undefined && WITH_ISSUES.has(`${method} ${route.template}`);
	}
}

/** One page of a list, or the whole list as a bare array when lists have no pages. */
export function listReply(all: unknown[], query: Record<string, string>, pageSize?: number): Reply {
	return pageSize === undefined ? { status: 200, body: all } : listPage(all, query, pageSize);
}

/** One page of a list (schema `PaginationInfo`). */
export function listPage(all: unknown[], query: Record<string, string>, pageSize: number): Reply {
	const start = query.pageToken === undefined ? 0 : Number(/^page-(\d+)$/.exec(query.pageToken)?.[1] ?? NaN);
	if (Number.isNaN(start)) throw new Problem(400, `The page token ${query.pageToken} is unknown`);
	const end = start + pageSize;
	const done = end >= all.length;
	const pagination = done ? { done } : { done, nextPageToken: `page-${end}` };
	return { status: 200, body: { results: all.slice(start, end), pagination } };
}
