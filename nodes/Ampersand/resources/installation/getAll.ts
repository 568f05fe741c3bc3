import type { Connection, Installation } from '../../../shared/api';
import { CHECK_PROJECT } from '../../../shared/errors/hints';
import { groupField, providerField } from '../../../shared/fields';
import { isSameProvider } from '../../../shared/provider';
import type { Operation } from '../../operation';
import { connectionLocator } from '../connection/fields';
import { choicesField, inQuery, option } from '../common/declare';
import {
	filtersField,
	ifNothingFoundOption,
	ignoreEmptyFiltersOption,
	isAnyOf,
	limitFields,
	listTask,
} from '../common/list';
import { readSearch, searchField } from '../common/search';
import { groupOf, integrationLocator } from './fields';
import { installationOutput } from './simplify';

/** API operation `listInstallationsForProject`. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many installations',
		description: 'Retrieve a list of installations, for example those of one customer',
		routing: { request: { method: 'GET', url: '/projects/{projectIdOrName}/installations' } },
	},
	action: { label: 'list the installations', notFoundHint: CHECK_PROJECT },
	fields: [
		...limitFields,
		filtersField([
			connectionLocator({
				displayName: 'Connection ID',
				description: 'Return only installations that use this connection',
			}),
			groupField({ description: "Return only this customer's installations", ...inQuery('groupRef') }),
			{
				...choicesField(
					'Health Status',
					'healthStatus',
					'Return only installations with one of these health statuses. Leave empty to return all.',
					[option('Healthy', 'healthy'), option('Unhealthy', 'unhealthy')],
				),
				// The reason why this filter is usually added.
				default: ['unhealthy'],
			},
			integrationLocator({
				displayName: 'Integration ID',
				description: 'Return only installations of this integration',
			}),
			providerField({ description: 'Return only installations for this provider' }),
			searchField('installations'),
		]),
	],
	output: installationOutput,
	options: [ifNothingFoundOption, ignoreEmptyFiltersOption],
	prepare(p, { qs }) {
		const { groupRef } = qs as Record<string, string | undefined>;
		const integrationId = p.filter('filters.integrationId');
		const connectionId = p.filter('filters.connectionId');
		const provider = p.filter('filters.provider');
		const healthStatuses = p.someOf('filters.healthStatus');
		const readMatches = readSearch(p);
		const isOf = (own: string | undefined, wanted: string | undefined): boolean =>
			wanted === undefined || own === wanted;
		return listTask(
			p,
			installationOutput,
			'installations',
			async (api) => {
				const matchesSearch = await readMatches(api);
				return (entry) => {
					const installation = entry as Installation;
					const { integrationId: ownIntegration, connection, healthStatus } = installation;
					const group = groupOf(installation);
					return (
						isOf(group?.groupRef ?? groupRef, groupRef) &&
						isOf(ownIntegration, integrationId) &&
						isOf(connection?.id, connectionId) &&
						isSameProvider(connection?.provider, provider) &&
						isAnyOf(healthStatus, healthStatuses) &&
						matchesSearch({ ...connection, group } as Connection)
					);
				};
			},
			provider,
		);
	},
};
