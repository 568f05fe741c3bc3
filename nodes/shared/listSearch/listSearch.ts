import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { withNodeError } from '../transport/apiRequest';
import { filterResults, type ListEntry } from './filterResults';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Makes a method for n8n's `methods.listSearch` out of a function that reads all entries of a list. */
export function listSearch(read: (context: ILoadOptionsFunctions) => Promise<ListEntry[]>): ListSearch {
	return async function (filter, paginationToken) {
		const entries = await withNodeError(this, async () => await read(this));
		return filterResults(filter, entries, paginationToken);
	};
}
