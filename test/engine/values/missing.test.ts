import { askAgent } from '../../support/agent';
import { byName, engineHarness, PROJECT } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { EVERY_PLACE, PLACES } from './places';

const MISSING = ['undefined', 'null', 'None', 'NaN', '<UNKNOWN>'];
const CONNECTION_LIST = { operation: 'getAll', projectIdOrName: byName(PROJECT) };

describe('what JavaScript makes of a missing value', () => {
	const harness = engineHarness();
	const refusal = async (...[parameters, input]: Parameters<typeof harness.run>) => {
		const { error } = await harness.run(parameters, input);
		expect(harness.api.requests).toHaveLength(0);
		return error?.message;
	};

	it.each(EVERY_PLACE)('is refused: %s', async (_, place) => {
		expect(await refusal(place('={{ "c-" + $json.nope }}'))).toMatch(
			/^The parameter '.+' ends with 'undefined', so a value is missing \[item 0\]$/,
		);
	});

	it.each(EVERY_PLACE)('is refused when it is an object: %s', async (_, place) => {
		expect(await refusal(place('={{ $json.customer }} '), [{ customer: { id: 7 } }])).toMatch(
			/^The parameter '.+' contains '\[object Object\]', which is an object converted to text \[item 0\]$/,
		);
	});

	it.each([
		['={{ String($json.nope) }}', 'undefined'],
		['={{ `${$json.nope}` }}', 'undefined'],
		['={{ String($json.empty) }}', 'null'],
		['={{ String(Number("x")) }}', 'NaN'],
		['={{ $json.text }}', 'None'],
		['={{ $json.text }} ', 'None'],
	])('is refused by itself: %s', async (expression, word) => {
		expect(await refusal(PLACES.Connection(expression), [{ empty: null, text: 'None' }])).toBe(
			`The parameter 'Connection' is '${word}', so a value is missing [item 0]`,
		);
	});

	it.each(['undefined', 'null', 'None'])('is a name when it was typed by hand: %s', async (name) => {
		await harness.run(PLACES.Connection(name));
		expect(harness.api.requests[0].url).toMatch(new RegExp(`/connections/${name}$`));
	});

	it('is refused when it was typed as an object', async () => {
		expect(await refusal(PLACES['Group Ref']('[object Object]'))).toContain(
			"The parameter 'Group Ref' contains '[object Object]'",
		);
	});

	it.each(['Null', 'cannull', 'none'])('is not a name such as %s from an expression', async (id) => {
		await harness.run(PLACES.Connection('={{ $json.id }}'), [{ id }]);
		expect(harness.api.requests[0].url).toMatch(new RegExp(`/connections/${id}$`));
	});

	it.each(MISSING)('is refused when a language model gives it as text: %s', async (groupRef) => {
		const filters = { groupRef: "={{ $fromAI('groupRef', '', 'string') }}" };
		const tool = { name: 'Connections', parameters: { ...CONNECTION_LIST, filters } };
		const [response] = await askAgent(harness, [tool], [{ tool: 'Connections', arguments: { groupRef } }]);
		expect(JSON.stringify(response)).toContain(
			`The parameter 'Group Ref' is '${groupRef}', so a value is missing`,
		);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('fails only its own item when the node continues on error', async () => {
		const [{ connection }] = harness.api.state.connections;
		const { items, failed } = await harness.run(
			{ ...PLACES.Connection('={{ "" + $json.id }}'), operation: 'get' },
			[{ id: connection.id }, {}],
			{ onError: 'continueErrorOutput' },
		);
		expect([items, failed].map(({ length }) => length)).toEqual([1, 1]);
	});
});

describe('what JavaScript makes of a missing value, in the trigger', () => {
	const harness = triggerHarness();

	it.each([
		['Group Ref', { filters: { groupRef: '={{ String(undefined) }}' } }],
		['Consumer Ref', { filters: { consumerRef: '={{ `${null}` }}' } }],
		['Project', { projectIdOrName: byName('={{ "p-" + undefined }}') }],
	])('is refused: %s', async (label, parameters) => {
		await expect(harness.host.activate(harness.workflow(parameters))).rejects.toThrow(
			new RegExp(`^The parameter '${label}' (is|ends with) '(undefined|null)', so a value is missing`),
		);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([
		['Group Ref', { filters: { groupRef: '={{ ({}) }} ' } }],
		['Project', { projectIdOrName: byName('={{ ({}) }} ') }],
	])('is refused when it is an object: %s', async (label, parameters) => {
		await expect(harness.host.activate(harness.workflow(parameters))).rejects.toThrow(
			`The parameter '${label}' contains '[object Object]'`,
		);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('is a name when it was typed by hand', async () => {
		await harness.host.activate(harness.workflow({ filters: { groupRef: 'null' } }));
		expect(harness.api.requests).not.toHaveLength(0);
	});
});
