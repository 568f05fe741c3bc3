import type { INodeProperties } from 'n8n-workflow';

/** The project, needed by every operation and by the trigger. */
export const projectField: INodeProperties = {
	displayName: 'Project',
	name: 'projectIdOrName',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The Ampersand project that the connections belong to',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a project…',
			typeOptions: { searchListMethod: 'getProjects', searchable: true },
		},
		{
			displayName: 'By Name or ID',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. my-project',
		},
	],
};
