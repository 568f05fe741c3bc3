import {
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
	type NodeParameterValueType,
	NodeHelpers,
} from 'n8n-workflow';

/** A form of a node: the name it is shown by, and what is filled in. */
export interface Form {
	name: string;
	parameters: INodeParameters;
}

/**
 * Every form that a node has: one for each operation, and one more for each choice within it, such as the auth scheme.
 * All collections are open and have all their fields.
 *
 * They are made from the description, so that no field is forgotten.
 */
export function formsOf(description: INodeTypeDescription): Form[] {
	return valuesOf(description, {}, 'resource').flatMap((resource) =>
		valuesOf(description, { resource }, 'operation').flatMap((operation) =>
			variants(description, { resource, operation }),
		),
	);
}

/** The form of an operation, and those that differ from it in one choice. */
function variants(description: INodeTypeDescription, chosen: INodeParameters): Form[] {
	const form = (more: INodeParameters): Form => ({
		name: Object.values({ ...chosen, ...more })
			.join(' ')
			.replace('/', ' '),
		parameters: opened(shownIn(description, { ...chosen, ...more }), { ...chosen, ...more }),
	});
	const choices = shownIn(description, chosen).filter(
		({ type, name }) => type === 'options' && !(name in chosen),
	);
	const others = choices.flatMap(({ name, default: first, options = [] }) =>
		(options as INodePropertyOptions[])
			.filter(({ value }) => value !== first)
			.map(({ value }) => form({ [name]: value })),
	);
	return [form({}), ...others];
}

/** The values of a list at the top of a form. */
function valuesOf(description: INodeTypeDescription, chosen: INodeParameters, name: string): string[] {
	const list = shownIn(description, chosen).find((field) => field.name === name);
	return ((list?.options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
}

/** The fields that the editor shows with these values. */
function shownIn(description: INodeTypeDescription, chosen: INodeParameters): INodeProperties[] {
	const { properties } = description;
	const node = { typeVersion: 1, type: description.name } as INode;
	const values = NodeHelpers.getNodeParameters(properties, chosen, true, false, node, description) ?? chosen;
	return properties.filter((field) => NodeHelpers.displayParameter(values, field, node, description));
}

function opened(fields: INodeProperties[], chosen: INodeParameters = {}): INodeParameters {
	const visible = fields.filter(({ type }) => type !== 'hidden' && type !== 'notice');
	return Object.fromEntries(visible.map((field) => [field.name, chosen[field.name] ?? openedField(field)]));
}

function openedField(field: INodeProperties): NodeParameterValueType {
	const { type, options = [], typeOptions, default: value } = field;
	if (type === 'collection') return opened(options as INodeProperties[]);
	if (type !== 'fixedCollection') return value;
	const groups = (options as INodePropertyCollection[]).map(({ name, values }) => [
		name,
		typeOptions?.multipleValues ? [opened(values)] : opened(values),
	]);
	return Object.fromEntries(groups) as INodeParameters;
}
