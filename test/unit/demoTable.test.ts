import { formatTable, wrap } from '../../scripts/demo/table';

describe('table of the demo', () => {
	const items = [
		{ id: 'a'.repeat(36), note: 'b'.repeat(30), provider: 'slack', status: 'working' },
		{ id: 'c'.repeat(36), note: '', provider: 'hackerNews', status: 'bad_credentials' },
	];

	it('aligns its columns, the most telling first', () => {
		expect(formatTable(items, 80)).toEqual([
			'provider    status           id',
			`slack       working          ${'a'.repeat(36)}`,
			`hackerNews  bad_credentials  ${'c'.repeat(36)}`,
		]);
	});

	it.each([20, 40, 60, 80, 120])('fits a terminal of %i columns', (width) => {
		const lengths = formatTable(items, width).map(({ length }) => length);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(width);
	});

	it('leaves out columns that do not fit', () => {
		expect(formatTable(items, 30)[0]).toBe('provider    status');
	});

	it('cuts the most telling column when not even that fits', () => {
		expect(formatTable(items, 6)).toEqual(['provi…', 'slack', 'hacke…']);
	});

	it('shows objects as JSON, long values with an ellipsis, and no API key', () => {
		const [, line] = formatTable([{ apiKey: 'key', body: { a: 1 }, text: 'x'.repeat(50) }], 80);
		expect(line).toBe(`${'x'.repeat(35)}…  •••     {"a":1}`);
	});
});

describe('lines of a text in the demo', () => {
	it('break between words', () => {
		expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
	});

	it('are longer than the terminal for a long word only', () => {
		expect(wrap('a bbbbbbbbbb c', 5)).toEqual(['a', 'bbbbbbbbbb', 'c']);
	});
});
