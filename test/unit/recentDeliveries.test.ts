import { RecentDeliveries } from '../../nodes/AmpersandTrigger/recentDeliveries';

describe('the deliveries that were seen', () => {
	it('are known until there are too many', () => {
		const seen = new RecentDeliveries(2);
		seen.add('a');
		seen.add('b');
		expect([seen.add('a'), seen.add('b')]).toEqual([false, false]);
	});

	it('forget the oldest for a new one', () => {
		const seen = new RecentDeliveries(2);
		seen.add('a');
		seen.add('b');
		seen.add('c');
		expect([seen.add('b'), seen.add('c'), seen.add('a')]).toEqual([false, false, true]);
	});

	it('can come again once they are forgotten', () => {
		const seen = new RecentDeliveries();
		seen.add('a');
		seen.forget('a');
		expect(seen.add('a')).toBe(true);
	});
});
