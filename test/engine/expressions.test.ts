import fc from 'fast-check';
import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { RunParameters } from '../../nodes/Ampersand/expressions';
import { Engine } from '../support/engine';
import { describeStandIn } from '../support/engine/standIn';
import { source } from '../support/engine/source';
import { workflowWith } from '../support/workflow';

/** Names as they come in items, those of JavaScript's own properties among them. */
const name = fc.oneof(
	fc.constantFrom('id', 'a', 'a b', 'class'),
	fc.constantFrom('id', 'a', 'a b', 'class', '$x', '_y', '0', 'length', 'ünï', 'at', 'keys', 'toJsonString'),
	fc.constantFrom(
		'constructor',
		'__proto__',
		'prototype',
		'toString',
		'hasOwnProperty',
		'valueOf',
		'_load',
		'caller',
	),
);
const scalar = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 8 }),
	fc.constantFrom('', ' ', '=', '={{ 1 }}', '{{ 1 }}', 'true', '0'),
	fc.double(),
	fc.integer(),
	fc.boolean(),
	fc.constantFrom(null, undefined, -0),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ weight: 4, arbitrary: scalar },
		{ weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
		{ weight: 2, arbitrary: fc.dictionary(name, tie('value'), { maxKeys: 3 }) },
		{ weight: 1, arbitrary: fc.date({ noInvalidDate: true }) },
	),
}));
const item = fc
	.tuple(
		fc.record({ id: value, a: value, 'a b': value, class: scalar }, { requiredKeys: [] }),
		fc.dictionary(name, value, { maxKeys: 3 }),
	)
	.map(([usual, odd]) => ({ ...odd, ...usual }));

const key = fc.oneof(
	name.map((text) => (/^[A-Za-z_$]\w*$/.test(text) ? `.${text}` : `["${text}"]`)),
	name.map((text) => `['${text}']`),
	fc.nat({ max: 2 }).map((index) => `[${index}]`),
);
const field = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom('$json.id', '$json.a', '$json["a b"]', '$json.class') },
	{
		weight: 2,
		arbitrary: fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => `$json${keys.join('')}`),
	},
);
const expression = fc.oneof(
	{ weight: 6, arbitrary: field.map((text) => `={{ ${text} }}`) },
	{ weight: 1, arbitrary: field.map((text) => `={{${text}}}`) },
	{ weight: 1, arbitrary: field.map((text) => `=x {{ ${text} }}`) },
	{ weight: 1, arbitrary: field.map((text) => `={{ ${text} }} `) },
	{ weight: 1, arbitrary: field.map((text) => `={{ ${text} ?? "none" }}`) },
	{ weight: 1, arbitrary: field.map((text) => `={{ \n${text}\t}}`) },
);

/** A value or an error, so that two of them can be compared. */
function outcomeOf(read: () => unknown): object {
	try {
		return { value: read() };
	} catch (error) {
		return { error: (error as Error).message };
	}
}

describe('a parameter', () => {
	it("equals the value from n8n's evaluator, for any expression and item", async () => {
		let compared = 0;
		let direct = 0;
		const comparing: INodeType = {
			description: describeStandIn('ampersand', {
				inputs: ['main'],
				outputs: ['main'],
				properties: [{ displayName: 'P', name: 'p', type: 'string', default: '' }],
			}),
			async execute(this: IExecuteFunctions) {
				const items = this.getInputData();
				const counting = {
					getNodeParameter: (path: string, index: number): unknown => {
						direct--;
						return this.getNodeParameter(path, index);
					},
				} as IExecuteFunctions;
				const parameters = new RunParameters(counting, this.getNode(), items, false);
				for (const index of items.keys()) {
					const ours = outcomeOf(() => parameters.value('p', index));
					const theirs = outcomeOf(() => this.getNodeParameter('p', index));
					expect(ours).toStrictEqual(theirs);
					compared++;
					direct++;
				}
				return await Promise.resolve([[]]);
			},
		};
		const engine = new Engine({ ...source, nodes: [comparing] });
		await fc.assert(
			fc.asyncProperty(expression, fc.array(item, { minLength: 1, maxLength: 8 }), async (p, items) => {
				const { error } = await engine.run(workflowWith({ p }), { input: items as IDataObject[] });
				expect(error).toBeUndefined();
			}),
			{ numRuns: 120, seed: 20_261_126 },
		);
		expect(compared).toBeGreaterThan(400);
		// Enough of them were read from the item without the evaluator.
		expect(direct).toBeGreaterThan(80);
	});
});
