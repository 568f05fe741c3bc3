import { byId, pairing, engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

const { get, list } = parametersOf('k');

describe('a node that continues on errors', () => {
	const input = () => [
		{ id: harness.api.state.connections[0].connection.id },
		{ id: 'missing' },
		{ id: '..' },
		{ id: harness.api.state.connections[1].connection.id },
	];

	it('sends each failed item to the error output, paired and with details', async () => {
		const { items, failed, nodes } = await harness.run(get, input(), { onError: 'continueErrorOutput' });
		expect(pairing(items)).toEqual([0, 3]);
		expect(pairing(failed)).toEqual([1, 2]);
		expect(failed[0].json).toEqual({
			id: 'missing',
			error: 'Connection missing was not found',
			details: {
				httpCode: '404',
				description: expect.stringContaining('Request ID: '),
				requestId: expect.any(String),
				issues: [
					{
						in: 'path',
						name: 'connectionId',
						detail: 'no connection has this connectionId',
						value: 'missing',
					},
				],
			},
		});
		expect(failed[1].json).toEqual({
			id: '..',
			error: "The parameter 'Connection' can't be '..' [item 2]",
			details: { description: expect.any(String) },
		});
		expect(nodes.Then.outputs[0]).toHaveLength(2);
		expect(nodes.Failed.outputs[0]).toHaveLength(2);
	});

	it('returns an error item in the place of each failed item, paired', async () => {
		const { items } = await harness.run(get, input(), { onError: 'continueRegularOutput' });
		expect(pairing(items)).toEqual([0, 1, 2, 3]);
		expect(Object.keys(items[1].json)).toEqual(['error', 'details']);
	});

	it('returns one error item for a list that fails', async () => {
		const { items } = await harness.run({ ...list, projectIdOrName: byId('nowhere') }, [{}, {}], {
			onError: 'continueRegularOutput',
		});
		expect(pairing(items)).toEqual([0, 1]);
	});
});

describe('a node that stops on errors', () => {
	it('names the item in the error', async () => {
		const { error, status, nodes } = await harness.run(get, [
			{ id: harness.api.state.connections[0].connection.id },
			{ id: 'no' },
		]);
		expect(status).toBe('error');
		expect(error?.context?.itemIndex).toBe(1);
		expect(nodes.Then).toBeUndefined();
	});

	it('does not send the remaining items', async () => {
		const input = Array.from({ length: 100 }, () => ({ id: 'missing' }));
		await harness.run({ ...get, options: { maxConcurrency: 5 } }, input);
		expect(harness.api.requests.length).toBeLessThanOrEqual(10);
	});
});
