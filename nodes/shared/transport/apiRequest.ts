import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { toFailure, toNodeApiError } from '../errors/failure';
import type { ApiResponse, Action } from '../api';
import { allEntries, readList } from './pagination';
import { type RequestContext, send } from './request';

/** For requests outside an execution: the editor's dropdowns and the trigger. */
const MAX_RETRIES = 3;

/** How a request outside an execution is sent. */
export interface ApiRequestOptions {
	/** Default 3. */
	maxRetries?: number;
	/** The timeout of each attempt, in milliseconds. */
	timeout?: number;
	/** When the whole request must have ended, with its retries, in milliseconds since 1970. */
	deadline?: number;
}

/**
 * Sends one request outside an execution.
 *
 * @param path relative to the base URL, with encoded values
 * @param more query and body; `idempotent: false` when processing it twice does harm
 * @throws Failure for a response other than 2xx, or a network error
 */
export async function apiRequest(
	context: RequestContext,
	method: IHttpRequestMethods,
	path: string,
	action: Action,
	more: ApiRequestOptions & { qs?: IDataObject; body?: IDataObject; idempotent?: boolean } = {},
): Promise<ApiResponse> {
	const { idempotent, maxRetries = MAX_RETRIES, deadline, ...request } = more;
	const sendOptions = { action, maxRetries, deadline, idempotent };
	return await send(context, { method, url: path, ...request }, sendOptions);
}

/** Reads all pages of a list in the same way. */
export async function apiRequestAllItems(
	context: RequestContext,
	path: string,
	action: Action,
	qs: IDataObject = {},
	options: ApiRequestOptions = {},
): Promise<IDataObject[]> {
	const fetchPage = async (pageToken?: string) =>
		await apiRequest(context, 'GET', path, action, { ...options, qs: { ...qs, pageToken } });
	const { entries } = await readList(action, fetchPage, allEntries);
	return entries;
}

/**
 * Runs a task outside an execution and converts whatever it throws to the error that n8n shows.
 *
 * @throws NodeApiError
 */
export async function withNodeError<T>(context: RequestContext, task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		throw toNodeApiError(context.getNode(), toFailure(error));
	}
}
