import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import {
	allEntries,
	type FetchPage,
	type ListOptions,
	readList,
} from '../../nodes/shared/transport/pagination';
import { Buffer, Readable } from '../support/node';

const action = { label: 'list the things' };

/** Serves pages one after the other: the first one as a stream, as `send` does. */
async function read(
	pages: unknown[],
	options: Partial<ListOptions> = {},
): Promise<{ items: IDataObject[]; isCut: boolean; tokens: unknown[] }> {
	const tokens: unknown[] = [];
	const fetchPage: FetchPage = async (token, readStream) => {
		tokens.push(token);
		const page = pages[tokens.length - 1];
		const chunks = Readable.from([Buffer.from(JSON.stringify(page))]);
		const body = readStream ? await readStream(chunks) : page;
		return { statusCode: 200, headers: {}, body };
	};
	const { entries: items, isCut } = await readList(action, fetchPage, { ...allEntries, ...options });
	return { items, isCut, tokens };
}

const page = (ids: number[], pagination?: unknown) => ({ results: ids.map((id) => ({ id })), pagination });

describe('reading a list', () => {
	it('reads a bare array as the whole list', async () => {
		expect(await read([[{ id: 1 }, { id: 2 }]])).toEqual({
			items: [{ id: 1 }, { id: 2 }],
			isCut: false,
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

	it('reads on after a page that repeats another one under a new token', async () => {
		const { items } = await read([
			page([1], { nextPageToken: 'b' }),
			page([1], { nextPageToken: 'c' }),
			page([2], { done: true }),
		]);
		expect(items).toEqual([{ id: 1 }, { id: 2 }]);
	});

	it.each([
		['repeat the first one', () => [1]],
		['are empty', () => []],
	])('fails after 100 pages that %s, instead of reading forever', async (_, ids) => {
		const pages = (count: number) => [
			page([1], { nextPageToken: 'first' }),
			...Array.from({ length: count }, (_, index) => page(ids(), { nextPageToken: `t${index}` })),
			page([2], { done: true }),
		];
		await expect(read(pages(101))).rejects.toMatchObject({
			message: "Couldn't list the things: the API returned 100 pages without anything new",
			description: "Report this to Ampersand. Until it is fixed, set a lower 'Limit'.",
		});
		expect((await read(pages(100))).items).toEqual([{ id: 1 }, { id: 2 }]);
	});

	it('counts only pages without anything new that follow each other', async () => {
		const pages = Array.from({ length: 300 }, (_, index) =>
			page(index % 99 ? [] : [index], { nextPageToken: `t${index}` }),
		);
		expect((await read([...pages, page([-1], { done: true })])).items).toHaveLength(5);
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
		const { tokens } = await read([page([1, 2], { done: false, nextPageToken: 'b' })], { limit: 2 });
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
		['a bare null', null],
		['null with pages', { results: null, pagination: { done: true } }],
	])('reads %s as an empty list', async (_, body) => {
		expect((await read([body])).items).toEqual([]);
	});

	it('continues after a page whose list is null', async () => {
		const first = { results: null, pagination: { nextPageToken: 'b' } };
		expect((await read([first, page([1], { done: true })])).items).toEqual([{ id: 1 }]);
	});

	it.each([
		['a text', 'hello'],
		['nothing', ''],
		['an object', { id: 1 }],
		['a list of texts', ['a']],
		['a list with anything but objects', [{ id: 1 }, 7]],
		['an object without results', { pagination: { done: true } }],
		['results that are not a list', { results: {}, pagination: { done: true } }],
		['results that contain null', { results: [null], pagination: { done: true } }],
		['a token that is an object', page([1], { done: false, nextPageToken: {} })],
	])('rejects %s', async (_, body) => {
		// A second page would be a list.
		await expect(read([body, page([2], { done: true })])).rejects.toThrow('expected a list');
	});

	it('tells the status of a list of something else', async () => {
		await expect(read([['a']])).rejects.toMatchObject({ details: { status: 200 } });
	});

	it('fails on a list that is cut off', async () => {
		const fetchPage: FetchPage = async (_, readStream) => ({
			statusCode: 200,
			headers: {},
			body: await readStream?.(Readable.from([Buffer.from('[{"id":1},{"id":2},{"id"')])),
		});
		await expect(readList(action, fetchPage, allEntries)).rejects.toThrow('expected a list');
	});

	it('starts again when the first page is read twice', async () => {
		const fetchPage: FetchPage = async (_, readStream) => {
			await readStream?.(Readable.from([Buffer.from('[{"id":1},{"id":2},{"id"')]));
			const body = await readStream?.(Readable.from([Buffer.from('[{"id":1},{"id":2}]')]));
			return { statusCode: 200, headers: {}, body };
		};
		const { entries } = await readList(action, fetchPage, allEntries);
		expect(entries).toEqual([{ id: 1 }, { id: 2 }]);
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

describe('a limit', () => {
	const ids = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
	const odd: ListOptions['map'] = ({ id }) => (Number(id) % 2 ? { odd: id } : undefined);

	it.each<[string, unknown[], number, boolean]>([
		['a list with more entries', [ids(3)], 2, true],
		['a list with exactly as many', [ids(2)], 2, false],
		['a page with more entries', [{ results: ids(3), pagination: { done: true } }], 2, true],
		['a page that is followed by another', [page([1, 2], { nextPageToken: 'b' })], 2, true],
		['a last page with exactly as many', [page([1, 2], { done: true })], 2, false],
	])('tells whether it has cut %s', async (_, pages, limit, isCut) => {
		expect((await read(pages, { limit })).isCut).toBe(isCut);
	});

	it('ends the reading of a list', async () => {
		const chunks = Readable.from(
			['[{"id":1},{"id":2},{"id":3},', '{"id":4}]'].map((text) => Buffer.from(text)),
		);
		const fetchPage: FetchPage = async (_, readStream) => ({
			statusCode: 200,
			headers: {},
			body: await readStream?.(chunks),
		});
		expect(await readList(action, fetchPage, { ...allEntries, limit: 1 })).toMatchObject({
			entries: [{ id: 1 }],
			isCut: true,
			count: 2,
		});
	});

	it('counts wanted entries only', async () => {
		expect(await read([ids(8)], { map: odd, limit: 2 })).toMatchObject({
			items: [{ odd: 1 }, { odd: 3 }],
			isCut: true,
		});
	});

	it('is not said to cut entries that are not wanted', async () => {
		expect(await read([ids(5)], { map: odd, limit: 2 })).toMatchObject({ isCut: false });
	});
});
