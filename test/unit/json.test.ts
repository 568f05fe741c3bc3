import fc from 'fast-check';
import { toJsonObject } from '../../nodes/Ampersand/json';

describe('a JSON object', () => {
	it.each([
		['{"a":1}', { a: 1 }],
		[{ a: 1 }, { a: 1 }],
		[' {} ', {}],
	])('%j is read', (value, object) => expect(toJsonObject(value, 'J')).toEqual(object));

	it.each(['[]', '"text"', '5', 'null', [], 5])('%j is refused', (value) => {
		expect(() => toJsonObject(value, 'J')).toThrow("'J' must be a JSON object");
	});

	it.each([' ', null, undefined])('%j is called empty', (value) => {
		expect(() => toJsonObject(value, 'J')).toThrow("'J' is empty");
	});

	it.each([
		['{"a":1,}', ' (line 1, column 8)'],
		['{\n  "a": 1\n  "b": 2\n}', ' (line 3, column 3)'],
		['{"a":1} x', ' (line 1, column 9)'],
	])('%j is refused with the place of the first unexpected character', (text, place) => {
		expect(() => toJsonObject(text, 'J')).toThrow(`The parameter 'J' is not valid JSON${place}`);
	});

	it('is refused without quoting the text, which may hold secrets', () => {
		const text = '{\n  "apiKey": "s3cr3t",\n  "x": y\n}';
		expect(() => toJsonObject(text, 'J')).toThrow(
			/^The parameter 'J' is not valid JSON( \(line 3, column 8\))?$/,
		);
	});
});

describe('a number in JSON', () => {
	it.each(['7615917337495251231', '1e400', '-9007199254740993', '0.12345678901234567890123', '1e-400'])(
		'%s is refused, because it would be changed',
		(number) => {
			expect(() => toJsonObject(`{"id":[${number}]}`, 'J')).toThrow(
				"The parameter 'J' contains a number that is too large or too precise to be sent unchanged",
			);
		},
	);

	it.each(['0', '-0', '1.50', '1e3', '9007199254740991', '0.1', '12000', '1E-7', '123456789012345680000'])(
		'%s is read',
		(number) => expect(toJsonObject(`{"id":${number}}`, 'J')).toEqual({ id: Number(number) }),
	);

	it('may stand in a string as it likes', () => {
		const text = '{"id":"7615917337495251231","say":"\\"1e400"}';
		expect(toJsonObject(text, 'J')).toEqual({ id: '7615917337495251231', say: '"1e400' });
	});

	it.each([{ id: 2 ** 60 }, { id: [Infinity] }, { a: { b: NaN } }])(
		'in an object that an expression has made is refused, too: %p',
		(value) => expect(() => toJsonObject(value, 'J')).toThrow('too large or too precise'),
	);

	it('is read if JavaScript has written it', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
				expect(toJsonObject(`{"n":${JSON.stringify(number)}}`, 'J')).toEqual({ n: number + 0 });
			}),
		);
	});
});
