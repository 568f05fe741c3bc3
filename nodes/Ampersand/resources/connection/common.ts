import type { IDataObject } from 'n8n-workflow';
import { unexpectedResponse } from '../../../shared/errors/apiError';
import { isObject } from '../../../shared/values';
import type { Action, ApiResponse } from '../../../shared/api';

/** What to do when the API can't find a connection. */
export const CONNECTION_NOT_FOUND =
	"Check 'Project' and 'Connection': the connection may have been deleted, or may belong to another project.";

/** The path of one connection. */
export const CONNECTION_PATH = '/projects/{projectIdOrName}/connections/{connectionId}';

/**
 * The connection in a response.
 *
 * @param outcomeHint what to do if the request may have been processed anyway
 * @throws Failure when the response is anything else
 */
export function connectionIn(response: ApiResponse, action: Action, outcomeHint?: string): IDataObject {
	const { body } = response;
	if (isObject(body) && typeof body.id === 'string') return body;
	throw unexpectedResponse(response, action, 'a connection', outcomeHint);
}

/**
 * The URL in a response.
 *
 * @throws Failure when the response is anything else
 */
export function urlIn(response: ApiResponse, action: Action): string {
	const url = typeof response.body === 'string' ? response.body.trim() : '';
	if (/^https?:\/\/\S+$/.test(url)) return url;
	throw unexpectedResponse(response, action, 'a URL');
}
