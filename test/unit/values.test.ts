import fc from 'fast-check';
import { encodePathValue, oneOf, someOf } from '../../nodes/shared/values';

describe('a path value', () => {
	it.each([
		['abc-123', 'abc-123'],
		['a/b', 'a%2Fb'],
		['a?b#c', 'a%3Fb%23c'],
		['a:oauth-update', 'a%3Aoauth-update'],
		['..%2f..', '..%252f..'],
		[' padded ', '%20padded%20'],
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
		['\u0085', 'contains a control character'],
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
			expect.objectContaining({ details: expect.objectContaining({ description: hint }) }),
		);
	});

	it('reaches exactly its own path, or is rejected', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (id) => {
				let encoded: string;
				try {
					encoded = encodePathValue(id, 'Connection');
				} catch {
					return;
				}
				const { pathname, search, hash } = new URL(`http://api.test/v1/connections/${encoded}`);
				const segments = pathname.split('/');
				expect(segments).toHaveLength(4);
				expect(decodeURIComponent(segments[3])).toBe(id);
				expect(search + hash).toBe('');
			}),
			{ numRuns: 2000 },
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

	it.each([[[]], [''], [' , '], ['[]'], [[undefined, null]], [undefined]])('finds none in %j', (value) => {
		expect(someOf(value, 'Status', STATUSES)).toEqual([]);
	});

	it.each([['broken'], [['created', 'broken']], [5], ['[created'], [{}]])('rejects %j', (value) => {
		expect(() => someOf(value, 'Status', STATUSES)).toThrow('must be one of: bad_credentials, created');
	});
});
