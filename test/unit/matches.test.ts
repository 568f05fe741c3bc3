import { matching } from '../../nodes/Ampersand/listSearch/matches';

describe('the entries of a dropdown', () => {
	it('are in the order that a person would put numbers and names in', () => {
		const entries = ['group-10', 'Beta', 'group-9', 'alpha'].map((name) => ({ name, value: name }));
		const { results } = matching(undefined, entries);
		expect(results.map(({ name }) => name)).toEqual(['alpha', 'Beta', 'group-9', 'group-10']);
	});
});
