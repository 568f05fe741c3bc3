import type { IHttpRequestOptions } from 'n8n-workflow';
import { unexpectedResponse } from '../shared/errors/apiError';
import { isObject } from '../shared/values';
import { readPages } from '../shared/transport/pagination';
import { send, type SendOptions } from '../shared/transport/request';
import type { ItemApi } from './operation';
import type { PreparedItem } from './run';

/**
 * The API as an item's task sees it.
 *
 * @param signal aborted when the run has failed or was canceled: nothing is sent from then on
 */
export function itemApi({ run, request, maxRetries }: PreparedItem, signal: AbortSignal): ItemApi {
	const { action, idempotent } = run.operation;
	const call = async (options: IHttpRequestOptions, more: Partial<SendOptions> = {}) =>
		await send(run.context, options, {
			action,
			maxRetries,
			signal,
			credential: await run.credential(),
			...more,
		});
	const readRequest = (url: string): IHttpRequestOptions => ({
		...request,
		method: 'GET',
		url,
		qs: {},
		body: undefined,
	});

	return {
		send: async (options) => await call(request, { idempotent, ...options }),
		list: async (listOptions) =>
			await readPages(
				action,
				async (wanted, pageToken) => {
					// Only a bare array can be parsed while it streams in, and what has pages is none.
					if (pageToken === undefined) return await call(request, { listOptions: wanted });
					return await call({ ...request, qs: { ...request.qs, pageToken } });
				},
				listOptions,
			),
		readFirst: async (readAction) => {
			const response = await call(readRequest(request.url), { action: readAction });
			if (isObject(response.body) && typeof response.body.id === 'string') return response.body;
			throw unexpectedResponse(response, readAction, 'an object with an ID');
		},
		lookUp: async (path, qs = {}) => {
			// It comes after a failure, at which the run may have stopped.
			const cancelSignal = run.context.getExecutionCancelSignal();
			const options = { maxRetries: 0, signal: cancelSignal };
			const response = await call({ ...readRequest(path), qs }, options).catch(() => undefined);
			return response?.body;
		},
		oneAtATime: async (task) => {
			const earlier = run.tails.get(request.url) ?? Promise.resolve();
			const result = earlier.then(task);
			run.tails.set(
				request.url,
				result.catch(() => undefined),
			);
			return await result;
		},
	};
}
