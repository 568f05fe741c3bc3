import type { IDataObject } from 'n8n-workflow';
import { byId, byName, engineHarness, PROJECT } from '../../support/engineHarness';
import type { NodeSettings } from '../../support/workflow';

const harness = engineHarness();
const run = async (expression: string, settings: NodeSettings = {}) =>
	await harness.run(
		{ operation: 'get', projectIdOrName: byName(PROJECT), connectionId: byId(expression) },
		[{ id: 'a' }],
		settings,
	);
const PREFIX = "The parameter 'Connection' has an expression that can't be evaluated: ";

/** A node that is in the workflow, but not on the way to ours. */
const UNCONNECTED = "={{ $('Then').item.json.id }}";

describe('an expression that n8n cannot evaluate', () => {
	it.each([
		[UNCONNECTED, "No path back to referenced node (node 'Then')"],
		["={{ $('Nope').item.json.id }}", "Referenced node doesn't exist (node 'Nope')"],
		['={{ $json..id }}', 'invalid syntax'],
		["={{ $('Start').itemMatching(99).json.id }}", 'Can’t get data for expression under ‘Connection’ field'],
		['={{ (() => { const own = {}; own.own = own; return own; })() }}', 'Maximum call stack size exceeded'],
	])('is reported with the parameter, the node, and the reason: %s', async (expression, reason) => {
		const { error } = await run(expression);
		expect(error?.message).toBe(`${PREFIX}${reason} [item 0]`);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('keeps what the editor composes its own explanation from', async () => {
		const { error } = await run(UNCONNECTED);
		expect(error?.context).toMatchObject({
			messageTemplate: 'No path back to referenced node',
			descriptionKey: 'pairedItemNoConnection',
			type: 'paired_item_no_connection',
			nodeCause: 'Then',
			parameter: 'connectionId.value',
			itemIndex: 0,
		} satisfies IDataObject);
	});

	it('is reported in the error item when the node continues on error', async () => {
		const { failed } = await run(UNCONNECTED, { onError: 'continueErrorOutput' });
		expect(failed[0].json.error).toBe(`${PREFIX}No path back to referenced node (node 'Then') [item 0]`);
	});
});
