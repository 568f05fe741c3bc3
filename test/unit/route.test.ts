import type { IDataObject, INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { operations, properties } from '../../nodes/Ampersand/resources';
import { declaredParameters, readRoute } from '../../nodes/Ampersand/route';

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

	it('holds the app of a provider for Create OAuth URL only', () => {
		const additionalFields = { providerAppId: 'app-1' };
		const fieldsOf = (operation: string) =>
			routeOf({ resource: 'connection', operation, additionalFields }).fields.map(({ path }) => path);
		expect(fieldsOf('oauthConnect')).toContain('additionalFields.providerAppId');
		expect(fieldsOf('generate')).not.toContain('additionalFields.providerAppId');
	});

	it.each<[string, INodeProperties['routing']]>([
		['an expression as a property', { send: { type: 'body', property: '={{ $value }}' } }],
		['a value of its own', { send: { type: 'body', property: 'a', value: 'b' } }],
		['a preSend function', { send: { type: 'body', property: 'a', preSend: [] } }],
		['no property', { send: { type: 'body' } }],
		['an expression as a path', { request: { url: '=/{{ $value }}' } }],
		['headers', { request: { headers: { a: 'b' } } }],
		['an output', { output: { maxResults: 1 } }],
		['operations', { operations: {} }],
	])('is rejected with %s, even if the field is not shown', (_, routing) => {
		const field: INodeProperties = { displayName: 'A', name: 'a', type: 'string', default: '', routing };
		expect(() =>
			routeOf({ resource: 'connection', operation: 'get', a: 'x' }, [...properties, field]),
		).toThrow('The routing of a');
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
		expect(() => routeOf({ resource: 'connection', operation: 'get' }, [...properties, field])).toThrow(
			'The routing of a.g.v',
		);
	});
});
