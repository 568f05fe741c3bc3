import { type IDataObject, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import type { Installation } from '../../../shared/api';
import { CHECK_PROJECT } from '../../../shared/errors/hints';
import type { Operation } from '../../operation';
import { filtersField, textField } from '../common/fields';
import { limitFields, readLimit } from '../common/limit';
import { readProjection } from '../common/output';
import { installationOutput } from './simplify';

/** A condition that the node checks itself, since the API has no such filter. */
const ownFilter = (displayName: string, name: string, description: string, placeholder: string) =>
	({ displayName, name, type: 'string', default: '', description, placeholder }) satisfies INodeProperties;

export const getAllFields = updateDisplayOptions(
	{ show: { resource: ['installation'], operation: ['getAll'] } },
	[
		...limitFields,
		filtersField([
			ownFilter(
				'Connection ID',
				'connectionId',
				'Return only installations that use this connection',
				'e.g. c3a1f9d2-7b4e-4f8a-9e6d-2c5b8a3f1e7d',
			),
			textField(
				{
					displayName: 'Group Ref',
					name: 'groupRef',
					description: "Return only this customer's installations",
					placeholder: 'e.g. group-123',
				},
				'query',
			),
			{
				displayName: 'Health Status',
				name: 'healthStatus',
				type: 'multiOptions',
				default: [],
				description:
					'Return only installations with one of these health statuses. Leave empty to return all.',
				options: [
					{ name: 'Healthy', value: 'healthy' },
					{ name: 'Unhealthy', value: 'unhealthy' },
				],
			},
			ownFilter(
				'Integration ID',
				'integrationId',
				'Return only installations of this integration',
				'e.g. 5f0c7a1e-9a43-4c7e-8d1b-0f2a6c9e4b35',
			),
			ownFilter(
				'Provider',
				'provider',
				'Return only installations for this provider (its name in Ampersand)',
				'e.g. salesforce',
			),
		]),
	],
);

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
	prepare(p) {
		const limit = readLimit(p);
		const integrationId = p.filter('filters.integrationId');
		const connectionId = p.filter('filters.connectionId');
		const provider = p.filter('filters.provider');
		const healthStatuses = p.someOf('filters.healthStatus');
		const project = readProjection(p, installationOutput);
		const matches = (installation: Installation): boolean =>
			(integrationId === undefined || installation.integrationId === integrationId) &&
			(connectionId === undefined || installation.connection?.id === connectionId) &&
			(provider === undefined || installation.connection?.provider === provider) &&
			(healthStatuses.length === 0 || healthStatuses.includes(installation.healthStatus));
		return async (api) => {
			const map = (entry: IDataObject) => (matches(entry as Installation) ? project(entry) : undefined);
			const { entries } = await api.list({ limit, map });
			return entries;
		};
	},
};
