import { filterResults, type ListEntry, matcher } from '../../nodes/shared/listSearch/filterResults';

const entries = (...names: string[]): ListEntry[] => names.map((name) => ({ name, value: `id of ${name}` }));
const found = (filter: string | undefined, ...names: string[]) =>
	filterResults(filter, entries(...names)).results.map(({ name }) => name);

describe('the entries of a dropdown', () => {
	it('are in the order that a person would put numbers and names in', () => {
		expect(found(undefined, 'group-10', 'Beta', 'group-9', 'alpha')).toEqual([
			'alpha',
			'Beta',
			'group-9',
			'group-10',
		]);
	});

	it('are in the order of their names when the filter is blank', () => {
		expect(found('  ', 'b', 'a')).toEqual(['a', 'b']);
	});

	it('are in the order of their names, whatever their keywords, when there is no filter', () => {
		const { results } = filterResults(undefined, [
			{ name: 'b', value: '2', keywords: [undefined] },
			{ name: 'a', value: '1' },
		]);
		expect(results.map(({ name }) => name)).toEqual(['a', 'b']);
	});

	it.each([
		['the exact phrase before one that goes on', 'group 8', ['Zoho · Group 8', 'Apollo · Group 80']],
		['the phrase before the same words apart', 'acme corp', ['Z Acme Corp', 'A Corp of Acme']],
		['whole words before parts of words', 'corp acme', ['Z Acme Corp', 'A Acmeville Corporation']],
	])('put %s', (_, filter, ranked) => {
		expect(found(filter, ...[...ranked].reverse())).toEqual(ranked);
	});

	it.each(['group 8', 'group  8', ' (group) 8, '])('find %j before group 28 and group 80', (filter) => {
		expect(found(filter, 'a group-28', 'b group-80', 'c group-8')).toEqual([
			'c group-8',
			'a group-28',
			'b group-80',
		]);
	});

	it.each([
		['in another case', 'ACME'],
		['without its accent', 'acme'],
		['with an accent of two characters', 'Acme\u0301'],
		['with other punctuation', 'acmé-corp'],
		['in another order', 'corp acmé'],
		['in part', 'rp cm'],
	])('are found by a name %s', (_, filter) => {
		expect(found(filter, 'Acmé (Corp)', 'Globex')).toEqual(['Acmé (Corp)']);
	});

	it.each(['muller', 'MÜLLER', 'mu\u0308ller'])(
		'are found by %j, whatever the accent inside the word',
		(filter) => {
			expect(found(filter, 'Müller', 'Mutter')).toEqual(['Müller']);
		},
	);

	it('are found by words of any script', () => {
		expect(found('東京', '東京 支店', '大阪')).toEqual(['東京 支店']);
	});

	it('are not found by words that continue from one text into the next', () => {
		const { results } = filterResults('acme42', [{ name: 'acme', value: '42' }]);
		expect(results).toEqual([]);
	});

	it('are not found by only some of the words', () => {
		expect(found('acme globex', 'Acme')).toEqual([]);
	});

	it('are not found by the parts of a word in different places', () => {
		expect(found('user-456', 'user-1 456', 'user-456')).toEqual(['user-456']);
	});

	it('are found by their keywords, which are not shown', () => {
		const { results } = filterResults('jane', [{ name: 'A', value: '1', keywords: ['Jane Doe', undefined] }]);
		expect(results).toEqual([{ name: 'A', value: '1' }]);
	});

	it('show the detail where names would look the same', () => {
		const { results } = filterResults('', [
			{ name: 'A', value: '1', detail: 'Jane' },
			{ name: 'A', value: '2', detail: 'Raj' },
			{ name: 'B', value: '3', detail: 'Mia' },
		]);
		expect(results.map(({ name }) => name)).toEqual(['A · Jane', 'A · Raj', 'B']);
	});

	it('show an entry once that the API returned twice', () => {
		const { results } = filterResults('', [
			{ name: 'A', value: '1', detail: 'Jane' },
			{ name: 'A', value: '1', detail: 'Jane' },
		]);
		expect(results).toEqual([{ name: 'A', value: '1' }]);
	});

	it('leave out an entry without a value, which cannot be chosen', () => {
		expect(filterResults('', [{ name: 'A', value: '' }]).results).toEqual([]);
	});

	it('show the value where even the detail is the same', () => {
		const { results } = filterResults('', [
			{ name: 'A', value: '1', detail: 'Jane' },
			{ name: 'A', value: '2', detail: 'Jane' },
		]);
		expect(results.map(({ name }) => name)).toEqual(['A · Jane (1)', 'A · Jane (2)']);
	});

	describe('of which there are many', () => {
		const many = Array.from({ length: 450 }, (_, index) => ({ name: `n ${index}`, value: String(index) }));

		it.each([
			[undefined, 'n 0', 200, '200'],
			['200', 'n 200', 200, '400'],
			['400', 'n 400', 50, undefined],
			['450', undefined, 0, undefined],
		])('come in pages: after %j', (token, first, count, next) => {
			const { results, paginationToken } = filterResults('n', many, token);
			expect([results[0]?.name, results.length, paginationToken]).toEqual([first, count, next]);
		});

		it.each(['', 'abc', '-5', 'NaN'])('begin at the first page for the token %j', (token) => {
			expect(filterResults('', many, token).results[0].name).toBe('n 0');
		});

		it('have no further page when they just fill one', () => {
			expect(filterResults('', many.slice(0, 200)).paginationToken).toBeUndefined();
		});
	});
});

describe('the test whether texts match a filter', () => {
	it.each([
		['every word of it, in different texts', 'acme jane', true],
		['only some of its words', 'acme bob', false],
		['its words in another case, with accents', 'ÁCME', true],
	])('says of texts with %s: %s', (_, filter, expected) => {
		expect(matcher(filter)?.(['Acme Corp', undefined, 'Jane Doe'])).toBe(expected);
	});

	it('is none when there is no word in the filter', () => {
		expect(matcher(' -')).toBeUndefined();
	});
});
