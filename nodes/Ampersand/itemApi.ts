import type { IHttpRequestOptions } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import { readList } from '../shared/transport/pagination';
import { send, type SendOptions } from '../shared/transport/request';
import type { ItemApi } from './operation';
import { entityIn } from './resources/common/responses';
import type { PreparedItem, Run } from './run';

/**
 * The API as an item's task sees it.
 *
 * @param signal aborted when the run has failed or was canceled: nothing is sent from then on
 * @param outcomeUnknown whether an earlier try of the execution may have processed the item
 */
export function itemApi(
	run: Run,
	{ index, request, maxRetries }: PreparedItem,
	signal: AbortSignal,
	outcomeUnknown: boolean,
): ItemApi {
	const { action, idempotent } = run.operation;
	const call = async (options: IHttpRequestOptions, more: Partial<SendOptions> = {}) =>
		await send(run.context, options, {
			action,
			maxRetries,
			signal,
			credential: await run.credential(index),
			...more,
		});

	return {
		send: async () => await call(request, { idempotent, outcomeUnknown }),
		list: async (listOptions) =>
			await readList(
				action,
				async (pageToken, readStream) =>
					await call({ ...request, qs: { ...request.qs, pageToken } }, { readStream }),
				listOptions,
			),
		readFirst: async (readAction, noun) => {
			const read: IHttpRequestOptions = { ...request, method: 'GET', qs: {}, body: undefined };
			const response = await call(read, { action: readAction }).catch((error: unknown) => {
				if (outcomeUnknown && error instanceof Failure && error.details.status === 404) return undefined;
				throw error;
			});
			return response && entityIn(response, readAction, noun);
		},
	};
}
