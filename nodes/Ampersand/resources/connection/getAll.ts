import { type IDataObject, updateDisplayOptions } from 'n8n-workflow';
import { CHECK_PROJECT } from '../../../shared/errors/hints';
import type { Operation } from '../../operation';
import { filtersField, textField } from '../common/fields';
import { limitFields, readLimit } from '../common/limit';
import { readProjection } from '../common/output';
import { statusOptions } from './fields';
import { connectionOutput } from './simplify';

export const getAllFields = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['getAll'] } },
	[
		...limitFields,
		filtersField([
			textField(
				{
					displayName: 'Consumer Ref',
					name: 'consumerRef',
					description: "Return only this user's connections",
					placeholder: 'e.g. user-456',
				},
				'query',
			),
			textField(
				{
					displayName: 'Group Ref',
					name: 'groupRef',
					description: "Return only this customer's connections",
					placeholder: 'e.g. group-123',
				},
				'query',
			),
			textField(
				{
					displayName: 'Provider',
					name: 'provider',
					description: 'Return only connections to this provider (its name in Ampersand)',
					placeholder: 'e.g. salesforce',
				},
				'query',
			),
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				default: [],
				description: 'Return only connections with one of these statuses. Leave empty to return all.',
				options: statusOptions,
			},
		]),
	],
);

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
	prepare(p) {
		const limit = readLimit(p);
		const statuses = p.someOf('filters.status');
		const project = readProjection(p, connectionOutput);
		return async (api) => {
			// The API has no filter for the status.
			const map = (connection: IDataObject) =>
				statuses.length === 0 || statuses.includes(String(connection.status))
					? project(connection)
					: undefined;
			const { entries } = await api.list({ limit, map });
			return entries;
		};
	},
};
