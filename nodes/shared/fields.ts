import type { INodeProperties } from 'n8n-workflow';

type Field = Pick<INodeProperties, 'displayName' | 'name' | 'description'> &
	Partial<Pick<INodeProperties, 'required' | 'displayOptions' | 'routing'>>;

/** A way to name something besides picking it from the list. */
interface TextMode {
	displayName: string;
	name: string;
	placeholder: string;
}

/**
 * A parameter that names something: picked from a list, or entered as text.
 *
 * @param noun what is picked, with its article, such as 'a project'
 * @param searchListMethod the node's `listSearch` method
 */
export function locator(
	field: Field,
	noun: string,
	searchListMethod: string,
	mode: TextMode,
): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select ${noun}…`,
				typeOptions: {
					searchListMethod,
					searchable: true,
					// A list is read as a whole, because the API can't search.
					slowLoadNotice: {
						message: `If loading is slow, try selecting ${noun} using "${mode.displayName}"`,
						timeout: 5000,
					},
				},
			},
			{ ...mode, type: 'string' },
		],
	};
}

/** The project, needed by every operation and by the trigger. */
export const projectField = locator(
	{
		displayName: 'Project',
		name: 'projectIdOrName',
		required: true,
		description: "The Ampersand project that the connections belong to. 'By Name' also accepts its ID.",
	},
	'a project',
	'getProjects',
	{ displayName: 'By Name', name: 'name', placeholder: 'e.g. my-project, or its ID' },
);

/** A customer, by your own ID. */
export const groupField = (field: Omit<Field, 'displayName' | 'name'>): INodeProperties =>
	locator({ displayName: 'Group Ref', name: 'groupRef', ...field }, 'a customer', 'getGroups', {
		displayName: 'By Ref',
		name: 'ref',
		placeholder: 'e.g. group-123',
	});

/** A SaaS tool, by its name in Ampersand. */
export const providerField = (field: Omit<Field, 'displayName' | 'name'>): INodeProperties =>
	locator({ displayName: 'Provider', name: 'provider', ...field }, 'a provider', 'getProviders', {
		displayName: 'By Name',
		name: 'name',
		placeholder: 'e.g. salesforce',
	});
