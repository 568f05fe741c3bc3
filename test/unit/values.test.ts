import fc from 'fast-check';
import { jsonErrorOffset } from '../../nodes/shared/json';
import {
	jsonObject,
	moment,
	oneOf,
	optionalText,
	wholeNumber,
	wordList,
	yesOrNo,
} from '../../nodes/Ampersand/values';

describe('an optional text', () => {
	it.each([undefined, null, '', '  '])('%j counts as left out', (value) => {
		expect(optionalText(value, 'X')).toBeUndefined();
	});
	it('takes a number for its digits', () => expect(optionalText(5, 'X')).toBe('5'));
	it('refuses an object', () => expect(() => optionalText({}, 'X')).toThrow("'X' must be text"));
});

describe('a word list', () => {
	it.each([
		['a b', ['a', 'b']],
		['a, b,,c', ['a', 'b', 'c']],
		[' a\n b\r\n', ['a', 'b']],
		[
			['a b', 'c'],
			['a', 'b', 'c'],
		],
		['', undefined],
		[' , ', undefined],
		[undefined, undefined],
	])('%j gives %j', (value, words) => {
		expect(wordList(value, 'Scopes')).toEqual(words);
	});
});

describe('a whole number', () => {
	it.each([
		[3, 3],
		['3', 3],
		[0, 0],
		[10, 10],
	])('%j is taken', (value, number) => expect(wholeNumber(value, 'N', 0, 10)).toBe(number));

	it.each([-1, 11, 1.5, NaN, '', ' ', 'x', null, undefined, {}, [3], true])('%j is refused', (value) => {
		expect(() => wholeNumber(value, 'N', 0, 10)).toThrow("'N' must be a whole number from 0 to 10");
	});
});

describe('yes or no', () => {
	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		[undefined, false],
		[null, false],
		['', false],
	])('%j means %j', (value, meaning) => expect(yesOrNo(value, 'B')).toBe(meaning));

	it.each(['yes', 1, {}])('%j is refused', (value) => {
		expect(() => yesOrNo(value, 'B')).toThrow('must be true or false');
	});
});

describe('one of several', () => {
	it('is taken', () => expect(oneOf('a', 'O', ['a', 'b'])).toBe('a'));
	it('is refused when it is another', () =>
		expect(() => oneOf('c', 'O', ['a', 'b'])).toThrow('one of: a, b'));
});

describe('a moment', () => {
	it.each([
		['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'],
		['2026-01-31T12:00:00', '2026-01-31T11:00:00.000Z'],
		['2026-07-31 12:00:00', '2026-07-31T10:00:00.000Z'],
		['2026-01-31', '2026-01-30T23:00:00.000Z'],
		[0, '1970-01-01T00:00:00.000Z'],
		[1_769_860_800_000, '2026-01-31T12:00:00.000Z'],
		[new Date(5), '1970-01-01T00:00:00.005Z'],
		['', undefined],
		[undefined, undefined],
		[null, undefined],
	])('%j in Berlin is %j', (value, text) => {
		expect(moment(value, 'At', 'Europe/Berlin')).toBe(text);
	});

	it.each(['soon', '2026-02-30', '31.01.2026', Infinity, {}, true])('%j is refused', (value) => {
		expect(() => moment(value, 'At', 'UTC')).toThrow("The parameter 'At'");
	});
});

describe('a JSON object', () => {
	it.each([
		['{"a":1}', { a: 1 }],
		[{ a: 1 }, { a: 1 }],
		[' {} ', {}],
	])('%j is read', (value, object) => expect(jsonObject(value, 'J')).toEqual(object));

	it.each(['[]', '"text"', '5', 'null', [], 5, null])('%j is refused', (value) => {
		expect(() => jsonObject(value, 'J')).toThrow("'J' must be a JSON object");
	});

	it('says that a blank text is empty', () => expect(() => jsonObject(' ', 'J')).toThrow("'J' is empty"));

	it('says where the mistake is, and nothing of what is around it', () => {
		const text = '{\n  "apiKey": "s3cr3t",\n  "x": y\n}';
		expect(() => jsonObject(text, 'J')).toThrow("'J' is not valid JSON: the mistake is at line 3, column 8");
	});
});

describe('the offset of a mistake in JSON', () => {
	it.each([
		['{"a": x}', 6],
		['{"a":1,}', 7],
		['{"a":1', 6],
		['[1,2', 4],
		['[1,]', 3],
		['', 0],
		['{"a":"b\n"}', 5],
		['{a:1}', 1],
		['{"a" 1}', 5],
		['{"a":01}', 5],
		['{"a":1} x', 8],
		['"\\x"', 0],
		['{"a":1}}', 7],
	])('in %j is %i', (text, offset) => expect(jsonErrorOffset(text)).toBe(offset));

	it('is never beyond what makes the text wrong', () => {
		fc.assert(
			fc.property(fc.json(), fc.nat(), fc.constantFrom('}', ']', ',', ':', 'x', '"'), (json, at, mistake) => {
				const place = at % (json.length + 1);
				const text = json.slice(0, place) + mistake + json.slice(place);
				let valid = true;
				try {
					JSON.parse(text);
				} catch {
					valid = false;
				}
				if (valid) return;
				const offset = jsonErrorOffset(text);
				expect(offset).toBeGreaterThanOrEqual(0);
				expect(offset).toBeLessThanOrEqual(text.length);
			}),
		);
	});
});
