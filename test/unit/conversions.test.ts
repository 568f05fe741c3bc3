import { DateTime } from 'luxon';
import { toBoolean, toInteger, toNumber, toStringList, toTimestamp } from '../../nodes/Ampersand/conversions';
import { thrownBy } from '../support/thrownBy';

describe('a list of words', () => {
	it.each([
		['a b', ['a', 'b']],
		['a, b,,c', ['a', 'b', 'c']],
		[' a\n b\r\n', ['a', 'b']],
		[
			['a b', 'c'],
			['a', 'b', 'c'],
		],
		['["a","b c"]', ['a', 'b', 'c']],
		[' ["a"]\n', ['a']],
		['[]', undefined],
		[['a', null, undefined, ' '], ['a']],
		['', undefined],
		[' , ', undefined],
		[undefined, undefined],
	])('reads %j as %j', (value, words) => {
		expect(toStringList(value, 'Scopes')).toEqual(words);
	});

	it("reads 'null' typed by hand as a word, but not from an expression", () => {
		expect(toStringList('null', 'Scopes')).toEqual(['null']);
		expect(() => toStringList('null', 'Scopes', true)).toThrow('so a value is missing');
	});

	it.each(['["a","b"', '[a b]'])('rejects %j, which only begins like a JSON list', (value) => {
		expect(() => toStringList(value, 'Scopes')).toThrow("The parameter 'Scopes' is not a valid JSON list");
	});

	it.each([{}, [['a']], '[{"a":1}]', true])('rejects %j', (value) => {
		expect(() => toStringList(value, 'Scopes')).toThrow("The parameter 'Scopes' must be text, but is");
	});
});

describe('a number', () => {
	it.each([
		[-1.5, -1.5],
		['-1.5', -1.5],
		[' 5 ', 5],
		['\u200b5\u200b', 5],
		['1e3', 1000],
	])('reads %j', (value, number) => expect(toNumber(value, 'N')).toBe(number));

	it.each([NaN, '', ' ', 'x', null, undefined, {}, [3], true])('rejects %j', (value) => {
		expect(() => toNumber(value, 'N')).toThrow("'N' must be a number");
	});
});

describe('a whole number', () => {
	it.each([
		[3, 3],
		['3', 3],
		[0, 0],
		[10, 10],
	])('reads %j', (value, number) => expect(toInteger(value, 'N', { min: 0, max: 10 })).toBe(number));

	it.each([-1, 11, 1.5, NaN, '', ' ', 'x', null, undefined, {}, [3], true])('rejects %j', (value) => {
		expect(() => toInteger(value, 'N', { min: 0, max: 10 })).toThrow(
			"'N' must be a whole number from 0 to 10",
		);
	});
});

describe('a whole number without an upper bound', () => {
	it('may be large', () => expect(toInteger('1e15', 'N', { min: -1 })).toBe(1e15));
	it.each([-2, 1.5, Infinity])('rejects %j', (value) => {
		expect(() => toInteger(value, 'N', { min: -1 })).toThrow("'N' must be a whole number of -1 or more");
	});
});

describe('true or false', () => {
	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		[' true\n', true],
		['\u200bfalse', false],
		[undefined, false],
		[null, false],
		['', false],
	])('reads %j as %j', (value, meaning) => expect(toBoolean(value, 'B')).toBe(meaning));

	it.each(['yes', 1, {}])('rejects %j', (value) => {
		expect(() => toBoolean(value, 'B')).toThrow('must be true or false');
	});
});

describe('a point in time', () => {
	it.each([
		['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'],
		['2026-01-31T12:00:00', '2026-01-31T11:00:00.000Z'],
		['2026-07-31 12:00:00', '2026-07-31T10:00:00.000Z'],
		['2026-01-31', '2026-01-30T23:00:00.000Z'],
		[1_767_225_600, '2026-01-01T00:00:00.000Z'],
		['1767225600', '2026-01-01T00:00:00.000Z'],
		[1_767_225_600.5, '2026-01-01T00:00:00.500Z'],
		['1767225600.25', '2026-01-01T00:00:00.250Z'],
		[' 1767225600 ', '2026-01-01T00:00:00.000Z'],
		[' 2026-01-31T12:00:00Z\n', '2026-01-31T12:00:00.000Z'],
		['1769860800000', '2026-01-31T12:00:00.000Z'],
		[1_767_225_600_000_000, '2026-01-01T00:00:00.000Z'],
		['1767225600250000', '2026-01-01T00:00:00.250Z'],
		[978_307_200_000_000, '2001-01-01T00:00:00.000Z'],
		[253_402_300_799, '9999-12-31T23:59:59.000Z'],
		[253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
		['2026-01-31 12:00:00 UTC', '2026-01-31T12:00:00.000Z'],
		['2026-01-31 12:00:00 +02:00', '2026-01-31T10:00:00.000Z'],
		['2026-01-31 12:00:00+02', '2026-01-31T10:00:00.000Z'],
		['2026-01-31 12:00:00.5 Asia/Tokyo', '2026-01-31T03:00:00.500Z'],
		[978_307_200, '2001-01-01T00:00:00.000Z'],
		[978_307_200_000, '2001-01-01T00:00:00.000Z'],
		['20260131120000', '2026-01-31T11:00:00.000Z'],
		['Sat, 31 Jan 2026 12:00:00 +0000', '2026-01-31T12:00:00.000Z'],
		['31 Jan 2026 12:00:00 +0000', '2026-01-31T12:00:00.000Z'],
		[1_769_860_800_000, '2026-01-31T12:00:00.000Z'],
		[new Date('2026-01-31T12:00:00Z'), '2026-01-31T12:00:00.000Z'],
		['', undefined],
		[undefined, undefined],
		[null, undefined],
	])('reads %j in Berlin as %j', (value, text) => {
		expect(toTimestamp(value, 'At', 'Europe/Berlin')).toBe(text);
	});

	// Not in the table, because its name there would depend on luxon's time zone, and a mutant is only tried by the names of tests.
	it('reads a DateTime of luxon', () => {
		const value = DateTime.fromISO('2026-01-31T13:00:00+01:00');
		expect(toTimestamp(value, 'At', 'Europe/Berlin')).toBe('2026-01-31T12:00:00.000Z');
	});

	it.each([
		...[253_402_300_800, 978_307_199_999, 253_402_300_800_000, '978307199999999', '253402300800000000'],
		...[
			'1767225600000000000',
			'+057970-01-01T00:00:00Z',
			'-000001-01-01T00:00:00Z',
			'9999-12-31T23:59:59-01:00',
		],
		...[new Date(253_402_300_800_000), '2026-01-31 12:00:00 XYZ'],
	])('rejects %p, which has no year of four digits', (value) => {
		expect(() => toTimestamp(value, 'At', 'UTC')).toThrow("The parameter 'At' is not a valid date");
	});

	it.each([
		'soon',
		'12:30',
		'2026-02-30',
		'31.01.2026',
		0,
		5,
		-1_767_225_600,
		'978307199',
		Infinity,
		{},
		true,
	])('rejects %j', (value) => {
		expect(() => toTimestamp(value, 'At', 'UTC')).toThrow("The parameter 'At'");
	});

	it('that cannot be read is refused with an example of one that can', () => {
		const failure = thrownBy(() => toTimestamp('soon', 'At', 'UTC'));
		expect(failure.message).toBe("The parameter 'At' is not a valid date");
		expect(failure.description).toBe('Use a format such as 2026-01-31T12:00:00Z, or the date picker.');
	});
});
