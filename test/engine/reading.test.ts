import { byId, PROJECT, engineHarness } from '../support/engineHarness';

const harness = engineHarness();

const get = { operation: 'get', projectIdOrName: byId(PROJECT), connectionId: byId('={{ $json.id }}') };

/** Two items for the same connection, each with a value of its own. */
function two<T>(first: T, second: T) {
	const [{ connection }] = harness.api.state.connections;
	return [first, second].map((own) => ({ id: connection.id, own }));
}

describe('a parameter with an expression is read for every item', () => {
	it('on the top level', async () => {
		const { json } = await harness.run({ ...get, simplify: '={{ $json.own }}' }, two(true, false));
		expect(json.map((item) => 'groupRef' in item)).toEqual([true, false]);
	});

	it('inside a collection', async () => {
		const options = { maxRetries: '={{ $json.own }}' };
		const { items, failed } = await harness.run({ ...get, options }, two(1, 99), {
			onError: 'continueErrorOutput',
		});
		expect([items.length, failed.length]).toEqual([1, 1]);
		expect(failed[0].json.error).toContain("'Max Retries' must be a whole number from 0 to 10 [item 1]");
	});
});

it('values of one run are not used in the next', async () => {
	const [{ connection }] = harness.api.state.connections;
	const input = [{ id: connection.id }];
	const first = await harness.run({ ...get, simplify: true }, input);
	const second = await harness.run({ ...get, simplify: false }, input);
	expect([first, second].map(({ json: [item] }) => 'groupRef' in item)).toEqual([true, false]);
});
