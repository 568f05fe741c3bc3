import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { e2eHarness, PROJECT } from './support/e2eHarness';
import { type Execution, itemsOf } from './support/saved';
import { ampersand, byId, byName, chain, items } from './support/workflows';

/** Values in items; they must be read as the server's evaluator does. */
const VALUES: Array<IDataObject[string]> = [
	...['text', '', ' ', '=', '={{ 1 }}', 'ünï 😀', '0', 'a\nb', '<b>', '\\', '"'],
	...[0, 1, -1, 1.5, 1e21, 123_456_789_012_345, true, false, null, [], ['a', 1], {}, { a: 1 }],
	'2026-01-31T12:00:00Z',
];

describe('one run in a whole n8n', () => {
	const harness = e2eHarness();

	async function run(
		list: IDataObject[],
		parameters: INodeParameters,
		onError?: 'continueErrorOutput',
	): Promise<Execution> {
		harness.api.resetLog();
		const project = { projectIdOrName: byName(PROJECT) };
		const node = ampersand('Ampersand', harness.credential, { ...project, ...parameters }, onError);
		const { id } = await harness.client.createWorkflow(chain('One run', [...items(list), node]));
		return await harness.client.runWorkflow(id, 'Start');
	}

	const free = () =>
		harness.api.state.connections.map(({ connection }) => ({ id: `not-${connection.id}` })).slice(0, 49);

	it('sends nothing when the first of fifty items has no ID', async () => {
		const execution = await run([{}, ...free()], {
			operation: 'delete',
			connectionId: byId('={{ $json.id }}'),
		});
		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toBe("The parameter 'Connection' is empty [item 0]");
		expect(harness.api.requests).toEqual([]);
	});

	it('sends nothing, then or later, when the expression of the last item fails', async () => {
		const execution = await run([...free(), { id: 'last' }], {
			operation: 'delete',
			connectionId: byId("={{ $json.id === 'last' ? $('Nowhere').item.json.id : $json.id }}"),
		});
		expect(execution.status).toBe('error');
		// A request that is still to be sent would arrive before the response to a request that is sent now.
		await run([{}], { operation: 'getAll' });
		expect(harness.api.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	it('pairs an expression that fails with its item on the error output', async () => {
		const execution = await run(
			[{ id: 'a' }, { id: 'b' }],
			{
				operation: 'get',
				connectionId: byId("={{ $json.id === 'b' ? $('Nowhere').item.json.id : $json.id }}"),
			},
			'continueErrorOutput',
		);
		expect(itemsOf(execution, 'Ampersand', 1).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
	});

	it("reads a field of an item as the server's own evaluator does", async () => {
		const list = VALUES.map((value, index) => ({ ref: `user-${index}`, 'a b': value, nested: { value } }));
		const bodiesWith = async (groupName: string, consumerName: string) => {
			await run(
				list,
				{
					operation: 'generate',
					provider: byId('hackerNews'),
					groupRef: 'group-one-run',
					consumerRef: '={{ $json.ref }}',
					authScheme: 'none',
					additionalFields: { groupName, consumerName },
					options: { maxConcurrency: 1 },
				},
				'continueErrorOutput',
			);
			return harness.api.requests.map(({ body }) => body);
		};
		const direct = await bodiesWith('={{ $json["a b"] }}', '={{ $json.nested.value }}');
		const evaluated = await bodiesWith('={{ [$json["a b"]][0] }}', '={{ [$json.nested.value][0] }}');
		expect(direct).toEqual(evaluated);
		expect(direct.length).toBeGreaterThan(15);
	});
});
