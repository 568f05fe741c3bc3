import fc from 'fast-check';
import { readJsonArray } from '../../nodes/shared/transport/jsonArrayStream';
import type { ApiResponse } from '../../nodes/shared/api';
import { allEntries, type ListOptions } from '../../nodes/shared/transport/listOptions';
import { Buffer, Readable } from '../support/node';

/** Cuts a text into pieces of so many bytes, the last size over and over. */
function cut(text: string, sizes: number[]): Buffer[] {
	const bytes = Buffer.from(text);
	const pieces: Buffer[] = [];
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = sizes[Math.min(turn, sizes.length - 1)];
		pieces.push(bytes.subarray(at, at + size));
		at += size;
	}
	return pieces;
}

async function read(
	pieces: Iterable<Buffer>,
	selection: ListOptions = allEntries,
	statusCode = 200,
): Promise<ApiResponse> {
	return await readJsonArray({ statusCode, headers: {}, body: Readable.from(pieces) }, selection);
}

/** Pieces that say how many of them were asked for. */
class Counted implements Iterable<Buffer> {
	asked = 0;

	constructor(private readonly pieces: Buffer[]) {}

	*[Symbol.iterator]() {
		for (const piece of this.pieces) {
			this.asked++;
			yield piece;
		}
	}
}

/** Texts that look like the place between two entries, and members like a connection's. */
const member = fc.oneof(
	fc.constantFrom('},{', '"},{"', '[{},{}]', '\\', 'é', '😀', ']'),
	fc.string({ maxLength: 8 }),
	fc.integer(),
	fc.constant(null),
	fc.array(fc.dictionary(fc.constantFrom('a', 'b'), fc.integer()), { maxLength: 3 }),
);
const entry = fc.dictionary(fc.constantFrom('id', 'group', 'text'), member);
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });

describe('a list that is read while it arrives', () => {
	it('is what JSON.parse makes of the whole, wherever it is cut and however it is written', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(entry, { maxLength: 30 }),
				sizes,
				fc.constantFrom(undefined, 1, '\t'),
				async (entries, at, indent) => {
					const text = JSON.stringify(entries, undefined, indent);
					expect((await read(cut(text, at))).entries).toEqual(JSON.parse(text));
				},
			),
		);
	});

	it('gives the first ones wanted, and no more', async () => {
		const odd: ListOptions['map'] = (one) => (Number(one.id) % 2 ? { odd: one.id } : undefined);
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 40 }),
				fc.integer({ min: 1, max: 25 }),
				sizes,
				async (count, most, at) => {
					const entries = Array.from({ length: count }, (_, id) => ({ id }));
					const { entries: kept } = await read(cut(JSON.stringify(entries), at), { map: odd, limit: most });
					const wanted = entries.filter(({ id }) => id % 2).map(({ id }) => ({ odd: id }));
					expect(kept).toEqual(wanted.slice(0, most));
				},
			),
		);
	});

	it('is read no further than what is wanted', async () => {
		const pieces = cut(JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id }))), [100]);
		const counted = new Counted(pieces);
		const { entries: kept } = await read(counted, { ...allEntries, limit: 3 });
		expect(kept).toEqual([{ id: 0 }, { id: 1 }, { id: 2 }]);
		expect(counted.asked).toBeLessThan(pieces.length / 2);
	});

	it('is read piece by piece again after an entry in which nothing could be taken', async () => {
		const nested = { nested: Array.from({ length: 4000 }, () => ({ a: 1 })) };
		const entries = [nested, ...Array.from({ length: 8000 }, (_, id) => ({ id }))];
		const pieces = cut(JSON.stringify(entries), [100]);
		const wanted = entries.slice(0, 3000);
		const counted = new Counted(pieces);
		const { entries: kept } = await read(counted, { ...allEntries, limit: wanted.length });
		expect(kept).toEqual(wanted);
		expect(counted.asked).toBeLessThan(JSON.stringify(wanted).length / 100 + 10);
	});

	it('has entries of any length', async () => {
		const entries = [1, 2, 3].map((id) => ({ id, text: `${id}`.repeat(300_000) }));
		expect((await read(cut(JSON.stringify(entries), [65_536]))).entries).toEqual(entries);
	});

	it('that is cut off in the middle is no list', async () => {
		const text = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id })));
		const { entries: kept, body } = await read(cut(text.slice(0, -5), [40]));
		expect(kept).toBeUndefined();
		expect(typeof body).toBe('string');
	});

	it('that holds something else than objects is no list', async () => {
		const { entries: kept, body } = await read(cut('[{"id":1},7,{"id":2},{"id":3},{"id":4}]', [25]));
		expect(kept).toBeUndefined();
		expect(body).toContain(7);
	});

	it('costs no more than a few times its length to look through where nothing can be taken', async () => {
		const text = JSON.stringify([{ nested: Array.from({ length: 4000 }, () => ({ a: 1 })) }]);
		const parse = jest.spyOn(JSON, 'parse');
		await read(cut(text, [100]));
		const looked = parse.mock.calls.reduce((sum, [given]) => sum + given.length, 0);
		parse.mockRestore();
		expect(looked).toBeLessThan(4 * text.length);
	});
});

describe('any other answer that is read while it arrives', () => {
	it.each([
		['null', null],
		['7', 7],
		['"},{"', '},{'],
		['', ''],
		['<html>},{</html>', '<html>},{</html>'],
		['{"results":[{"id":1},{"id":2}]}', { results: [{ id: 1 }, { id: 2 }] }],
		['\uFEFF{"id":1}', { id: 1 }],
	])('is what the HTTP client makes of %j', async (text, body) => {
		expect(await read(cut(text, [4]))).toEqual({ statusCode: 200, headers: {}, body });
	});

	it('is not taken for a list when it is an error', async () => {
		const { entries: kept, body } = await read(cut('[{"a":1},{"a":2},{"a":3}]', [12]), allEntries, 500);
		expect(kept).toBeUndefined();
		expect(body).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
	});

	it('shows where its last character was cut off', async () => {
		const bytes = Buffer.from('café').subarray(0, -1);
		expect((await read([bytes])).body).toBe(bytes.toString());
	});

	it('is left as it is when it has arrived already', async () => {
		const answer = { statusCode: 200, headers: {}, body: [{ id: 1 }] };
		expect(await readJsonArray(answer, allEntries)).toBe(answer);
	});
});
