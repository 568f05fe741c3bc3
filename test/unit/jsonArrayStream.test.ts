import fc from 'fast-check';
import { readBody, readJsonArray } from '../../nodes/shared/transport/jsonArrayStream';
import { Buffer, Readable } from '../support/node';

/** Splits a text into chunks of the given sizes in bytes; the last size repeats. */
function split(text: string, sizes: number[]): Buffer[] {
	const bytes = Buffer.from(text);
	const chunks: Buffer[] = [];
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = sizes[Math.min(turn, sizes.length - 1)];
		chunks.push(bytes.subarray(at, at + size));
		at += size;
	}
	return chunks;
}

/** Reads a list until a limit has been reached; `body` is what any other body is parsed as. */
async function read(
	chunks: Iterable<Buffer>,
	limit = Infinity,
): Promise<{ entries: unknown[]; body: unknown }> {
	const entries: unknown[] = [];
	const body = await readJsonArray(Readable.from(chunks), (taken) => {
		entries.push(...taken);
		return entries.length < limit;
	});
	return { entries, body };
}

/** Chunks that count how many of them were read. */
class CountedChunks implements Iterable<Buffer> {
	count = 0;

	constructor(private readonly chunks: Buffer[]) {}

	*[Symbol.iterator]() {
		for (const chunk of this.chunks) {
			this.count++;
			yield chunk;
		}
	}
}

/** Texts that look like the boundary between two entries, and fields like a connection's. */
const field = fc.oneof(
	fc.constantFrom('},{', '"},{"', '[{},{}]', '\\', 'é', '😀', ']'),
	fc.string({ maxLength: 8 }),
	fc.integer(),
	fc.constant(null),
	fc.array(fc.dictionary(fc.constantFrom('a', 'b'), fc.integer()), { maxLength: 3 }),
);
const entry = fc.dictionary(fc.constantFrom('id', 'group', 'text'), field);
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });

describe('a list that is parsed while it streams in', () => {
	it('equals the result of JSON.parse, for any chunks and indentation', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(entry, { maxLength: 30 }),
				sizes,
				fc.constantFrom(undefined, 1, '\t'),
				async (entries, at, indent) => {
					const text = JSON.stringify(entries, undefined, indent);
					expect((await read(split(text, at))).entries).toEqual(JSON.parse(text));
				},
			),
		);
	});

	it('is read no further than the chunk with the last entry that is taken', async () => {
		const chunks = [Buffer.from('[{"id":1},{"id":2},{"id":3'), Buffer.from('},{"id":4}'), Buffer.from(']')];
		const counted = new CountedChunks(chunks);
		const { entries } = await read(counted, 2);
		expect(entries).toEqual([{ id: 1 }, { id: 2 }]);
		expect(counted.count).toBe(1);
	});

	it('is parsed in chunks again after an entry that is longer than many chunks', async () => {
		const nested = { nested: Array.from({ length: 4000 }, () => ({ a: 1 })) };
		const entries = [nested, ...Array.from({ length: 8000 }, (_, id) => ({ id }))];
		const chunks = split(JSON.stringify(entries), [100]);
		const wanted = entries.slice(0, 3000);
		const counted = new CountedChunks(chunks);
		const { entries: taken } = await read(counted, wanted.length);
		expect(taken.slice(0, wanted.length)).toEqual(wanted);
		expect(counted.count).toBeLessThan(JSON.stringify(wanted).length / 100 + 10);
	});

	it('may have entries of any length', async () => {
		const entries = [1, 2, 3].map((id) => ({ id, text: `${id}`.repeat(300_000) }));
		expect((await read(split(JSON.stringify(entries), [65_536]))).entries).toEqual(entries);
	});

	it('is no list if it is truncated', async () => {
		const text = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id })));
		const { body } = await read(split(text.slice(0, -5), [40]));
		expect(typeof body).toBe('string');
	});

	it('may contain anything', async () => {
		const { entries } = await read(split('[{"id":1},7,{"id":2},{"id":3},{"id":4}]', [25]));
		expect(entries).toEqual([{ id: 1 }, 7, { id: 2 }, { id: 3 }, { id: 4 }]);
	});

	it('fails with the error of its stream', async () => {
		const broken = async function* () {
			yield Buffer.from('[{"id":1},{"id":2},');
			await Promise.reject(new Error('The connection broke'));
		};
		await expect(readJsonArray(broken(), () => true)).rejects.toThrow('The connection broke');
	});

	it('is parsed in linear time even if an entry is longer than many chunks', async () => {
		const text = JSON.stringify([{ nested: Array.from({ length: 4000 }, () => ({ a: 1 })) }]);
		const parse = jest.spyOn(JSON, 'parse');
		await read(split(text, [100]));
		const parsedLength = parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
		parse.mockRestore();
		expect(parsedLength).toBeLessThan(4 * text.length);
	});
});

describe('any other response that streams in', () => {
	it.each([
		['null', null],
		['7', 7],
		['"},{"', '},{'],
		['', ''],
		['<html>},{</html>', '<html>},{</html>'],
		['{"results":[{"id":1},{"id":2}]}', { results: [{ id: 1 }, { id: 2 }] }],
		['\uFEFF{"id":1}', { id: 1 }],
	])('is parsed like the HTTP client does: %j', async (text, body) => {
		expect(await read(split(text, [4]))).toEqual({ entries: [], body });
	});

	it('shows an incomplete last character', async () => {
		const bytes = Buffer.from('café').subarray(0, -1);
		expect((await read([bytes])).body).toBe(bytes.toString());
	});
});

describe('a whole body that streams in', () => {
	it.each([
		['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
		['{"é":"😀"}', { é: '😀' }],
		['not found', 'not found'],
		['', ''],
	])('is parsed like the HTTP client does: %j', async (text, body) => {
		expect(await readBody(Readable.from(split(text, [3])))).toEqual(body);
	});

	it('shows an incomplete last character', async () => {
		const bytes = Buffer.from('café').subarray(0, -1);
		expect(await readBody(Readable.from([bytes]))).toBe(bytes.toString());
	});
});
