import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { withNodeError, apiRequest } from '../../shared/transport/apiRequest';
import { unexpectedResponse } from '../../shared/errors/apiError';
import { filterResults } from '../../shared/listSearch/filterResults';

const PURPOSE = {
	label: 'list the providers',
	notFoundHint: 'Check the base URL in the Ampersand credential.',
};

/** All providers (API operation `listProviders`), by name and display name. */
export async function getProviders(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const names = await withNodeError(this, async () => await providerNames(this));
	return filterResults(
		filter,
		[...names].map(([value, name]) => ({ name, value })),
	);
}

/**
 * How each provider is called in writing, by its name.
 *
 * @throws Failure when the catalog cannot be read
 */
export async function providerNames(context: ILoadOptionsFunctions): Promise<Map<string, string>> {
	const answer = await apiRequest(context, 'GET', '/providers', PURPOSE);
	const catalog = answer.body;
	if (typeof catalog !== 'object' || catalog === null || Array.isArray(catalog)) {
		throw unexpectedResponse(answer, PURPOSE, 'a catalog of providers');
	}
	return new Map(
		Object.entries(catalog as Record<string, IDataObject | null>).map(([name, info]) => [
			name,
			String(info?.displayName || name),
		]),
	);
}
