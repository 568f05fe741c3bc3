import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { byId, engineHarness, pairing } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { BY_NAME, items } from '../support/operations';

const harness = engineHarness();

const get = parametersOf('connection get');
const list = parametersOf('connection getAll');

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
			error: 'Connection missing was not found: no connection has this connectionId',
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

	it.each(
		BY_NAME.flatMap(([name, entry]) =>
			(['continueRegularOutput', 'continueErrorOutput'] as const).map(
				(onError) => [name, onError, entry] as const,
			),
		),
	)(
		'%s, %s: returns the outputs or the error of each item',
		async (_, onError, { parameters, success, output }) => {
			harness.api.fault({ times: 2, respond: success });
			harness.api.fault({ respond: { status: 401, body: { title: 'No', status: 401 } } });
			harness.api.fault({ times: Infinity, respond: success });
			const input = items(5);
			const options = { maxConcurrency: 1 };
			const { items: out, failed } = await harness.run({ ...parameters, options }, input, { onError });
			const separate = onError === 'continueErrorOutput';
			expect(pairing(out)).toEqual(separate ? [0, 1, 3, 4] : [0, 1, 2, 3, 4]);
			const errorItem = separate ? failed[0] : out[2];
			expect(pairing([errorItem])).toEqual([2]);
			expect(errorItem.json).toMatchObject({ error: 'No', details: { httpCode: '401' } });
			expect(out.filter((item) => item !== errorItem).map(({ json }) => json)).toEqual(
				input.filter((__, index) => index !== 2).map(output),
			);
		},
	);

	it('returns the failure of each item', async () => {
		const { failed } = await harness.run(get, items(20), { onError: 'continueErrorOutput' });
		expect(pairing(failed)).toEqual(Array.from({ length: 20 }, (_, index) => index));
		expect(failed.map(({ json }) => json.error)).toEqual(
			items(20).map(
				({ id }) => `Connection ${String(id)} was not found: no connection has this connectionId`,
			),
		);
	});

	it.each([
		['continueErrorOutput', true],
		['continueRegularOutput', false],
	] as const)(
		'marks a failed item for older n8n only if it has an output of its own: %s',
		async (onError, isMarked) => {
			const { execute } = Ampersand.prototype;
			let returned: INodeExecutionData[] = [];
			jest.spyOn(Ampersand.prototype, 'execute').mockImplementation(async function (this: IExecuteFunctions) {
				const outputs = await execute.call(this);
				// n8n takes the items out of what is returned.
				returned = outputs.flat();
				return outputs;
			});
			await harness.run(get, items(1, [0]), { onError });
			expect(returned.map(({ json }) => json.error)).toEqual([
				"The parameter 'Connection' is empty [item 0]",
			]);
			expect('error' in returned[0]).toBe(isMarked);
		},
	);
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
});
