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
import { isExpression } from '../shared/values';
import { memberAt } from './expressions';
import type { RequestDraft } from './operation';

/** The parameters that the node shows, by their path among the parameters, such as `filters.groupRef`. */
export type Declarations = ReadonlyMap<string, INodeProperties>;

/** The request that the description declares for the node's parameters. */
export interface Route {
	method: IHttpRequestMethods;
	/** Path relative to the base URL, with parameter names in braces. */
	url: string;
	/** The parameters that are sent, by path, and where they go; dots in `property` make nested objects. */
	fields: Array<{ path: string; target: 'body' | 'query'; property: string }>;
}

/**
 * The parameters that the node shows, by n8n's own display rules (`NodeHelpers.displayParameter`), those inside of
 * collections included.
 *
 * @param description the node's; its name decides whether `@tool` applies
 */
export function declaredParameters(
	{ name, properties }: Pick<INodeTypeDescription, 'name' | 'properties'>,
	node: INode,
): Declarations {
	const declared = new Map<string, INodeProperties>();
	const { parameters } = node;
	const description = { name, properties } as INodeTypeDescription;
	const add = (property: INodeProperties, parent: string): void => {
		if (!NodeHelpers.displayParameter(parameters, property, node, description, parameters)) return;
		const path = parent + property.name;
		declared.set(path, property);
		const options = property.options ?? [];
		if (property.type === 'collection') {
			for (const nested of options as INodeProperties[]) add(nested, `${path}.`);
		} else if (property.type === 'fixedCollection') {
			for (const list of options as INodePropertyCollection[]) {
				for (const nested of list.values) add(nested, `${path}.${list.name}.`);
			}
		}
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
export function readRoute(declared: Declarations, { parameters }: INode): Route {
	const route: Partial<Route> = {};
	const fields: Route['fields'] = [];
	for (const [path, property] of declared) {
		const choices =
			property.type === 'options' ? (property.options as INodePropertyOptions[] | undefined) : undefined;
		const selected = choices?.find(({ value }) => value === parameters[property.name]);
		for (const routing of [property.routing, selected?.routing]) {
			if (!routing) continue;
			const { request, send } = checkRouting(path, routing);
			Object.assign(route, request);
			if (send && (!path.includes('.') || memberAt(parameters, path.split('.')) !== undefined)) {
				fields.push({ path, ...send });
			}
		}
	}
	if (!route.method || !route.url) throw new Error('The description declares no method and path');
	return { method: route.method, url: route.url, fields };
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

/** @throws Error when the routing contains anything but a method, a path, and a member of the body or query */
function checkRouting(
	path: string,
	{ request = {}, send, ...others }: INodePropertyRouting,
): { request: Partial<Route>; send?: Pick<Route['fields'][number], 'target' | 'property'> } {
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
	return { request: known, send: { target: type, property } };
}
