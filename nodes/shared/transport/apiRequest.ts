import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { Failure, toNodeApiError } from '../errors/failure';
import { readPages } from './pagination';
import type { ApiResponse, Action } from '../api';
import { allEntries, type ListOptions } from './listOptions';
import { type RequestContext, send } from './request';

/** How often a request outside an execution (the editor's look-ups, the trigger) is sent again. */
const MAX_RETRIES = 3;

/**
 * Sends one request outside an execution.
 *
 * @param path relative to the base URL, its values encoded
 * @param more query and body; `idempotent: false` when carrying it out twice does harm
 * @throws Failure with the API's own reason
 */
export async function apiRequest(
	context: RequestContext,
	method: IHttpRequestMethods,
	path: string,
	action: Action,
	more: { qs?: IDataObject; body?: IDataObject; idempotent?: boolean } = {},
): Promise<ApiResponse> {
	const { idempotent, ...request } = more;
	const sendOptions = { action, maxRetries: MAX_RETRIES, idempotent };
	return await send(context, { method, url: path, ...request }, sendOptions);
}

/**
 * Reads a whole list outside an execution, all its pages.
 *
 * @throws Failure with the API's own reason
 */
export async function apiRequestAllItems(
	context: RequestContext,
	path: string,
	action: Action,
	qs: IDataObject = {},
): Promise<IDataObject[]> {
	const fetchPage = async (_: ListOptions, pageToken?: string) =>
		await apiRequest(context, 'GET', path, action, {
			qs: pageToken === undefined ? qs : { ...qs, pageToken },
		});
	return await readPages(action, fetchPage, allEntries);
}

/**
 * Runs a task so that whatever it throws leaves it as the error that n8n shows.
 *
 * @throws NodeApiError
 */
export async function withNodeError<T>(context: RequestContext, task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		throw toNodeApiError(
			context.getNode(),
			error instanceof Failure ? error : new Failure({ message: String(error) }),
		);
	}
}
