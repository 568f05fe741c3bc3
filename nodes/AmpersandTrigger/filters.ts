import type { INodeProperties } from 'n8n-workflow';

/** Narrows the events to some customers or providers. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	default: {},
	placeholder: 'Add Filter',
	description: 'An event that does not say what is filtered by does not start the workflow',
	options: [
		{
			displayName: 'Consumer Ref',
			name: 'consumerRef',
			type: 'string',
			default: '',
			placeholder: 'e.g. user-456',
			description: 'Only events about this user, by your own ID',
		},
		{
			displayName: 'Group Ref',
			name: 'groupRef',
			type: 'string',
			default: '',
			placeholder: 'e.g. group-123',
			description: 'Only events about this customer, by your own ID',
		},
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'string',
			default: '',
			placeholder: 'e.g. salesforce',
			description: 'Only events about this SaaS tool, by its name at Ampersand',
		},
	],
};
