import fc from 'fast-check';
import { toJsonObject } from '../../nodes/Ampersand/conversions';
import { thrownBy } from '../support/thrownBy';

const cyclic: { own?: unknown } = {};
cyclic.own = cyclic;

/** An object with more levels than JSON can be written with. */
function deep(): object {
	let value: object = {};
	for (let level = 0; level < 100_000; level++) value = { value };
	return value;
}

describe('a JSON object', () => {
	it.each([
		['{"a":1}', { a: 1 }],
		[{ a: 1 }, { a: 1 }],
		[' {} ', {}],
		[{ a: { b: null } }, { a: { b: null } }],
	])('reads %j', (value, object) => expect(toJsonObject(value, 'J')).toEqual(object));

	it.each(['[]', '"text"', '5', 'null', [], 5])('rejects %j', (value) => {
		expect(() => toJsonObject(value, 'J')).toThrow("'J' must be a JSON object");
	});

	it.each([' ', null, undefined])('reports %j as empty', (value) => {
		expect(() => toJsonObject(value, 'J')).toThrow("'J' is empty");
	});

	it.each([
		['{"a":1,}', ' (line 1, column 8)'],
		['{\n  "a": 1\n  "b": 2\n}', ' (line 3, column 3)'],
		['{"a":1} x', ' (line 1, column 9)'],
	])('rejects %j and names the position', (text, place) => {
		expect(() => toJsonObject(text, 'J')).toThrow(`The parameter 'J' is not valid JSON${place}`);
	});

	it.each([
		['{"a":1,}', 'Check the quotes, commas, and brackets at this position.'],
		['[]', 'Start it with { and end it with }.'],
		['{"a":1e400}', 'Put it in quotes to send it as text.'],
	])('rejects %j and says what to do', (text, hint) => {
		expect(thrownBy(() => toJsonObject(text, 'J')).description).toBe(hint);
	});

	it.each<[unknown]>([[{}], [{ a: undefined, b: null, c: ' ' }], ['{"a":{"b":[]}}'], [{ a: [{}] }]])(
		'from an expression is rejected when nothing is in it: %j',
		(value) => {
			expect(thrownBy(() => toJsonObject(value, 'J', true))).toMatchObject({
				message: "The parameter 'J' has no values",
				description: 'Check that the expression refers to fields of the input item.',
			});
			expect(toJsonObject(value, 'J')).toBeDefined();
		},
	);

	it.each([[{ a: 0 }], [{ a: false }], [{ a: null, b: 'x' }]])('from an expression may be %j', (value) => {
		expect(toJsonObject(value, 'J', true)).toEqual(value);
	});

	it.each<[string, unknown]>([
		['itself', cyclic],
		['a deep nesting', deep()],
	])('is rejected when it contains %s, which JSON cannot hold', (_, value) => {
		expect(thrownBy(() => toJsonObject(value, 'J'))).toMatchObject({
			message: "The parameter 'J' can't be converted to JSON",
			description: 'It contains itself, or is nested too deep.',
		});
	});

	it.each([[{ a: ['\ud83d'] }], [{ 'a\ude00': 1 }], ['{"a":"\\ud83d"}'], ['{"a":"\ud83d"}']])(
		'is rejected when it contains half of a character: %j',
		(value) => {
			expect(thrownBy(() => toJsonObject(value, 'J'))).toMatchObject({
				message: "The parameter 'J' contains an incomplete character",
				description: 'A text in it was probably truncated.',
			});
		},
	);

	it('may contain a whole emoji, and text that only looks like half of one', () => {
		expect(toJsonObject('{"a":"\\ud83d\\ude00 \\\\ud83d"}', 'J')).toEqual({ a: '😀 \\ud83d' });
	});

	it('may have no prototype, like what Node.js makes of a query string', () => {
		const value: unknown = Object.assign(Object.create(null), { a: Object.create(null) as unknown });
		expect(toJsonObject(value, 'J')).toEqual({ a: {} });
	});

	it('is what it was when it was read', () => {
		const value = { a: { b: 1 } };
		const object = toJsonObject(value, 'J');
		value.a.b = 2;
		expect(object).toEqual({ a: { b: 1 } });
	});

	it('is rejected when it is a function or a date', () => {
		for (const value of [() => 1, new Date(0)]) {
			expect(() => toJsonObject(value, 'J')).toThrow("'J' must be a JSON object");
		}
	});

	it('may contain text of any length', () => {
		const text = JSON.stringify({ key: 'k'.repeat(5_000_000) });
		expect(toJsonObject(text, 'J')).toHaveProperty('key');
	});

	it('is rejected without quoting the text, which may contain secrets', () => {
		const text = '{\n  "apiKey": "s3cr3t",\n  "x": y\n}';
		expect(() => toJsonObject(text, 'J')).toThrow(
			/^The parameter 'J' is not valid JSON( \(line 3, column 8\))?$/,
		);
	});
});

describe('a number in JSON', () => {
	it.each([
		'7615917337495251231',
		'1e400',
		'-9007199254740993',
		'0.12345678901234567890123',
		'1e-400',
		'1.2345e-320',
		'1.0e-300',
	])('rejects %s, which would be changed', (number) => {
		expect(() => toJsonObject(`{"id":[${number}]}`, 'J')).toThrow(
			"The parameter 'J' contains a number that is too large or too precise to be sent unchanged",
		);
	});

	it.each([
		...[
			'0',
			'-0',
			'0.0',
			'-0.00',
			'0e5',
			'1.50',
			'100.10',
			'1e3',
			'1.2e4',
			'12000',
			'0.1',
			'0.0000001',
			'-0.00000012',
			'1E-7',
		],
		...['9007199254740991', '123456789012345680000', '123456789012345.0', '123456789012345e111'],
		...['0.00000000000000123', '1230000000000000000000000'],
	])('reads %s', (number) => expect(toJsonObject(`{"id":${number}}`, 'J')).toEqual({ id: Number(number) }));

	it('is not checked inside a string', () => {
		const text = '{"id":"7615917337495251231","say":"\\"1e400"}';
		expect(toJsonObject(text, 'J')).toEqual({ id: '7615917337495251231', say: '"1e400' });
	});

	it.each([{ id: 2 ** 60 }, { id: [Infinity] }, { a: { b: NaN } }])(
		'rejects it in an object from an expression, too: %p',
		(value) => expect(() => toJsonObject(value, 'J')).toThrow('too large or too precise'),
	);

	it('is read if JSON.stringify wrote it', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
				expect(toJsonObject(`{"n":${JSON.stringify(number)}}`, 'J')).toEqual({ n: number + 0 });
			}),
		);
	});
});
