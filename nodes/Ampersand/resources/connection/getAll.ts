import type { Connection } from '../../../shared/api';
import { CHECK_PROJECT } from '../../../shared/errors/hints';
import { groupField, providerField } from '../../../shared/fields';
import { isSameProvider } from '../../../shared/provider';
import type { Operation } from '../../operation';
import { inQuery, textField } from '../common/declare';
import {
	filtersField,
	ifNothingFoundOption,
	ignoreEmptyFiltersOption,
	isAnyOf,
	limitFields,
	listTask,
} from '../common/list';
import { readSearch, searchField } from '../common/search';
import { statusField } from './fields';
import { connectionOutput } from './simplify';

/** API operation `listConnections`. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many connections',
		description: 'Retrieve a list of connections, for example all broken ones',
		routing: { request: { method: 'GET', url: '/projects/{projectIdOrName}/connections' } },
	},
	action: { label: 'list the connections', notFoundHint: CHECK_PROJECT },
	fields: [
		...limitFields,
		filtersField([
			textField('Consumer Ref', 'consumerRef', "Return only this user's connections", {
				placeholder: 'e.g. user-456',
				...inQuery('consumerRef'),
			}),
			groupField({ description: "Return only this customer's connections", ...inQuery('groupRef') }),
			providerField({ description: 'Return only connections to this provider', ...inQuery('provider') }),
			searchField('connections'),
			{
				...statusField('Return only connections with one of these statuses. Leave empty to return all.'),
				// The reason why this filter is usually added.
				default: ['bad_credentials'],
			},
		]),
	],
	output: connectionOutput,
	options: [ifNothingFoundOption, ignoreEmptyFiltersOption],
	prepare(p, { qs }) {
		const statuses = p.someOf('filters.status');
		const readMatches = readSearch(p);
		const { groupRef, consumerRef, provider } = qs as Record<string, string | undefined>;
		const isOf = (own: string | undefined, wanted: string | undefined): boolean =>
			own === undefined || wanted === undefined || own === wanted;
		// The API has no filter for the status. What its own filters let through is checked, too: the next node may be Delete.
		const matches = ({ status, group, consumer, provider: own }: Connection): boolean =>
			isAnyOf(status, statuses) &&
			isOf(group?.groupRef, groupRef) &&
			isOf(consumer?.consumerRef, consumerRef) &&
			isSameProvider(own ?? provider, provider);
		return listTask(
			p,
			connectionOutput,
			'connections',
			async (api) => {
				const matchesSearch = await readMatches(api);
				return (entry) => matches(entry as Connection) && matchesSearch(entry as Connection);
			},
			provider,
		);
	},
};
