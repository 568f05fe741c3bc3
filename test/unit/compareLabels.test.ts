import { compareLabels } from '../../nodes/Ampersand/resources/common/output';

describe('labels', () => {
	it.each([
		['Get', 'Update', -1],
		['Update', 'Get', 1],
		['Get', 'Get', 0],
	])('are in alphabetical order: %s and %s', (one, other, order) => {
		expect(compareLabels(one, other)).toBe(order);
	});
});
