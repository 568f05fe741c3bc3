import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { Failure, toNodeApiError } from './failure';
import { eachPage } from './paging';
import type { Answer, Purpose } from './problem';
import { type RequestContext, send } from './send';

/** How often the editor's look-ups and the trigger's registration send a request again. */
const MAX_RETRIES = 3;

/**
 * Sends one request outside an execution.
 *
 * @param body what to send, if anything
 * @throws NodeApiError with the API's own reason
 */
export async function call(
	context: RequestContext,
	method: IHttpRequestMethods,
	path: string,
	purpose: Purpose,
	more: { qs?: IDataObject; body?: IDataObject; repeatable?: boolean } = {},
): Promise<Answer> {
	const { repeatable, ...request } = more;
	return await asNodeError(
		context,
		async () =>
			await send(
				context,
				{ method, url: path, ...request },
				{ purpose, maxRetries: MAX_RETRIES, repeatable },
			),
	);
}

/**
 * Reads a whole list outside an execution, all its pages.
 *
 * @throws NodeApiError with the API's own reason
 */
export async function callForList(
	context: RequestContext,
	path: string,
	purpose: Purpose,
	qs: IDataObject = {},
): Promise<IDataObject[]> {
	const entries: IDataObject[] = [];
	const fetchPage = async (pageToken?: string) => {
		const request = {
			method: 'GET',
			url: path,
			qs: pageToken === undefined ? qs : { ...qs, pageToken },
		} as const;
		return await send(context, request, { purpose, maxRetries: MAX_RETRIES });
	};
	await asNodeError(
		context,
		async () =>
			await eachPage(purpose, fetchPage, (results) => {
				for (const entry of results) entries.push(entry);
				return true;
			}),
	);
	return entries;
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
