import type { IDataObject } from 'n8n-workflow';
import type { ApiResponse } from '../shared/api';
import { invalidResponse } from '../shared/errors/apiError';
import { MAY_HAVE_SUCCEEDED } from '../shared/errors/networkError';

/**
 * The output of a deletion.
 *
 * @param id of what was deleted
 * @param noun what it is, such as 'connection'
 * @throws Failure when the response isn't empty: a web page with status 200, such as a proxy's, proves nothing
 */
export function deletionOf(id: string, response: ApiResponse, noun: string): IDataObject {
	const { statusCode, body } = response;
	if (statusCode !== 404 && (body ?? '') !== '') {
		const message = `Couldn't confirm that the ${noun} was deleted: the response isn't empty`;
		throw invalidResponse(response, message, MAY_HAVE_SUCCEEDED);
	}
	return { deleted: true, id };
}
