import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ExecuteContext } from 'n8n-core';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { engineHarness } from '../support/engineHarness';
import { getEventListeners } from '../support/node';
import { items, operationCase, quiet } from '../support/operations';

const harness = engineHarness();
const get = operationCase('connection get');
const { execute } = Ampersand.prototype;

/** What the node itself has returned to n8n, or thrown, each time it was executed. */
async function results(): Promise<Array<PromiseSettledResult<INodeExecutionData[][]>>> {
	const calls = jest.mocked(Ampersand.prototype.execute).mock.results;
	return await Promise.allSettled(calls.map(({ value }) => value as Promise<INodeExecutionData[][]>));
}

beforeEach(() => void jest.spyOn(Ampersand.prototype, 'execute'));

describe('a canceled execution', () => {
	it.each(['continueRegularOutput', undefined] as const)(
		'ends the node with an error that says so (on error: %s)',
		async (onError) => {
			const cancel = new AbortController();
			harness.api.fault({ times: Infinity, stall: 'beforeHeaders', handler: () => cancel.abort() });
			await harness.run(get.parameters, items(3), { onError, cancel: cancel.signal });
			await quiet();
			expect(await results()).toEqual([
				{
					status: 'rejected',
					reason: expect.objectContaining({ message: 'The execution was canceled' }) as Error,
				},
			]);
		},
	);

	it('ends the wait for a retry', async () => {
		const cancel = new AbortController();
		harness.api.fault({ times: Infinity, respond: { status: 503 }, handler: () => cancel.abort() });
		await harness.run(get.parameters, items(1), { cancel: cancel.signal });
		await results();
		expect(harness.api.requests).toHaveLength(1);
	});

	it('between two tries of Retry On Fail sends nothing in the second, and does not try to', async () => {
		const cancel = new AbortController();
		harness.api.fault({ times: Infinity, respond: { status: 500 } });
		const executed = jest.mocked(Ampersand.prototype.execute);
		executed.mockImplementationOnce(async () => {
			cancel.abort();
			throw new Error('The first try fails');
		});
		// A list is streamed, with a signal of its own.
		const { parameters } = operationCase('connection getAll');
		await harness.run(parameters, items(3), { maxTries: 2, cancel: cancel.signal });
		while (executed.mock.calls.length < 2) await quiet();
		const [, second] = await results();
		expect(second).toMatchObject({ reason: { message: 'The execution was canceled' } });
		expect(harness.waits).toEqual([]);
		expect(harness.api.requests).toHaveLength(0);
	});
});

it.each([[items(2)], [items(2, [1])]])(
	'an execution no longer tells the node when it is canceled, once the node has ended: items %j',
	async (input) => {
		const signals = jest.spyOn(ExecuteContext.prototype, 'getExecutionCancelSignal');
		harness.api.fault({ times: Infinity, respond: get.success });
		await harness.run(get.parameters, input);
		const [{ value: signal }] = signals.mock.results;
		expect(getEventListeners(signal as AbortSignal, 'abort')).toEqual([]);
	},
);

describe('a failed item', () => {
	it.each([
		['continueErrorOutput', true],
		['continueRegularOutput', false],
	] as const)('is marked for an older n8n if it has an output of its own: %s', async (onError, isMarked) => {
		let returned: INodeExecutionData[] = [];
		jest.mocked(Ampersand.prototype.execute).mockImplementation(async function (this: IExecuteFunctions) {
			const outputs = await execute.call(this);
			// n8n takes the items out of what is returned.
			returned = outputs.flat();
			return outputs;
		});
		await harness.run(get.parameters, items(1, [0]), { onError });
		expect(returned.map(({ json }) => json.error)).toEqual(["The parameter 'Connection' is empty [item 0]"]);
		expect('error' in returned[0]).toBe(isMarked);
	});
});
