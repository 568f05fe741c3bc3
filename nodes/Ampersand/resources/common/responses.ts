import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse } from '../../../shared/api';
import { invalidResponse, unexpectedResponse } from '../../../shared/errors/invalidResponse';
import { isObject, optionalString } from '../../../shared/values';

/**
 * The entity in a response, such as a connection; every entity has an `id`.
 *
 * @param noun what it is, such as 'connection'
 * @param outcomeUnknown whether the request may have created it although the response is something else
 * @throws Failure when the response is anything else
 */
export function entityIn(
	response: ApiResponse,
	action: Action,
	noun: string,
	outcomeUnknown = false,
): IDataObject {
	const { body } = response;
	if (isObject(body) && typeof body.id === 'string') return body;
	const article = /^[aeiou]/.test(noun) ? 'an' : 'a';
	throw unexpectedResponse(response, action, `${article} ${noun}`, outcomeUnknown);
}

/**
 * The URL in a response.
 *
 * @throws Failure when the response is anything else
 */
export function urlIn(response: ApiResponse, action: Action): string {
	const url = optionalString(response.body)?.trim();
	if (url && /^https?:\/\/\S+$/.test(url)) return url;
	throw unexpectedResponse(response, action, 'a URL');
}

/**
 * Checks that a change was confirmed: the response is empty, or a 404 that counts as success.
 *
 * @param what completes the sentence "Couldn't confirm …"
 * @throws Failure when the response isn't empty: a web page with status 200, such as a proxy's, proves nothing
 */
export function confirmEmpty(response: ApiResponse, what: string): void {
	const { statusCode, body } = response;
	if (statusCode === 404 || (body ?? '') === '') return;
	throw invalidResponse(response, `Couldn't confirm ${what}: the response isn't empty`, true);
}
