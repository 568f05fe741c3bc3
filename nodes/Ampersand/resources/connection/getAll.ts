import { updateDisplayOptions } from 'n8n-workflow';
import { CHECK_PROJECT } from '../../hints';
import { limitFields, readLimit } from '../../limit';
import type { Operation } from '../../operation';
import { readProjection } from '../../output';
import { filtersField, textField } from '../common';
import { connectionOutput } from './simplify';

/** The connection's status, as a condition (`Connection.status`). */
export const statusOptions = [
	{
		name: 'Bad Credentials',
		value: 'bad_credentials',
		description: 'The provider rejected the credentials, so the customer needs to reconnect',
	},
	{ name: 'Created', value: 'created', description: 'New or recently refreshed, but not used yet' },
	{ name: 'Working', value: 'working', description: 'Used successfully' },
];

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
		return async (api) =>
			await api.list({
				limit,
				// The API has no filter for the status.
				map: (connection) =>
					statuses.length === 0 || statuses.includes(String(connection.status))
						? project(connection)
						: undefined,
			});
	},
};
