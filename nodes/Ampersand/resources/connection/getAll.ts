import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { optionalText } from '../../values';
import { labelOf } from './labels';
import { textField } from './common';

const showOnlyForGetAll = { resource: ['connection'], operation: ['getAll'] };

const queryField = (
	displayName: string,
	name: string,
	description: string,
	placeholder: string,
): INodeProperties => ({
	...textField(displayName, name, name, description, placeholder),
	routing: { send: { type: 'query', property: name } },
});

export const getAllFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: showOnlyForGetAll },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...showOnlyForGetAll, returnAll: [false] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: showOnlyForGetAll },
		options: [
			queryField('Consumer Ref', 'consumerRef', 'Only connections of this user', 'e.g. user-456'),
			queryField('Group Ref', 'groupRef', 'Only connections of this customer', 'e.g. group-123'),
			queryField('Provider', 'provider', 'Only connections to this provider, by its name', 'e.g. salesforce'),
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				default: [],
				description: 'Only connections in one of these states; none selected means any',
				options: [
					{
						name: 'Bad Credentials',
						value: 'bad_credentials',
						description: 'The provider has refused the credentials; the customer must connect again',
					},
					{ name: 'Created', value: 'created', description: 'New, or just refreshed, and not used since' },
					{ name: 'Working', value: 'working', description: 'Has been used with success' },
				],
			},
		],
	},
];

export const getAll: Operation = {
	purpose: {
		label: 'list the connections',
		notFoundHint: 'Check Project: it must be the name or ID of a project that the API key belongs to.',
	},
	answer: 'connections',
	prepare({ qs }) {
		for (const name of ['groupRef', 'consumerRef', 'provider']) {
			const value = optionalText(qs[name], labelOf(name));
			if (value === undefined) delete qs[name];
			else qs[name] = value;
		}
	},
};
