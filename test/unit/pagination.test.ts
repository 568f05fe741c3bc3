import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { readPages } from '../../nodes/shared/transport/pagination';
import { allEntries } from '../../nodes/shared/transport/listOptions';

const action = { label: 'list the things', notFoundHint: '' };

async function read(
	pages: unknown[],
	limit = Infinity,
): Promise<{ items: IDataObject[]; tokens: unknown[] }> {
	const tokens: unknown[] = [];
	const fetchPage = async (_: unknown, token?: string) => {
		tokens.push(token);
		const body = pages[tokens.length - 1];
		return await Promise.resolve({ statusCode: 200, headers: {}, body });
	};
	const items = await readPages(action, fetchPage, { ...allEntries, limit });
	return { items, tokens };
}

const page = (ids: number[], pagination?: unknown) => ({ results: ids.map((id) => ({ id })), pagination });

describe('reading a list', () => {
	it('reads a bare array as the whole list', async () => {
		expect(await read([[{ id: 1 }, { id: 2 }]])).toEqual({
			items: [{ id: 1 }, { id: 2 }],
			tokens: [undefined],
		});
	});

	it('returns an entry once although it is on two pages', async () => {
		const { items } = await read([
			page([1, 2], { done: false, nextPageToken: 'b' }),
			page([2, 3], { done: false, nextPageToken: 'c' }),
			page([3, 4], { done: true }),
		]);
		expect(items.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
	});

	it('returns entries without an ID from every page', async () => {
		const page = (name: string, pagination: unknown) => ({ results: [{ name }, { name }], pagination });
		const { items } = await read([page('a', { nextPageToken: 'b' }), page('b', { done: true })]);
		expect(items.map(({ name }) => name)).toEqual(['a', 'a', 'b', 'b']);
	});

	it('returns a list without pages as it is, even with the same ID twice', async () => {
		const { items } = await read([[{ id: 1 }, { id: 1 }]]);
		expect(items).toEqual([{ id: 1 }, { id: 1 }]);
	});

	it('fails if a page repeats another one under a new token, instead of reading forever', async () => {
		const repeated = (token: string) => page([1], { done: false, nextPageToken: token });
		await expect(read([repeated('b'), repeated('c'), repeated('d')])).rejects.toThrow(
			"Couldn't list the things: the API returned a page that it had returned before",
		);
	});

	it('follows the page tokens until the list is done', async () => {
		const { items, tokens } = await read([
			page([1], { done: false, nextPageToken: 'b' }),
			page([2], { done: false, nextPageToken: 'c' }),
			page([3], { done: true }),
		]);
		expect(items.map(({ id }) => id)).toEqual([1, 2, 3]);
		expect(tokens).toEqual([undefined, 'b', 'c']);
	});

	it('continues after an empty page', async () => {
		const { items } = await read([page([], { done: false, nextPageToken: 'b' }), page([1], { done: true })]);
		expect(items).toEqual([{ id: 1 }]);
	});

	it.each([
		['done, despite a token', { done: true, nextPageToken: 'b' }],
		['without a token', { done: false }],
		['with an empty token', { done: false, nextPageToken: '' }],
		['with null as its token', { done: false, nextPageToken: null }],
		['without pagination', undefined],
	])('ends after a page %s', async (_, pagination) => {
		expect((await read([page([1], pagination)])).tokens).toEqual([undefined]);
	});

	it('requests no page that it does not need', async () => {
		const { tokens } = await read([page([1, 2], { done: false, nextPageToken: 'b' })], 2);
		expect(tokens).toEqual([undefined]);
	});

	it('accepts a number as a token', async () => {
		const { tokens } = await read([page([1], { done: false, nextPageToken: 7 }), page([2], { done: true })]);
		expect(tokens).toEqual([undefined, '7']);
	});

	it('fails if a page token comes twice', async () => {
		const again = page([1], { done: false, nextPageToken: 'b' });
		await expect(read([again, again, again])).rejects.toMatchObject({
			message: "Couldn't list the things: the API returned the same page token twice",
			description: "Report this to Ampersand. Until it is fixed, set a lower 'Limit'.",
		});
	});

	it.each([
		['null', null],
		['a text', 'hello'],
		['an object', { id: 1 }],
		['a list of texts', ['a']],
		['results that are not a list', { results: {}, pagination: { done: true } }],
		['results that contain null', { results: [null], pagination: { done: true } }],
		['a token that is an object', page([1], { done: false, nextPageToken: {} })],
	])('rejects %s', async (_, body) => {
		// A second page would be a list.
		await expect(read([body, page([2], { done: true })])).rejects.toThrow('expected a list');
	});

	it('returns exactly the entries of all pages, in order, for any page sizes', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
				let next = 0;
				const pages = sizes.map((size, index) =>
					page(
						Array.from({ length: size }, () => next++),
						index < sizes.length - 1 ? { done: false, nextPageToken: `t${index}` } : { done: true },
					),
				);
				const { items } = await read(pages);
				expect(items.map(({ id }) => id)).toEqual(Array.from({ length: next }, (_, id) => id));
			}),
		);
	});
});
