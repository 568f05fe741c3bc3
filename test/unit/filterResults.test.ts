import { filterResults } from '../../nodes/shared/listSearch/filterResults';

describe('the entries of a dropdown', () => {
	it('are in the order that a person would put numbers and names in', () => {
		const entries = ['group-10', 'Beta', 'group-9', 'alpha'].map((name) => ({ name, value: name }));
		const { results } = filterResults(undefined, entries);
		expect(results.map(({ name }) => name)).toEqual(['alpha', 'Beta', 'group-9', 'group-10']);
	});
});
