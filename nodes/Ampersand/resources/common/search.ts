import type { INodeProperties } from 'n8n-workflow';
import type { Connection } from '../../../shared/api';
import { matcher } from '../../../shared/listSearch/filterResults';
import type { ItemApi } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { textField } from './declare';

/** A condition on names, matched like the words that are typed into the editor's lists. */
export const searchField = (plural: string): INodeProperties =>
	textField(
		'Search',
		'search',
		`Return only ${plural} whose customer, user, or provider contains these words, by name or by ref`,
		{ placeholder: 'e.g. acme salesforce' },
	);

/** Whether a connection matches. */
type Matches = (connection: Connection) => boolean;

/**
 * Makes the test of 'Search', which also knows the display names of providers.
 *
 * @throws Failure when an expression finds nothing, or when there is no word to search for
 */
export function readSearch(p: ParameterReader): (api: ItemApi) => Promise<Matches> {
	const words = p.filter('filters.search');
	if (words === undefined) return async () => await Promise.resolve(() => true);
	const matches = matcher(words);
	if (!matches)
		throw p.invalid('filters.search', 'contains no letter or digit, so it would match everything');
	return async (api) => {
		const catalog = await api.catalog();
		return ({ group, consumer, provider }) =>
			matches([
				group?.groupRef,
				group?.groupName,
				consumer?.consumerRef,
				consumer?.consumerName,
				provider,
				provider && catalog.get(provider)?.label,
			]);
	};
}
