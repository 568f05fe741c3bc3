import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What a declaration says besides the label, the name, and the description. */
type More = Partial<INodeProperties>;

/** Text, empty by default. */
export const textField = (
	displayName: string,
	name: string,
	description?: string,
	more: More = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...described(description),
	...more,
});

/** A switch, off by default. */
export const booleanField = (
	displayName: string,
	name: string,
	description: string,
	more: More = {},
): INodeProperties => ({ displayName, name, type: 'boolean', default: false, description, ...more });

/** A number within bounds. */
export const numberField = (
	displayName: string,
	name: string,
	fallback: number,
	typeOptions: { minValue: number; maxValue?: number },
	description: string,
	more: More = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions,
	default: fallback,
	description,
	...more,
});

/** One of several choices. */
export const choiceField = (
	displayName: string,
	name: string,
	fallback: string,
	description: string,
	options: INodePropertyOptions[],
	more: More = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	default: fallback,
	description,
	options,
	...more,
});

/** Any of several choices, none by default. */
export const choicesField = (
	displayName: string,
	name: string,
	description: string,
	options: INodePropertyOptions[],
): INodeProperties => ({ displayName, name, type: 'multiOptions', default: [], description, options });

/** Optional fields, of which the user adds those that are needed: in alphabetical order. */
export const collectionField = (
	displayName: string,
	name: string,
	placeholder: string,
	options: INodeProperties[],
	more: More = {},
): INodeProperties => ({ displayName, name, type: 'collection', placeholder, default: {}, options, ...more });

/** One choice of a list. */
export const option = (name: string, value: string, description?: string): INodePropertyOptions => ({
	name,
	value,
	...described(description),
});

/** How to enter the ID of something that can also be picked from a list. */
export const byId = (placeholder: string) => ({ displayName: 'By ID', name: 'id', placeholder });

/** Sends a field as a member of the body; dots in its name make nested objects. */
export const inBody = (property: string): More => ({ routing: { send: { type: 'body', property } } });

/** Sends a field in the query. */
export const inQuery = (property: string): More => ({ routing: { send: { type: 'query', property } } });

/**
 * Fields that are shown only for these values of other parameters, besides their own conditions.
 *
 * Not n8n's `updateDisplayOptions`, whose deep merge took a third of the time to load the package.
 */
export const shownFor = (show: Record<string, string[]>, fields: INodeProperties[]): INodeProperties[] =>
	fields.map((field) => {
		const { displayOptions } = field;
		return { ...field, displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...show } } };
	});

const described = (description?: string) => (description ? { description } : {});
