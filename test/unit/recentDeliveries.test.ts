import {
	forgetDeliveries,
	MAX_KEPT,
	RecentDeliveries,
	recentDeliveries,
} from '../../nodes/AmpersandTrigger/recentDeliveries';
import { TOLERANCE_SECONDS } from '../../nodes/AmpersandTrigger/signature';

const NOW = 1_795_000_000;
const LATER = NOW + TOLERANCE_SECONDS + 1;
const DAY = 86_400;

/** Delivers now what was sent now, and starts the workflow with it; false for a duplicate. */
async function deliver(deliveries: RecentDeliveries, id: string, now = NOW): Promise<boolean> {
	const settle = await deliveries.claim(id, now + TOLERANCE_SECONDS, now);
	settle?.(true);
	return settle !== undefined;
}

async function deliverMany(deliveries: RecentDeliveries, count: number, now = NOW): Promise<void> {
	for (let number = 0; number < count; number++) await deliver(deliveries, `${now}-${number}`, now);
}

describe('recent deliveries', () => {
	it('recognize a delivery that has started the workflow', async () => {
		const deliveries = new RecentDeliveries();
		expect(await deliver(deliveries, 'a')).toBe(true);
		expect(await deliver(deliveries, 'a')).toBe(false);
		expect(await deliver(deliveries, 'b')).toBe(true);
	});

	it('recognize a delivery as long as its timestamp is accepted, whatever comes in between', async () => {
		const deliveries = new RecentDeliveries();
		await deliver(deliveries, 'a');
		await deliverMany(deliveries, 150_000);
		expect(await deliver(deliveries, 'a', NOW + TOLERANCE_SECONDS)).toBe(false);
	});

	it('recognize a delivery that was sent by a clock ahead of ours until its timestamp is too old', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('ahead', NOW + 2 * TOLERANCE_SECONDS, NOW);
		settle?.(true);
		await deliverMany(deliveries, 20_000, LATER);
		expect(await deliver(deliveries, 'ahead', NOW + 2 * TOLERANCE_SECONDS)).toBe(false);
	});

	it('hold 200,000 at most, the newest ones', async () => {
		const deliveries = new RecentDeliveries();
		await deliver(deliveries, 'oldest');
		await deliverMany(deliveries, 200_000);
		expect(MAX_KEPT).toBe(200_000);
		expect(deliveries.size).toBe(200_000);
		expect(await deliver(deliveries, `${NOW}-1`)).toBe(false);
		expect(await deliver(deliveries, 'oldest')).toBe(true);
	});

	it('hold 10,000 at most of those whose timestamps are too old', async () => {
		const deliveries = new RecentDeliveries();
		await deliverMany(deliveries, 30_000);
		await deliver(deliveries, 'later', LATER);
		expect(deliveries.size).toBe(10_000);
	});

	it('recognize the last 10,000 however old they are, because Ampersand retries for hours', async () => {
		const deliveries = new RecentDeliveries();
		await deliver(deliveries, 'a');
		await deliverMany(deliveries, 9_000, LATER);
		expect(await deliver(deliveries, 'a', NOW + DAY)).toBe(false);
	});

	it('accept a delivery again if it could not start the workflow', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', LATER, NOW);
		settle?.(false);
		expect(await deliver(deliveries, 'a')).toBe(true);
	});

	it.each([
		['is a duplicate if it starts the workflow', true, false],
		['is accepted if it does not start the workflow', false, true],
	])('make the retry of a delivery wait for the first attempt: it %s', async (_, started, isAccepted) => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', LATER, NOW);
		const retry = deliver(deliveries, 'a');
		settle?.(started);
		expect(await retry).toBe(isAccepted);
	});

	it('accept only one of several retries after a first attempt that did not start the workflow', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', LATER, NOW);
		const retries = [1, 2, 3].map(async () => await deliver(deliveries, 'a'));
		settle?.(false);
		expect((await Promise.all(retries)).filter(Boolean)).toHaveLength(1);
	});
});

describe('the recent deliveries of a webhook', () => {
	afterEach(() => ['one', 'other', 'third'].forEach(forgetDeliveries));

	it('are kept apart from those of another webhook', async () => {
		await deliver(recentDeliveries('one', NOW), 'a');
		expect(await deliver(recentDeliveries('other', NOW), 'a')).toBe(true);
		expect(await deliver(recentDeliveries('one', NOW), 'a')).toBe(false);
	});

	it('are forgotten when the webhook is removed', async () => {
		await deliver(recentDeliveries('one', NOW), 'a');
		forgetDeliveries('one');
		expect(recentDeliveries('one', NOW).size).toBe(0);
	});

	it('are forgotten two days after the last one, when another webhook gets its first', async () => {
		await deliver(recentDeliveries('one', NOW), 'a');
		await deliver(recentDeliveries('other', NOW + DAY), 'a', NOW + DAY);
		recentDeliveries('third', NOW + 2 * DAY + 1);
		expect(recentDeliveries('one', NOW).size).toBe(0);
		expect(recentDeliveries('other', NOW).size).toBe(1);
	});
});
