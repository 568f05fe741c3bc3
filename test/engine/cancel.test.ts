import type { INodeExecutionData } from 'n8n-workflow';
import { ExecuteContext } from 'n8n-core';
import { clock } from '../../nodes/shared/transport/clock';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { getEventListeners, timersPromises } from '../support/node';
import { items, quiet } from '../support/operations';

const harness = engineHarness();
const get = parametersOf('connection get');
const list = parametersOf('connection getAll');
const SUCCESS = { status: 200, body: { id: 'x' } };

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
			await harness.run(get, items(3), { onError, cancel: cancel.signal });
			await quiet();
			expect(await results()).toEqual([
				{
					status: 'rejected',
					reason: expect.objectContaining({ message: 'The execution was canceled' }) as Error,
				},
			]);
		},
	);

	it('ends a deletion that hangs', async () => {
		const cancel = new AbortController();
		harness.api.fault({ stall: 'beforeHeaders', handler: () => cancel.abort() });
		const { status } = await harness.run(parametersOf('connection delete'), items(1), {
			cancel: cancel.signal,
		});
		expect(status).toBe('canceled');
		expect(await results()).toMatchObject([{ reason: { message: 'The execution was canceled' } }]);
	});

	it('says only what was carried out before', async () => {
		const cancel = new AbortController();
		harness.api.fault({ respond: { status: 204 } });
		harness.api.fault({ stall: 'beforeHeaders', handler: () => cancel.abort() });
		const one = parametersOf('connection delete', { options: { maxConcurrency: 1 } });
		await harness.run(one, items(2), { cancel: cancel.signal });
		const description =
			"1 of 2 items was carried out. Running the node again repeats it, unless 'If Not Found' is set.";
		expect(await results()).toMatchObject([{ reason: { description } }]);
	});

	it.each([get, list])(
		'ends during the wait for a retry, and sends nothing afterwards: $operation',
		async (parameters) => {
			jest.mocked(clock.sleep).mockRestore();
			const cancel = new AbortController();
			const sleep = jest.spyOn(clock, 'sleep');
			harness.api.fault({ respond: { status: 429, headers: { 'retry-after': '60' } } });
			const running = harness.run(parameters, items(1), { cancel: cancel.signal });
			while (sleep.mock.calls.length === 0) await timersPromises.setImmediate();
			cancel.abort();
			expect((await running).status).toBe('canceled');
			expect(harness.api.requests).toHaveLength(1);
		},
	);

	it.each([1, 10])('sends nothing further, at width %i', async (maxConcurrency) => {
		const cancel = new AbortController();
		harness.api.fault({ times: 5, respond: SUCCESS });
		harness.api.fault({ times: Infinity, stall: 'beforeHeaders', handler: () => cancel.abort() });
		const { status } = await harness.run({ ...get, options: { maxConcurrency } }, items(100), {
			cancel: cancel.signal,
		});
		await quiet();
		expect(status).toBe('canceled');
		expect(harness.api.requests.length).toBeLessThanOrEqual(5 + maxConcurrency);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'ends although the node continues on errors (%s)',
		async (onError) => {
			const cancel = new AbortController();
			harness.api.fault({ times: Infinity, stall: 'beforeHeaders', handler: () => cancel.abort() });
			const { status, nodes } = await harness.run({ ...get, options: { maxConcurrency: 1 } }, items(100), {
				onError,
				cancel: cancel.signal,
			});
			await quiet();
			expect(status).toBe('canceled');
			expect(nodes.Then).toBeUndefined();
			expect(harness.api.requests).toHaveLength(1);
		},
	);

	it('ends during the pause between two batches', async () => {
		const cancel = new AbortController();
		harness.api.fault({ times: Infinity, respond: SUCCESS });
		jest.mocked(clock.sleep).mockImplementation(async () => {
			cancel.abort();
			await quiet();
		});
		const { status } = await harness.run(get, items(10), {
			cancel: cancel.signal,
			requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 1000 } } },
		});
		await quiet();
		expect(status).toBe('canceled');
		expect(harness.api.requests.length).toBeLessThanOrEqual(2);
	});

	// A list is streamed, with a signal of its own.
	it.each([get, list])(
		'between two tries of Retry On Fail sends nothing in the second, and does not try to: $operation',
		async (parameters) => {
			const cancel = new AbortController();
			harness.api.fault({ times: Infinity, respond: { status: 500 } });
			const executed = jest.mocked(Ampersand.prototype.execute);
			executed.mockImplementationOnce(async () => {
				cancel.abort();
				throw new Error('The first try fails');
			});
			await harness.run(parameters, items(3), { maxTries: 2, cancel: cancel.signal });
			while (executed.mock.calls.length < 2) await quiet();
			const [, second] = await results();
			expect(second).toMatchObject({ reason: { message: 'The execution was canceled' } });
			expect(harness.waits).toEqual([]);
			expect(harness.api.requests).toHaveLength(0);
		},
	);
});

it.each([[items(2)], [items(2, [1])]])(
	'an execution no longer tells the node when it is canceled, once the node has ended: items %j',
	async (input) => {
		const signals = jest.spyOn(ExecuteContext.prototype, 'getExecutionCancelSignal');
		harness.api.fault({ times: Infinity, respond: SUCCESS });
		await harness.run(get, input);
		const [{ value: signal }] = signals.mock.results;
		expect(getEventListeners(signal as AbortSignal, 'abort')).toEqual([]);
	},
);

it.each([get, parametersOf('connection delete')])(
	'an execution that cannot be canceled is carried out: $operation',
	async (parameters) => {
		jest.spyOn(ExecuteContext.prototype, 'getExecutionCancelSignal').mockReturnValue(undefined);
		harness.api.fault({ respond: parameters.operation === 'get' ? SUCCESS : { status: 204 } });
		const { error, json } = await harness.run(parameters, items(1));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
	},
);
