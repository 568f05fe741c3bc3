import {
	type IDataObject,
	type IHttpRequestMethods,
	type INode,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodePropertyRouting,
	type INodeTypeDescription,
	NodeHelpers,
} from 'n8n-workflow';
import { isExpression, isObject } from '../shared/values';
import type { RequestDraft } from './operation';

/** A parameter that the node shows, with its path among the parameters, such as `filters.groupRef`. */
export interface DeclaredParameter {
	path: string;
	property: INodeProperties;
}

/** A parameter that the routing sends, and where it goes; dots in `property` make nested objects. */
export interface RoutedField {
	path: string;
	target: 'body' | 'query';
	property: string;
}

/** The request that the description declares for the node's parameters. */
export interface Route {
	method: IHttpRequestMethods;
	/** Path relative to the base URL, with parameter names in braces. */
	url: string;
	fields: RoutedField[];
}

type Description = Pick<INodeTypeDescription, 'name' | 'properties'>;

/**
 * The parameters that the node shows, by n8n's own display rules (`NodeHelpers.displayParameter`), those inside of
 * collections included.
 *
 * @param description the node's; its name decides whether `@tool` applies
 */
export function declaredParameters({ name, properties }: Description, node: INode): DeclaredParameter[] {
	const declared: DeclaredParameter[] = [];
	const isShown = (property: INodeProperties): boolean =>
		NodeHelpers.displayParameter(
			node.parameters,
			property,
			node,
			{ name, properties } as INodeTypeDescription,
			node.parameters,
		);
	const add = (property: INodeProperties, parent: string): void => {
		if (!isShown(property)) return;
		const path = parent + property.name;
		declared.push({ path, property });
		for (const nested of nestedProperties(property)) add(nested.property, `${path}.${nested.parent}`);
	};
	for (const property of properties) add(property, '');
	return declared;
}

/**
 * Reads the declared routing, in the same way as n8n's `RoutingNode` does for each item.
 *
 * A field inside a collection is read only if the collection contains it.
 *
 * @param declared the parameters that the node shows
 * @throws Error when there is no method and path, or when the routing contains something this reader doesn't know
 */
export function readRoute(declared: DeclaredParameter[], node: INode): Route {
	const request: { method?: IHttpRequestMethods; url?: string } = {};
	const fields: RoutedField[] = [];
	for (const { path, property } of declared) {
		for (const routing of [property.routing, selectedOption(property, node)?.routing]) {
			if (!routing) continue;
			const known = readRouting(path, routing);
			Object.assign(request, known.request);
			if (known.field && isPresent(path, node)) fields.push(known.field);
		}
	}
	if (!request.method || !request.url) throw new Error('The description declares no method and path');
	return { method: request.method, url: request.url, fields };
}

/**
 * The query and body that a route declares.
 *
 * @param read returns a field's value, or undefined to leave it out
 */
export function gatherRequest(route: Route, read: (path: string) => unknown): RequestDraft {
	const draft: RequestDraft = { qs: {}, body: {} };
	for (const { path, target, property } of route.fields) {
		const value = read(path);
		if (value !== undefined) setProperty(target === 'body' ? draft.body : draft.qs, property, value);
	}
	return draft;
}

/** Sets a property; dots in its name make nested objects. */
function setProperty(target: IDataObject, name: string, value: unknown): void {
	const keys = name.split('.');
	const last = keys.pop() as string;
	let object = target;
	for (const key of keys) object = (object[key] ??= {}) as IDataObject;
	object[last] = value as IDataObject[string];
}

function readRouting(
	path: string,
	routing: INodePropertyRouting,
): { request: Partial<Route>; field?: RoutedField } {
	const { request = {}, send, ...others } = routing;
	const { method, url, ...otherRequest } = request;
	const { type, property, ...otherSend } = send ?? {};
	const unknown = [others, otherRequest, otherSend].flatMap(Object.keys);
	const texts = [method, url, property].filter((value) => value !== undefined);
	if (unknown.length || texts.some((text) => typeof text !== 'string' || isExpression(text))) {
		throw new Error(
			`The routing of ${path} contains something unknown: ${unknown.join(', ') || 'an expression'}`,
		);
	}
	const known = { ...(method && { method }), ...(url && { url }) } as Partial<Route>;
	if (!send) return { request: known };
	if (!property || (type !== 'body' && type !== 'query') || path.split('.').length > 2) {
		throw new Error(`The routing of ${path} doesn't say what it sends, or is nested too deep`);
	}
	return { request: known, field: { path, target: type, property } };
}

function nestedProperties(property: INodeProperties): Array<{ property: INodeProperties; parent: string }> {
	const options = property.options ?? [];
	if (property.type === 'collection') {
		return (options as INodeProperties[]).map((nested) => ({ property: nested, parent: '' }));
	}
	if (property.type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
		values.map((nested) => ({ property: nested, parent: `${name}.` })),
	);
}

function selectedOption(property: INodeProperties, node: INode): INodePropertyOptions | undefined {
	if (property.type !== 'options') return undefined;
	const options = (property.options ?? []) as INodePropertyOptions[];
	return options.find(({ value }) => value === node.parameters[property.name]);
}

/** Whether every collection on the way to a parameter has it. */
function isPresent(path: string, { parameters }: INode): boolean {
	const [top, ...nested] = path.split('.');
	let value: unknown = parameters[top];
	for (const key of nested) {
		if (!isObject(value) || !Object.hasOwn(value, key)) return false;
		value = value[key];
	}
	return true;
}
