import type { IDataObject, INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { operations, properties } from '../../nodes/Ampersand/resources';
import { declaredParameters, gatherRequest, readRoute } from '../../nodes/Ampersand/route';

const nodeWith = (parameters: INodeParameters): INode => ({
	id: 'node-1',
	name: 'Ampersand',
	type: 'n8n-nodes-ampersand.ampersand',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** Every collection of the description, with all of its fields. */
function everything(): INodeParameters {
	const collections = properties.filter(({ type }) => type === 'collection');
	const filled: IDataObject = {};
	for (const { name, options = [] } of collections) {
		const fields = options.map((option) => [option.name, '']);
		filled[name] = { ...(filled[name] as IDataObject), ...Object.fromEntries(fields) };
	}
	return filled as INodeParameters;
}

function routeOf(parameters: INodeParameters, declarations = properties) {
	const node = nodeWith(parameters);
	return readRoute(declaredParameters({ name: 'ampersand', properties: declarations }, node), node);
}

const GET = { resource: 'connection', operation: 'get' };

const fieldWith = (routing: object): INodeProperties => ({
	displayName: 'A',
	name: 'a',
	type: 'string',
	default: '',
	routing,
});

const all = Object.entries(operations).flatMap(([resource, byName]) =>
	Object.keys(byName).map((operation) => [resource, operation] as const),
);

describe('the declared route', () => {
	it.each(all)('of %s: %s is understood, with every field', (resource, operation) => {
		const { request } = operations[resource][operation].option.routing;
		const route = routeOf({ ...everything(), resource, operation });
		expect(route).toMatchObject(request);
		const routed = properties
			.flatMap((property) => [property, ...((property.options ?? []) as INodeProperties[])])
			.filter(({ routing }) => routing?.send);
		for (const { path } of route.fields) {
			expect(routed.map(({ name }) => name)).toContain(path.split('.').at(-1));
		}
	});

	it('holds a field of a collection only if the collection has it', () => {
		const getAll = { resource: 'connection', operation: 'getAll' };
		const filters = { groupRef: 'group-1' };
		expect(routeOf({ ...getAll, filters: {} }).fields).toEqual([]);
		expect(routeOf({ ...getAll, filters }).fields).toEqual([
			{ path: 'filters.groupRef', target: 'query', property: 'groupRef' },
		]);
	});

	it('holds a field outside of collections even if it was not saved, so that a required one is missed', () => {
		const { fields } = routeOf({ resource: 'connection', operation: 'generate' });
		expect(fields.map(({ path }) => path)).toEqual(['provider', 'groupRef', 'consumerRef']);
	});

	it('holds no field of a collection that was never opened', () => {
		expect(routeOf({ resource: 'connection', operation: 'getAll' }).fields).toEqual([]);
	});

	it('holds the app of a provider for Create OAuth URL only', () => {
		const additionalFields = { providerAppId: 'app-1' };
		const fieldsOf = (operation: string) =>
			routeOf({ resource: 'connection', operation, additionalFields }).fields.map(({ path }) => path);
		expect(fieldsOf('oauthConnect')).toContain('additionalFields.providerAppId');
		expect(fieldsOf('generate')).not.toContain('additionalFields.providerAppId');
	});

	it.each<[string, object, string]>([
		['an expression as a property', { send: { type: 'body', property: '={{ $value }}' } }, 'an expression'],
		['a value of its own', { send: { type: 'body', property: 'a', value: 'b' } }, 'value'],
		['a preSend function', { send: { type: 'body', property: 'a', preSend: [] } }, 'preSend'],
		['an expression as a path', { request: { method: 'GET', url: '=/{{ $value }}' } }, 'an expression'],
		['a property that is no text', { send: { type: 'body', property: 5 } }, 'an expression'],
		['headers', { request: { headers: { a: 'b' } } }, 'headers'],
		['an output', { output: { maxResults: 1 } }, 'output'],
		['operations', { operations: {} }, 'operations'],
		['two of them', { output: {}, send: { preSend: [] } }, 'output, preSend'],
	])('is rejected with %s, even if the field is empty', (_, routing, unknown) => {
		expect(() => routeOf(GET, [...properties, fieldWith(routing)])).toThrow(
			`The routing of a contains something unknown: ${unknown}`,
		);
	});

	it.each([
		['no property', { type: 'body' }],
		['no place', { property: 'a' }],
		['an unknown place', { type: 'header', property: 'a' }],
	])('is rejected if a field has %s', (_, send) => {
		expect(() => routeOf(GET, [...properties, fieldWith({ send })])).toThrow(
			"The routing of a doesn't say what it sends",
		);
	});

	it.each([
		['nothing', {}],
		['only a method', { method: 'GET' }],
		['only a path', { url: '/a' }],
	])('is rejected if the description declares %s', (_, request) => {
		expect(() => routeOf(GET, [fieldWith({ request })])).toThrow(
			'The description declares no method and path',
		);
	});

	it('is rejected if a field is nested too deep', () => {
		const routing = { send: { type: 'body', property: 'a' } } as const;
		const value: INodeProperties = { displayName: 'V', name: 'v', type: 'string', default: '', routing };
		const field: INodeProperties = {
			displayName: 'A',
			name: 'a',
			type: 'fixedCollection',
			default: {},
			options: [{ displayName: 'G', name: 'g', values: [value] }],
		};
		expect(() => routeOf(GET, [...properties, field])).toThrow('The routing of a.g.v');
	});
});

describe('the parameters that the node shows', () => {
	it.each(['string', 'options', 'collection', 'fixedCollection'] as const)(
		'hold a %s without any options as it is',
		(type) => {
			const property: INodeProperties = { displayName: 'A', name: 'a', type, default: '' };
			const description = { name: 'ampersand', properties: [property] };
			expect(declaredParameters(description, nodeWith({}))).toEqual(new Map([['a', property]]));
		},
	);
});

describe('a request', () => {
	const UPDATE = {
		resource: 'connection',
		operation: 'update',
		specifyBody: 'fields',
		updateFields: { providerWorkspaceRef: '', providerMetadata: {} },
	};

	it('holds a field of the body where its property says, nested by the dots in it', () => {
		expect(gatherRequest(routeOf(UPDATE), (path) => path)).toStrictEqual({
			qs: {},
			body: {
				connection: {
					providerMetadata: 'updateFields.providerMetadata',
					providerWorkspaceRef: 'updateFields.providerWorkspaceRef',
				},
			},
		});
	});

	it('holds a field of the query there', () => {
		const route = routeOf({ ...GET, operation: 'getAll', filters: { groupRef: '' } });
		expect(gatherRequest(route, (path) => path)).toStrictEqual({
			qs: { groupRef: 'filters.groupRef' },
			body: {},
		});
	});

	it('holds nothing for a field that is left out', () => {
		expect(gatherRequest(routeOf(UPDATE), () => undefined)).toStrictEqual({ qs: {}, body: {} });
	});
});
