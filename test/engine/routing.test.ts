import fc from 'fast-check';
import type {
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { RunParameters } from '../../nodes/Ampersand/expressions';
import { operations, properties } from '../../nodes/Ampersand/resources';
import { declaredParameters, gatherRequest, readRoute } from '../../nodes/Ampersand/route';
import { Engine } from '../support/engine';
import { source } from '../support/engine/source';
import { workflowWith } from '../support/workflow';

/** What each input item's request is made of. */
type Gathered = Array<{ method: unknown; url: unknown; qs: unknown; body: unknown }>;

const original = new Ampersand().description;

/** The engine rejects a node with empty required parameters; here they may be empty. */
const description = {
	...original,
	properties: original.properties.map((property) => ({ ...property, required: false })),
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Our node as n8n's RoutingNode reads it: the same declarations, and no `execute`. */
function routingNode(gathered: Gathered): INodeType {
	async function pagination(
		this: IExecutePaginationFunctions,
		{ options: { method, url, qs, body } }: { options: IDataObject },
	): Promise<INodeExecutionData[]> {
		gathered[this.getItemIndex()] = { method, url, qs: plain(qs), body: plain(body) };
		return await Promise.resolve([]);
	}
	const paginate: INodeProperties = {
		displayName: 'Paginate',
		name: 'paginate',
		type: 'hidden',
		default: '',
		routing: { send: { paginate: true } },
	};
	return {
		description: {
			...description,
			requestOperations: { pagination: pagination as never },
			properties: [...description.properties, paginate],
		},
	};
}

/** Our node as our own reader reads it, before an operation's `prepare` completes the request. */
function ownReader(gathered: Gathered): INodeType {
	return {
		description,
		async execute(this: IExecuteFunctions) {
			const node = this.getNode();
			const items = this.getInputData();
			const route = readRoute(declaredParameters(description, node), node);
			const parameters = new RunParameters(this, node, items, false);
			for (const index of items.keys()) {
				const { qs, body } = gatherRequest(route, (path) => parameters.value(path, index));
				const { method, url } = route;
				gathered[index] = { method, url, qs: plain(qs), body: plain(body) };
			}
			return await Promise.resolve([[]]);
		},
	};
}

/** What one of them makes of the parameters, for each item. */
async function requestsOf(
	makeNode: (gathered: Gathered) => INodeType,
	parameters: INodeParameters,
	input: IDataObject[],
): Promise<Gathered> {
	const gathered: Gathered = [];
	const engine = new Engine({ ...source, nodes: [makeNode(gathered)] });
	const { error } = await engine.run(workflowWith(parameters), {
		credential: { apiKey: 'k', baseUrl: 'http://127.0.0.1:9' },
		input,
	});
	expect(error).toBeUndefined();
	return gathered;
}

const text = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.startsWith('=')),
	fc.constantFrom('={{ $json.a }}', '={{ $json["b c"] }}', '={{ $json.n + "!" }}', '=x{{ $json.a }}'),
);

/** Any value that the editor can save for a parameter. */
function valueOf(property: INodeProperties): fc.Arbitrary<unknown> {
	const options = property.options ?? [];
	switch (property.type) {
		case 'boolean':
			return fc.boolean();
		case 'number':
			return fc.integer({ min: 1, max: 9 });
		case 'options':
			return options.length
				? fc.constantFrom(...options.map((option) => ('value' in option ? option.value : '')))
				: text;
		case 'multiOptions':
			return fc.subarray(options.map((option) => ('value' in option ? option.value : '')));
		case 'resourceLocator':
			return text.map((value) => ({ __rl: true, mode: property.modes?.at(-1)?.name, value }));
		case 'collection':
			return anyOf(options as INodeProperties[], 0);
		case 'fixedCollection':
			return fc.record(
				Object.fromEntries(
					options.map((group) => [
						group.name,
						'values' in group && property.typeOptions?.multipleValues
							? fc.array(anyOf(group.values, group.values.length), { maxLength: 2 })
							: fc.constant({}),
					]),
				),
			);
		default:
			return text;
	}
}

/** Some of the properties, at least the given number of them. */
function anyOf(list: INodeProperties[], min: number): fc.Arbitrary<IDataObject> {
	return fc
		.subarray(list, { minLength: min })
		.chain((chosen) =>
			fc.record(Object.fromEntries(chosen.map((property) => [property.name, valueOf(property)]))),
		) as fc.Arbitrary<IDataObject>;
}

const all = Object.entries(operations).flatMap(([resource, byName]) =>
	Object.keys(byName).map((operation) => [resource, operation] as const),
);

describe("our reader and n8n's RoutingNode", () => {
	it.each(all)('gather the same request for %s: %s, whatever is set', async (resource, operation) => {
		// What further depends on other parameters, the engine drops itself.
		const declared = description.properties.filter(({ name, displayOptions: { show } = {} }) => {
			if (['resource', 'operation', 'requestOptions'].includes(name)) return false;
			return (show?.resource?.includes(resource) ?? true) && (show?.operation?.includes(operation) ?? true);
		});
		const items = [
			{ a: 'A', 'b c': 'B', n: 1 },
			{ a: 2, 'b c': true, n: 'x' },
		];
		let routed = 0;
		await fc.assert(
			fc.asyncProperty(anyOf(declared, 0), async (parameters) => {
				const given = { ...(parameters as INodeParameters), resource, operation };
				const gathered = [
					await requestsOf(routingNode, given, items),
					await requestsOf(ownReader, given, items),
				];
				expect(gathered[1]).toEqual(gathered[0]);
				expect(gathered[1]).toHaveLength(items.length);
				routed += Object.keys({
					...(gathered[1][0].qs as object),
					...(gathered[1][0].body as object),
				}).length;
			}),
			{ numRuns: 12, seed: 20_261_126 },
		);
		const sendsFields = properties.some(
			({ displayOptions, options = [], routing }) =>
				displayOptions?.show?.operation?.includes(operation) &&
				displayOptions.show.resource?.includes(resource) &&
				[routing, ...(options as INodeProperties[]).map((option) => option.routing)].some(
					(declaration) => declaration?.send,
				),
		);
		expect(routed > 0).toBe(sendsFields);
	});

	it.each([
		['a picked value', { __rl: true, mode: 'list', value: 'group-1', cachedResultName: 'Acme (group-1)' }],
		['an expression', { __rl: true, mode: 'ref', value: '={{ $json.group }}' }],
		['text in its place', 'group-1'],
		['an expression in its place', '={{ $json.group }}'],
	])('take the value out of a locator inside a collection: %s', async (_, groupRef) => {
		const parameters = { resource: 'connection', operation: 'getAll', filters: { groupRef } };
		for (const makeNode of [routingNode, ownReader]) {
			const [{ qs }] = await requestsOf(makeNode, parameters, [{ group: 'group-1' }]);
			expect(qs).toEqual({ groupRef: 'group-1' });
		}
	});
});
