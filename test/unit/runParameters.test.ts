import type { INodeParameters } from 'n8n-workflow';
import { readerOf } from '../support/readerOf';

describe('a parameter', () => {
	it.each([[null], [true], [0], ['']])('without an expression is what was saved (%j)', (simplify) => {
		const { p, asked } = readerOf({ simplify } as unknown as INodeParameters);
		expect(p.value('simplify')).toBe(simplify);
		expect(asked).toEqual([]);
	});
});

describe('an expression', () => {
	it('in a resource locator is the only part of it that is evaluated', () => {
		const connectionId = { __rl: true, mode: 'id', value: '={{ 1 + 1 }}' };
		const { p, asked } = readerOf({ operation: 'get', connectionId }, { 'connectionId.value': 2 });
		expect(p.text('connectionId')).toBe('2');
		expect(asked).toEqual(['connectionId.value']);
	});

	it('that names a field of the item is read from it', () => {
		const { p, asked } = readerOf({ limit: '={{ $json.a["b c"][0] }}' }, {}, { json: { a: { 'b c': [7] } } });
		expect(p.integer('limit')).toBe(7);
		expect(asked).toEqual([]);
	});

	it.each([['text'], [''], [0], [-1.5], [true], [false]])(
		'that names a field with %j is the field itself, with its type',
		(a) => {
			const { p, asked } = readerOf({ limit: '={{ $json.a }}' }, { limit: 'n8n' }, { json: { a } });
			expect(p.value('limit')).toBe(a);
			expect(asked).toEqual([]);
		},
	);

	it.each([
		['a missing field', '={{ $json.b }}', { a: 1 }],
		['null', '={{ $json.a }}', { a: null }],
		['an object', '={{ $json.a }}', { a: {} }],
		['a number that JSON lacks', '={{ $json.a }}', { a: NaN }],
		['a field of null', '={{ $json.a.b }}', { a: null }],
		['an unsafe name after a safe one', '={{ $json.a.constructor }}', { a: { constructor: 'x' } }],
		['a field of text', '={{ $json.a.length }}', { a: 'text' }],
		['negative zero', '={{ $json.a }}', { a: -0 }],
		['a member of every object', '={{ $json.constructor }}', { a: 1 }],
		['more than a field', '={{ $json.a + 1 }}', { a: 1 }],
		['text around it', '={{ $json.a }}x', { a: 1 }],
	])('is left to n8n for %s', (_, limit, json) => {
		const { p, asked } = readerOf({ limit }, { limit: 5 }, { json });
		expect(p.integer('limit')).toBe(5);
		expect(asked).toEqual(['limit']);
	});

	it('is evaluated once, however often it is read', () => {
		const { p, asked } = readerOf({ limit: '={{ 2 + 3 }}' }, { limit: 5 });
		expect([p.value('limit'), p.value('limit'), p.integer('limit')]).toEqual([5, 5, 5]);
		expect(asked).toEqual(['limit']);
	});
});
