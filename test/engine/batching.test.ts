import { clock } from '../../nodes/shared/transport/clock';
import { engineHarness } from '../support/engineHarness';
import { items, operationCase, quiet } from '../support/operations';

const harness = engineHarness();
const get = operationCase('connection get');

describe('batching', () => {
	beforeEach(() => harness.api.fault({ times: Infinity, respond: get.success }));

	/** Pauses, in milliseconds, of a run over 10 items. */
	async function pauses(batch: object, count = 10): Promise<number[]> {
		const requestOptions = { batching: { batch } } as never;
		const { error, json } = await harness.run({ ...get.parameters, requestOptions }, items(count));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(count);
		return harness.waits;
	}

	it.each([
		[{ batchSize: 4, batchInterval: 1000 }, [1000, 1000]],
		[{ batchSize: 5, batchInterval: 1000 }, [1000]],
		[{ batchSize: 10, batchInterval: 1000 }, []],
		[{ batchSize: 0, batchInterval: 7 }, Array.from({ length: 9 }, () => 7)],
		[{ batchSize: 1, batchInterval: 7 }, Array.from({ length: 9 }, () => 7)],
		[{ batchSize: -1, batchInterval: 7 }, []],
		[{ batchSize: 4, batchInterval: 0 }, []],
		// What is left out has n8n's default: 50 items, 1,000 milliseconds.
		[{ batchSize: 4 }, [1000, 1000]],
		[{ batchInterval: 7 }, []],
		[{ batchSize: '4', batchInterval: '1000' }, [1000, 1000]],
		[{ batchSize: '={{ 4 }}', batchInterval: '={{ 1000.5 }}' }, [1001, 1001]],
		[{ batchSize: 4, batchInterval: 99_999_999_999 }, [2_147_483_647, 2_147_483_647]],
	])('%j pauses for %j', async (batch, expected) => {
		expect(await pauses(batch)).toEqual(expected);
	});

	it('pauses before an item, and sends nothing meanwhile', async () => {
		const sentBefore: number[] = [];
		jest.mocked(clock.sleep).mockImplementation(async () => {
			await quiet();
			sentBefore.push(harness.api.requests.length);
		});
		await pauses({ batchSize: 3, batchInterval: 5 });
		expect(sentBefore).toEqual([3, 6, 9]);
	});

	it.each([
		[
			{ batchSize: 1.5, batchInterval: 1 },
			"'Batching > Items per Batch' must be a whole number of -1 or more",
		],
		[
			{ batchSize: 'x', batchInterval: 1 },
			"'Batching > Items per Batch' must be a whole number of -1 or more",
		],
		[{ batchSize: 1, batchInterval: 'x' }, "'Batching > Batch Interval (Milliseconds)' must be a number"],
	])('%j is refused for every item', async (batch, reason) => {
		const requestOptions = { batching: { batch } };
		const { json } = await harness.run({ ...get.parameters, requestOptions }, items(2), {
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ error }) => error)).toEqual([
			`The parameter ${reason} [item 0]`,
			`The parameter ${reason} [item 1]`,
		]);
		expect(harness.api.requests).toHaveLength(0);
	});
});
