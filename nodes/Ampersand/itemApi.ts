import type { IHttpRequestOptions } from 'n8n-workflow';
import { DEFAULT_BASE_URL, READ_BASE_URL } from '../shared/api';
import { parseBaseUrl } from '../shared/authenticate';
import { toFailure } from '../shared/errors/failure';
import type { ProviderInfo } from '../shared/provider';
import { LIST_PROVIDERS, readCatalog } from '../shared/providerCatalog';
import { readList } from '../shared/transport/pagination';
import { send, type SendOptions } from '../shared/transport/request';
import { inFormWords } from './formWords';
import type { ItemApi, OtherRequest } from './operation';
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
	{ index, request, parameters, maxRetries }: PreparedItem,
	signal: AbortSignal,
	outcomeUnknown: boolean,
): ItemApi {
	const { action, idempotent, host } = run.operation;
	const call = async (options: IHttpRequestOptions, more: Partial<SendOptions> = {}) => {
		const credential = await run.credential(index);
		const named = inFormWords(more.action ?? action, parameters);
		return await send(run.context, options, { maxRetries, signal, credential, ...more, action: named });
	};
	const otherRequest = ({ method = 'GET', url, qs = {}, body }: OtherRequest): IHttpRequestOptions => ({
		...request,
		method,
		url,
		qs,
		body,
	});
	const declaredRequest = async (): Promise<IHttpRequestOptions> => {
		const { baseUrl } = await run.credential(index);
		const isElsewhere = host === 'read' && parseBaseUrl(baseUrl) === DEFAULT_BASE_URL;
		return isElsewhere ? { ...request, url: READ_BASE_URL + request.url } : request;
	};

	return {
		send: async (other) => {
			if (other) return await call(otherRequest(other), { action: other.action });
			return await call(await declaredRequest(), { idempotent, outcomeUnknown });
		},
		list: async (listOptions, other) => {
			const first = other ? otherRequest(other) : request;
			const named = other ? other.action : action;
			return await readList(
				named,
				async (pageToken, readStream) =>
					await call({ ...first, qs: { ...first.qs, pageToken } }, { readStream, action: named }),
				listOptions,
			);
		},
		readFirst: async (readAction, noun) => {
			// A custom method, such as `:pause`, is appended to the path of the thing itself.
			const [url] = request.url.split(':');
			const read = otherRequest({ action: readAction, url });
			const response = await call(read, { action: readAction }).catch((error: unknown) => {
				if (outcomeUnknown && toFailure(error).details.isMissing) return undefined;
				throw error;
			});
			return response && entityIn(response, readAction, noun);
		},
		catalog: async () => {
			const read = otherRequest({ action: LIST_PROVIDERS, url: '/providers' });
			// An error is never shown, so it needs no name of its own.
			run.catalog ??= call(read).then(readCatalog);
			return await run.catalog.catch(() => new Map<string, ProviderInfo>());
		},
		showHint: (message) => run.hints.add(message),
	};
}
