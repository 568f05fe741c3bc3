import {
	forgetDeliveries,
	MAX_KEPT,
	RecentDeliveries,
	recentDeliveries,
} from '../../nodes/AmpersandTrigger/recentDeliveries';
import { clock } from '../../nodes/shared/transport/clock';
import { TOLERANCE_SECONDS } from '../../nodes/AmpersandTrigger/signature';

const NOW = 1_795_000_000;
const LATER = NOW + TOLERANCE_SECONDS + 1;
const DAY = 86_400;

/** Delivers now what was sent now, and starts the workflow with it; false for a duplicate. */
async function deliver(deliveries: RecentDeliveries, id: string): Promise<boolean> {
	const settle = await deliveries.claim(id, seconds);
	settle?.(true);
	return settle !== undefined;
}

async function deliverMany(deliveries: RecentDeliveries, count: number): Promise<void> {
	for (let number = 0; number < count; number++) await deliver(deliveries, `${seconds}-${number}`);
}

/** The time, in seconds since 1970. */
let seconds = NOW;
beforeEach(() => {
	seconds = NOW;
	jest.spyOn(clock, 'now').mockImplementation(() => seconds * 1000 + 999);
});
afterEach(() => jest.restoreAllMocks());

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
		seconds += TOLERANCE_SECONDS;
		await deliverMany(deliveries, 20_000);
		expect(await deliver(deliveries, 'a')).toBe(false);
	});

	it('recognize a delivery that was sent by a clock ahead of ours until its timestamp is too old', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('ahead', NOW + TOLERANCE_SECONDS);
		settle?.(true);
		seconds += 2 * TOLERANCE_SECONDS;
		await deliverMany(deliveries, 20_000);
		expect(await deliver(deliveries, 'ahead')).toBe(false);
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
		seconds = LATER;
		await deliver(deliveries, 'later');
		expect(deliveries.size).toBe(10_000);
	});

	it('recognize the last 10,000 however old they are, because Ampersand retries for hours', async () => {
		const deliveries = new RecentDeliveries();
		await deliver(deliveries, 'a');
		seconds = LATER;
		await deliverMany(deliveries, 9_000);
		seconds += DAY;
		expect(await deliver(deliveries, 'a')).toBe(false);
	});

	it('accept a delivery again if it could not start the workflow', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', NOW);
		settle?.(false);
		expect(await deliver(deliveries, 'a')).toBe(true);
	});

	it('recognize a delivery although an attempt that was forgotten meanwhile could not start the workflow', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', NOW);
		await deliverMany(deliveries, 200_000);
		expect(await deliver(deliveries, 'a')).toBe(true);
		settle?.(false);
		expect(await deliver(deliveries, 'a')).toBe(false);
	});

	it.each([
		['is a duplicate if it starts the workflow', true, false],
		['is accepted if it does not start the workflow', false, true],
	])('make the retry of a delivery wait for the first attempt: it %s', async (_, started, isAccepted) => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', NOW);
		const retry = deliver(deliveries, 'a');
		settle?.(started);
		expect(await retry).toBe(isAccepted);
	});

	it('accept only one of several retries after a first attempt that did not start the workflow', async () => {
		const deliveries = new RecentDeliveries();
		const settle = await deliveries.claim('a', NOW);
		const retries = [1, 2, 3].map(async () => await deliver(deliveries, 'a'));
		settle?.(false);
		expect((await Promise.all(retries)).filter(Boolean)).toHaveLength(1);
	});
});

describe('the recent deliveries of a webhook', () => {
	afterEach(() => ['one', 'other', 'third'].forEach(forgetDeliveries));

	it('are kept apart from those of another webhook', async () => {
		await deliver(recentDeliveries('one'), 'a');
		expect(await deliver(recentDeliveries('other'), 'a')).toBe(true);
		expect(await deliver(recentDeliveries('one'), 'a')).toBe(false);
	});

	it('are forgotten when the webhook is removed', async () => {
		await deliver(recentDeliveries('one'), 'a');
		forgetDeliveries('one');
		expect(recentDeliveries('one').size).toBe(0);
	});

	it('are forgotten two days after the last one, when another webhook gets its first', async () => {
		await deliver(recentDeliveries('one'), 'a');
		seconds += DAY;
		await deliver(recentDeliveries('other'), 'a');
		seconds += DAY;
		recentDeliveries('third');
		expect(recentDeliveries('one').size).toBe(1);
		forgetDeliveries('third');
		seconds++;
		recentDeliveries('third');
		expect(recentDeliveries('one').size).toBe(0);
		expect(recentDeliveries('other').size).toBe(1);
	});
});
