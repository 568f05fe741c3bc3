import { claimDelivery, MIN_AGE_MS, MIN_KEPT } from '../../nodes/AmpersandTrigger/recentDeliveries';
import { clock } from '../../nodes/shared/transport/clock';

let counter = 0;
/** In milliseconds since 1970; later in each test, because all tests share the memory. */
let now = 1_795_000_000_000;
beforeEach(() => {
	now += 3 * MIN_AGE_MS;
	jest.spyOn(clock, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

/** Delivers once, and starts the workflow with it; false for a duplicate. */
async function deliver(id: string, name = 'webhook'): Promise<boolean> {
	const settle = await claimDelivery(name, id);
	settle?.(true);
	return settle !== undefined;
}

async function deliverMany(count: number): Promise<void> {
	for (let number = 0; number < count; number++) await deliver(`many-${++counter}`);
}

const newId = () => `delivery-${++counter}`;

describe('recent deliveries', () => {
	it('recognize a delivery that has started the workflow', async () => {
		const id = newId();
		expect([await deliver(id), await deliver(id)]).toEqual([true, false]);
	});

	it('tell the deliveries of several webhooks apart', async () => {
		const id = newId();
		await deliver(id, 'one');
		expect([await deliver(id, 'other'), await deliver(id, 'one')]).toEqual([true, false]);
	});

	it('recognize the last 50,000', async () => {
		const id = newId();
		await deliver(id);
		await deliverMany(MIN_KEPT - 1);
		expect(await deliver(id)).toBe(false);
	});

	it('recognize a delivery of the last two days', async () => {
		const id = newId();
		await deliver(newId());
		now += MIN_AGE_MS - 1;
		await deliver(id);
		now += MIN_AGE_MS;
		await deliver(newId());
		expect(await deliver(id)).toBe(false);
	});

	it('forget a delivery after twice as long', async () => {
		const id = newId();
		await deliver(id);
		now += MIN_AGE_MS;
		await deliver(newId());
		now += MIN_AGE_MS;
		await deliver(newId());
		expect(await deliver(id)).toBe(true);
	});

	it('accept a delivery again if it could not start the workflow', async () => {
		const id = newId();
		const settle = await claimDelivery('webhook', id);
		settle?.(false);
		expect(await deliver(id)).toBe(true);
	});

	it('forget a delivery after twice as many; that it could not start the workflow changes nothing then', async () => {
		const id = newId();
		const settle = await claimDelivery('webhook', id);
		await deliverMany(2 * MIN_KEPT);
		expect(await deliver(id)).toBe(true);
		settle?.(false);
		expect(await deliver(id)).toBe(false);
	});

	it.each([
		['is a duplicate if it starts the workflow', true, false],
		['is accepted if it does not start the workflow', false, true],
	])('make the retry of a delivery wait for the first attempt: it %s', async (_, started, isAccepted) => {
		const id = newId();
		const settle = await claimDelivery('webhook', id);
		const retry = deliver(id);
		settle?.(started);
		expect(await retry).toBe(isAccepted);
	});

	it('accept only one of several retries after a first attempt that did not start the workflow', async () => {
		const id = newId();
		const settle = await claimDelivery('webhook', id);
		const retries = [1, 2, 3].map(async () => await deliver(id));
		settle?.(false);
		expect((await Promise.all(retries)).filter(Boolean)).toHaveLength(1);
	});
});
