import type { INodeParameters } from 'n8n-workflow';
import { byId, byName, engineHarness, PROJECT } from '../../support/engineHarness';
import { PLACES } from './places';

const harness = engineHarness();
const custom = (customAuth: string): INodeParameters => ({
	...PLACES.Provider('stripe'),
	authScheme: 'custom',
	specifyCustomAuth: 'json',
	customAuth,
});
const update = (jsonBody: string): INodeParameters => ({
	operation: 'update',
	projectIdOrName: byName(PROJECT),
	connectionId: byId('c1'),
	specifyBody: 'json',
	jsonBody,
});
/** An expression for an object that can't be written. */
const UNWRITABLE = '={{ ({ key: "k", toJSON: () => { throw new Error("no"); } }) }}';

describe('an object from an expression', () => {
	it.each([
		'={{ ({}) }}',
		'={{ ({ key: $json.nope }) }}',
		'={{ ({ key: null, secret: " " }) }}',
		'={{ ({ key: { secret: $json.nope } }) }}',
		'={{ JSON.stringify({ key: null }) }}',
		'={ "key": "{{ $json.nope }}" }',
	])('is refused when nothing is in it: %s', async (expression) => {
		const { error } = await harness.run(custom(expression));
		expect(error?.message).toBe("The parameter 'Custom Auth' has no values [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('is sent when some member has a value', async () => {
		await harness.run(custom('={{ ({ key: $json.key, other: "" }) }}'), [{ key: 'k' }]);
		expect(harness.api.requests[0].body).toMatchObject({ customAuth: { key: 'k', other: '' } });
	});
});

describe('a body that cannot be written as JSON', () => {
	it.each([
		['Custom Auth', custom(UNWRITABLE)],
		['JSON Body', update(UNWRITABLE)],
	])('is refused before any item is sent: %s', async (label, parameters) => {
		const { error } = await harness.run(parameters, [{}, {}]);
		expect(error?.message).toBe(`The parameter '${label}' can't be converted to JSON [item 0]`);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('fails only its own item when the node continues on error', async () => {
		const expression = UNWRITABLE.replace('({', '$json.whole ? { key: "k" } : ({');
		const { failed } = await harness.run(custom(expression), [{ whole: true }, {}], {
			onError: 'continueErrorOutput',
		});
		expect(failed.map(({ json }) => json.error)).toContain(
			"The parameter 'Custom Auth' can't be converted to JSON [item 1]",
		);
		expect(harness.api.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('a BigInt', () => {
	it('is sent as text, as n8n does', async () => {
		await harness.run(custom('={{ ({ id: 7615917337495251231n }) }}'));
		expect(harness.api.requests[0].body).toMatchObject({ customAuth: { id: '7615917337495251231' } });
	});
});
