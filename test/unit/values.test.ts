import fc from 'fast-check';
import { anyText } from '../support/anyText';
import { thrownBy } from '../support/thrownBy';
import {
	checkCollection,
	encodePathValue,
	hasLoneSurrogate,
	isBlank,
	oneOf,
	optionalString,
	requiredString,
	someOf,
	trimInvisible,
} from '../../nodes/shared/values';

describe('text', () => {
	it.each([
		['a', 'a'],
		['\u200b a b\ufeff\n', 'a b'],
		[0, '0'],
		[-1.5, '-1.5'],
		[9_007_199_254_740_991, '9007199254740991'],
	])('is read from %j as %j', (value, text) => expect(requiredString(value, 'X')).toBe(text));

	it('may be any text without what is invisible around it', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.nat(3), fc.nat(3), (text, before, after) => {
				fc.pre(!isBlank(text) && !hasLoneSurrogate(text));
				const padded = '\u00a0'.repeat(before) + text + '\u200b'.repeat(after);
				expect(requiredString(padded, 'X')).toBe(trimInvisible(text));
			}),
		);
	});

	it.each([2 ** 53, -(2 ** 53), 7615917337495251000, 1e21])(
		'is not read from %j, which may be rounded',
		(value) => {
			expect(thrownBy(() => requiredString(value, 'X'))).toMatchObject({
				message: "The parameter 'X' is a number that is too large to be exact",
				description: 'JavaScript rounds whole numbers beyond 9007199254740991. Return it as text.',
			});
		},
	);

	it.each([
		['undefined', 'is'],
		['null', 'is'],
		['None', 'is'],
		['NaN', 'is'],
		['<UNKNOWN>', 'is'],
		['c-undefined', 'ends with', 'undefined'],
		['cundefined', 'ends with', 'undefined'],
		['c_null', 'ends with', 'null'],
		['7null', 'ends with', 'null'],
		['group None', 'ends with', 'None'],
		['1:NaN\n', 'ends with', 'NaN'],
		['c<UNKNOWN>', 'ends with', '<UNKNOWN>'],
	])('%j from an expression means that a value is missing', (text, verb, word = text) => {
		expect(thrownBy(() => requiredString(text, 'X', true))).toMatchObject({
			message: `The parameter 'X' ${verb} '${word}', so a value is missing`,
			description: 'Check that the expression refers to a field of the input item.',
		});
	});

	it.each([
		'Null',
		'NONE',
		'nan',
		'cannull',
		'énull',
		'BaNaN',
		'anyNone',
		'null-1',
		'undefined behavior',
		'Unknown',
	])('%j from an expression is a name', (text) => expect(requiredString(text, 'X', true)).toBe(text));

	it.each(['undefined', 'null', 'None', 'NaN', '<UNKNOWN>', 'c-undefined', '1e+21'])(
		'%j typed by hand is a name',
		(text) => expect(requiredString(text, 'X')).toBe(text),
	);

	it.each(['1e+21', '-1.5e+300'])('%j from an expression is a rounded number', (text) => {
		expect(() => requiredString(text, 'X', true)).toThrow('is a number that is too large to be exact');
	});

	it.each(['1e21', 'v1e+2', '1e+2x', '12e+5', '1.e+5'])(
		'%j from an expression is not a rounded number',
		(text) => {
			expect(requiredString(text, 'X', true)).toBe(text);
		},
	);

	it.each(['[object Object]', 'c-[object Object]-d'])('%j is an object, even if typed by hand', (text) => {
		expect(thrownBy(() => requiredString(text, 'X'))).toMatchObject({
			message: "The parameter 'X' contains '[object Object]', which is an object converted to text",
			description: 'Change the expression so that it returns a single field of the object.',
		});
	});
});

describe('a path value', () => {
	it.each([
		['abc-123', 'abc-123'],
		['a/b', 'a%2Fb'],
		['a?b#c', 'a%3Fb%23c'],
		['a:oauth-update', 'a%3Aoauth-update'],
		['..%2f..', '..%252f..'],
		[' pad ded\n', 'pad%20ded'],
		['Zoë', 'Zo%C3%AB'],
		[42, '42'],
	])('%j is encoded as %s', (value, encoded) => {
		expect(encodePathValue(value, 'Connection')).toBe(encoded);
	});

	it.each([
		['', 'is empty'],
		[undefined, 'is empty'],
		[null, 'is empty'],
		['   ', 'is blank'],
		['.', "can't be '.'"],
		['..', "can't be '..'"],
		['a\nb', 'contains a control character'],
		['a\u0000', 'contains a control character'],
		['a\u0085b', 'contains a control character'],
		['a\ud800', 'contains an incomplete character'],
		[{ id: 1 }, 'must be text, but is an object'],
		[['a'], 'must be text, but is a list'],
		[true, 'must be text, but is a boolean'],
		[NaN, 'must be text, but is NaN'],
	])('%j is rejected', (value, reason) => {
		expect(() => encodePathValue(value, 'Connection')).toThrow(`The parameter 'Connection' ${reason}`);
	});

	it.each([
		[undefined, "If it's an expression, check that the field exists in the input item."],
		['   ', 'It contains only spaces.'],
		['..', 'This value would change the request path. Enter a name or an ID.'],
		['a\nb', 'Check for a line break or tab in the value.'],
		['a\ud800', 'The value was probably truncated.'],
		[['a'], 'Change the expression so that it returns a single value.'],
	])('%j is rejected with a hint', (value, hint) => {
		expect(() => encodePathValue(value, 'Connection')).toThrow(
			expect.objectContaining({ description: hint }),
		);
	});

	it("may end in 'undefined' when it was typed by hand, but not when an expression gave it", () => {
		expect(encodePathValue('undefined', 'Connection')).toBe('undefined');
		expect(() => encodePathValue('undefined', 'Connection', true)).toThrow('so a value is missing');
	});

	it('reaches exactly its own path, or is rejected', () => {
		fc.assert(
			fc.property(anyText(40), (id) => {
				let encoded: string;
				try {
					encoded = encodePathValue(id, 'Connection');
				} catch {
					return;
				}
				const { pathname, search, hash } = new URL(`http://api.test/v1/connections/${encoded}`);
				const segments = pathname.split('/');
				expect(segments).toHaveLength(4);
				expect(decodeURIComponent(segments[3])).toBe(trimInvisible(id));
				expect(search + hash).toBe('');
			}),
			{ numRuns: 500 },
		);
	});
});

const STATUSES = [
	{ name: 'Bad Credentials', value: 'bad_credentials' },
	{ name: 'Created', value: 'created' },
];

describe('one of several choices', () => {
	it.each(['bad_credentials', ' bad_credentials ', 'BAD_CREDENTIALS', 'Bad Credentials', 'bad credentials'])(
		'is found by %j',
		(value) => expect(oneOf(value, 'Status', STATUSES)).toBe('bad_credentials'),
	);

	it.each(['broken', '', undefined, null, 5, {}, ['created']])('rejects %j', (value) => {
		expect(() => oneOf(value, 'Status', STATUSES)).toThrow(
			"The parameter 'Status' must be one of: bad_credentials, created",
		);
	});

	it('is found by its value before another choice by its name', () => {
		const options = [
			{ name: 'b', value: 'a' },
			{ name: 'a', value: 'b' },
		];
		expect(oneOf('b', 'X', options)).toBe('b');
	});
});

describe('any of several choices', () => {
	it.each([
		[['bad_credentials', 'created']],
		['bad_credentials,created '],
		['["bad_credentials","created"]'],
		['Bad Credentials, Created'],
		['bad_credentials created'],
		[['bad_credentials', 'created', 'created']],
	])('are read from %j', (value) => {
		expect(someOf(value, 'Status', STATUSES)).toEqual(['bad_credentials', 'created']);
	});

	it('are found by their names, which may contain spaces, without what is invisible around them', () => {
		expect(someOf('\u200bBad Credentials\u00a0', 'Status', STATUSES)).toEqual(['bad_credentials']);
	});

	it.each([[[]], [''], [' , '], ['[]'], [[undefined, null]], [undefined]])('finds none in %j', (value) => {
		expect(someOf(value, 'Status', STATUSES)).toEqual([]);
	});

	it.each([['broken'], [['created', 'broken']], [5], ['5'], ['[created'], [{}]])('rejects %j', (value) => {
		expect(() => someOf(value, 'Status', STATUSES)).toThrow('must be one of: bad_credentials, created');
	});
});

describe('text in a response', () => {
	it('is taken as it is', () => expect(optionalString(' a ')).toBe(' a '));

	it.each([undefined, null, '', ' ', 5, true, {}, ['a']])('is missing when it is %j', (value) => {
		expect(optionalString(value)).toBeUndefined();
	});
});

describe('a collection that is an expression', () => {
	it('is rejected with what to do instead', () => {
		expect(thrownBy(() => checkCollection({ 0: '=' }, 'Filters'))).toMatchObject({
			message: "The parameter 'Filters' can't be an expression or a list",
			description: 'Add its fields one by one and use expressions in them.',
		});
	});
});
