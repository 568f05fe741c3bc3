import { byId, byName, engineHarness } from '../../support/engineHarness';
import { items, operationCase, quiet } from '../oneRun/operations';

const harness = engineHarness();
const update = operationCase('connection update');
const remove = operationCase('connection delete');
const FAILED = { status: 500, body: { title: 'Internal Server Error', status: 500 } };
const REFUSED = { respond: { status: 401, body: { title: 'No', status: 401 } } };

describe('case 01: the error names the item that failed', () => {
	it('of twelve', async () => {
		harness.api.fault({ times: Infinity, respond: update.success });
		const { error } = await harness.run(update.parameters, items(12, [11]));
		expect(error?.message).toBe("The parameter 'Connection' is empty [item 11]");
		expect(error?.context?.itemIndex).toBe(11);
	});

	it('of five, one at a time', async () => {
		harness.api.fault({ times: Infinity, respond: update.success });
		const parameters = { ...update.parameters, options: { maxConcurrency: 1 } };
		const { error } = await harness.run(parameters, items(5, [3]));
		expect(error?.message).toBe("The parameter 'Connection' is empty [item 3]");
		expect(error?.context?.itemIndex).toBe(3);
	});
});

describe('case 02: a refused item stops the others', () => {
	it('of fifty, the first has no ID: nothing is deleted', async () => {
		harness.api.fault({ times: Infinity, respond: remove.success });
		const { error } = await harness.run(remove.parameters, items(50, [0]));
		await quiet();
		expect(error?.message).toBe("The parameter 'Connection' is empty [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('of eight, one at a time, the API refuses the first', async () => {
		harness.api.fault(REFUSED);
		harness.api.fault({ times: Infinity, respond: remove.success });
		await harness.run({ ...remove.parameters, options: { maxConcurrency: 1 } }, items(8));
		await quiet();
		expect(harness.api.requests).toHaveLength(1);
	});
});

describe('case 12: Retry On Fail sends no Generate again that has succeeded', () => {
	it('of three, the API fails for the second', async () => {
		const { parameters, success } = operationCase('connection generate');
		harness.api.fault({ times: Infinity, match: { path: '/c1/' }, respond: FAILED });
		harness.api.fault({ times: Infinity, respond: success });
		// In the path, the ID tells which item a request is for.
		const byItem = { ...parameters, authScheme: 'none', projectIdOrName: byName('={{ $json.id }}') };
		const { error } = await harness.run(byItem, items(3), { maxTries: 3 });
		const sent = harness.api.requests.map(({ path }) => path.split('/')[3]).sort();
		expect(sent).toEqual(['c0', 'c1', 'c1', 'c1', 'c2']);
		expect(error?.context?.itemIndex).toBe(1);
	});
});

describe('case 13: an expression that fails for a later item', () => {
	it('of fifty, the last: nothing is deleted, not even afterwards', async () => {
		harness.api.fault({ times: Infinity, respond: remove.success });
		const connectionId = byId("={{ $json.id === 'c49' ? $('Nowhere').item.json.id : $json.id }}");
		const { error } = await harness.run({ ...remove.parameters, connectionId }, items(50));
		await quiet();
		expect(error?.message).toContain("Referenced node doesn't exist");
		expect(error?.context?.itemIndex).toBe(49);
		expect(harness.api.requests).toHaveLength(0);
	});
});
