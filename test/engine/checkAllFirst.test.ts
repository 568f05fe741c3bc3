import { clock } from '../../nodes/shared/transport/clock';
import { byId, engineHarness, pairing } from '../support/engineHarness';
import { timers } from '../support/node';
import { BY_NAME, items, operationCase, quiet } from '../support/operations';

const harness = engineHarness();
const THROWS = "={{ $json.id ?? $('Nowhere').item.json.id }}";

/** The position of the item that can't be sent: the only one, and one in the middle. */
const POSITIONS: Array<[number, number]> = [
	[1, 0],
	[12, 7],
];

describe('an item that cannot be sent', () => {
	describe.each(BY_NAME)('%s', (_, { parameters, success, label, output }) => {
		beforeEach(() => harness.api.fault({ times: Infinity, respond: success }));

		it.each(POSITIONS)('of %i keeps all from being sent: item %i', async (count, bad) => {
			const { error, items: sent } = await harness.run(parameters, items(count, [bad]));
			await quiet();
			expect(error?.message).toBe(`The parameter '${label}' is empty [item ${bad}]`);
			expect(error?.context?.itemIndex).toBe(bad);
			expect(harness.api.requests).toHaveLength(0);
			expect(sent).toHaveLength(0);
		});

		it.each(POSITIONS)(
			'of %i becomes its error item when the node continues: item %i',
			async (count, bad) => {
				const input = items(count, [bad]);
				const { items: out } = await harness.run(parameters, input, { onError: 'continueRegularOutput' });
				expect(pairing(out)).toEqual(input.map((__, index) => index));
				expect(out.map(({ json }) => json)).toEqual(
					input.map((item, index) =>
						index === bad
							? {
									error: `The parameter '${label}' is empty [item ${bad}]`,
									details: { description: expect.any(String) },
								}
							: output(item),
					),
				);
				expect(harness.api.requests).toHaveLength(count - 1);
			},
		);

		it('leaves by the error output, paired', async () => {
			const input = items(10, [4]);
			const { items: out, failed } = await harness.run(parameters, input, { onError: 'continueErrorOutput' });
			expect(pairing(out)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
			expect(pairing(failed)).toEqual([4]);
			expect(failed[0].json.error).toBe(`The parameter '${label}' is empty [item 4]`);
		});

		it('keeps a tool from sending anything', async () => {
			const { error } = await harness.run(parameters, [{}], { tool: true });
			expect(error?.message).toBe(`The parameter '${label}' is empty`);
			expect(harness.api.requests).toHaveLength(0);
		});
	});
});

describe('an expression that throws', () => {
	const { parameters, success } = operationCase('connection delete');
	const throwing = { ...parameters, connectionId: { __rl: true, mode: 'id', value: THROWS } };
	beforeEach(() => harness.api.fault({ times: Infinity, respond: success }));

	it.each([1, 10, 100])('keeps all from being sent, at width %i', async (maxConcurrency) => {
		const { error } = await harness.run({ ...throwing, options: { maxConcurrency } }, items(50, [49]));
		await quiet();
		expect(error?.message).toContain("Referenced node doesn't exist");
		expect(error?.context?.itemIndex).toBe(49);
		expect(harness.api.requests).toHaveLength(0);
	});

	it("keeps n8n's own hint", async () => {
		const connectionId = byId("={{ $('Start').itemMatching(99).json.id }}");
		const { error } = await harness.run({ ...parameters, connectionId }, items(1));
		expect(error?.message).toContain('Can’t get data for expression');
		expect(error?.description).toContain('Some intermediate nodes');
	});

	it('becomes its paired error item on the one output', async () => {
		const { items: out } = await harness.run(throwing, items(3, [1]), { onError: 'continueRegularOutput' });
		expect(pairing(out)).toEqual([0, 1, 2]);
		expect(out[1].json.error).toContain("Referenced node doesn't exist");
	});

	it('becomes its paired error item on the error output', async () => {
		const { items: out, failed } = await harness.run(throwing, items(3, [1]), {
			onError: 'continueErrorOutput',
		});
		expect(pairing(out)).toEqual([0, 2]);
		expect(pairing(failed)).toEqual([1]);
		expect(failed[0].json.error).toContain("Referenced node doesn't exist");
	});
});

describe('a first or last item that cannot be sent', () => {
	const { parameters, success, output } = operationCase('connection delete');
	beforeEach(() => harness.api.fault({ times: Infinity, respond: success }));

	it.each([0, 1])('of two keeps the other one from being sent: item %i', async (bad) => {
		const { error } = await harness.run(parameters, items(2, [bad]));
		await quiet();
		expect(error?.context?.itemIndex).toBe(bad);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([0, 1])('of two becomes its error item when the node continues: item %i', async (bad) => {
		const input = items(2, [bad]);
		const { items: out } = await harness.run(parameters, input, { onError: 'continueRegularOutput' });
		expect(pairing(out)).toEqual([0, 1]);
		expect(out[1 - bad].json).toEqual(output(input[1 - bad]));
		expect(out[bad].json.error).toContain('is empty');
	});
});

describe('of 2,000 items', () => {
	it.each(['connection delete', 'connection generate'] as const)(
		'the last one keeps %s from sending any',
		async (name) => {
			const { parameters, label } = operationCase(name);
			const { error } = await harness.run(parameters, items(2_000, [1_999]));
			await quiet();
			expect(error?.message).toBe(`The parameter '${label}' is empty [item 1999]`);
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it('those that can be sent are, when the node continues', async () => {
		const { parameters, success } = operationCase('connection delete');
		harness.api.fault({ times: Infinity, respond: success });
		const withId = [0, 1_000, 1_999];
		const input = items(2_000).map((item, index) => (withId.includes(index) ? item : {}));
		const { items: out, failed } = await harness.run(parameters, input, { onError: 'continueErrorOutput' });
		expect(out.map(({ json }) => json.id)).toEqual(['c0', 'c1000', 'c1999']);
		expect(pairing(out)).toEqual(withId);
		expect(failed).toHaveLength(1_997);
	});
});

describe('reading many items', () => {
	const get = operationCase('connection get');

	it('lets a timer have its turn', async () => {
		advanceClock(1);
		let fired = 0;
		const timer = timers.setInterval(() => fired++, 1);
		const { parameters } = get;
		// More than a field is left to n8n's evaluator. The last item has no ID, so that nothing is sent.
		await harness.run({ ...parameters, connectionId: byId('={{ $json.id + "" }}') }, [
			...items(400),
			{ id: '' },
		]);
		timers.clearInterval(timer);
		expect(harness.api.requests).toHaveLength(0);
		expect(fired).toBeGreaterThan(5);
	});

	it('of 10,000, yields every 20 milliseconds', async () => {
		advanceClock(1);
		const pause = jest.spyOn(clock, 'yield').mockResolvedValue();
		await harness.run(get.parameters, items(10_000, [9_999]));
		// The last item ends the run before it would be the 500th time.
		expect(pause).toHaveBeenCalledTimes(499);
	});

	it('of 10,000, ends when the execution is canceled, with nothing sent', async () => {
		advanceClock(1);
		const cancel = new AbortController();
		const pause = jest.spyOn(clock, 'yield').mockImplementation(async () => {
			cancel.abort();
			await quiet();
		});
		const { status } = await harness.run(get.parameters, items(10_000), { cancel: cancel.signal });
		await quiet();
		expect(status).toBe('canceled');
		expect(pause).toHaveBeenCalledTimes(1);
		expect(harness.api.requests).toHaveLength(0);
	});
});

/** Lets time pass with each look at the clock, so that a test doesn't depend on how fast the machine is. */
function advanceClock(ms: number): void {
	let now = 0;
	jest.spyOn(clock, 'now').mockImplementation(() => (now += ms));
}
