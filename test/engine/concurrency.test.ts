import { engineHarness, pairing } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { timersPromises } from '../support/node';

const harness = engineHarness();

const get = parametersOf('connection get');
const ids = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		id: harness.api.state.connections[index % 30].connection.id,
	}));

describe('concurrency', () => {
	/** Delays all responses until `count` requests are under way and any further ones have had time to arrive. */
	function delayResponses(count: number): { count: number } {
		let release = (): void => undefined;
		const arrived = { count: 0 };
		const released = new Promise<void>((resolve) => (release = resolve));
		const turns = async () => {
			for (let turn = 0; turn < 100; turn++) await timersPromises.setImmediate();
			arrived.count = harness.api.requests.length;
			release();
		};
		harness.api.fault({
			times: Infinity,
			hold: released,
			handler: () => void (harness.api.requests.length === count && turns()),
		});
		return arrived;
	}

	it.each([
		[undefined, 10],
		[1, 1],
		[3, 3],
		[100, 100],
	])('with Max Concurrency %j sends at most %i requests at the same time', async (maxConcurrency, limit) => {
		const options = maxConcurrency === undefined ? {} : { maxConcurrency };
		const arrived = delayResponses(limit);
		const { items } = await harness.run({ ...get, options }, ids(limit + 20));
		expect(arrived.count).toBe(limit);
		expect(harness.api.maxInFlight).toBe(limit);
		expect(pairing(items)).toEqual(Array.from({ length: limit + 20 }, (_, index) => index));
	});

	it('keeps the order of the items, even if later responses arrive first', async () => {
		let respondToFirst = (): void => undefined;
		harness.api.fault({ hold: new Promise<void>((resolve) => (respondToFirst = resolve)) });
		harness.api.fault({
			times: Infinity,
			hold: Promise.resolve(),
			handler: () => void (harness.api.requests.length === 10 && respondToFirst()),
		});
		const input = ids(10);
		const { json } = await harness.run(get, input);
		expect(json.map(({ id }) => id)).toEqual(input.map(({ id }) => id));
	});

	it('is counted separately for two executions at the same time', async () => {
		const parameters = { ...get, options: { maxConcurrency: 2 } };
		const arrived = delayResponses(4);
		await Promise.all([harness.run(parameters, ids(20)), harness.run(parameters, ids(20))]);
		expect(arrived.count).toBe(4);
		expect(harness.api.maxInFlight).toBe(4);
	});
});
