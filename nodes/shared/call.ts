import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { Failure, toNodeApiError } from './failure';
import { readPages } from './paging';
import type { Answer, Purpose } from './problem';
import { everything, type Selection } from './selection';
import { type RequestContext, send } from './send';

/** How often a request outside an execution (the editor's look-ups, the trigger) is sent again. */
const MAX_RETRIES = 3;

/**
 * Sends one request outside an execution.
 *
 * @param path relative to the base URL, its values encoded
 * @param more query and body; `repeatable: false` when carrying it out twice does harm
 * @throws Failure with the API's own reason
 */
export async function call(
	context: RequestContext,
	method: IHttpRequestMethods,
	path: string,
	purpose: Purpose,
	more: { qs?: IDataObject; body?: IDataObject; repeatable?: boolean } = {},
): Promise<Answer> {
	const { repeatable, ...request } = more;
	const plan = { purpose, maxRetries: MAX_RETRIES, repeatable };
	return await send(context, { method, url: path, ...request }, plan);
}

/**
 * Reads a whole list outside an execution, all its pages.
 *
 * @throws Failure with the API's own reason
 */
export async function callForList(
	context: RequestContext,
	path: string,
	purpose: Purpose,
	qs: IDataObject = {},
): Promise<IDataObject[]> {
	const fetchPage = async (_: Selection, pageToken?: string) =>
		await call(context, 'GET', path, purpose, { qs: pageToken === undefined ? qs : { ...qs, pageToken } });
	return await readPages(purpose, fetchPage, everything);
}

/**
 * Runs a task so that whatever it throws leaves it as the error that n8n shows.
 *
 * @throws NodeApiError
 */
export async function asNodeError<T>(context: RequestContext, task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		throw toNodeApiError(
			context.getNode(),
			error instanceof Failure ? error : new Failure({ message: String(error) }),
		);
	}
}
