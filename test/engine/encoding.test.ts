import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { http, type net, once, zlib } from '../support/node';

const harness = engineHarness();
const OPERATIONS = ['connection get', 'connection getAll', 'connection generate'] as const;

/** Runs an operation against a server that answers with these bytes. */
async function respondedWith(name: (typeof OPERATIONS)[number], encoding: string, body: Uint8Array) {
	const server = http.createServer((_, response) => {
		response.setHeader('content-type', 'application/json').setHeader('content-encoding', encoding);
		response.end(body);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as net.AddressInfo;
	const credential = { apiKey: 'key', baseUrl: `http://127.0.0.1:${port}/v1` };
	const { error } = await harness
		.run(parametersOf(name), [{ id: 'c1' }], { credential })
		.finally(() => server.close());
	return error;
}

const PLAIN = Buffer.from('{"id":"c1","provider":"hubspot"}');
const damaged = (bytes: Buffer) => {
	bytes[bytes.length - 6] ^= 0xff;
	return bytes;
};

describe.each(OPERATIONS)('a response that is not compressed as its header says, to %s', (name) => {
	it.each([
		['gzip', 'plain', PLAIN],
		['br', 'plain', PLAIN],
		['deflate', 'plain', PLAIN],
		['gzip', 'damaged', damaged(zlib.gzipSync(PLAIN))],
	])('is told as such (%s, %s)', async (encoding, _, body) => {
		const error = await respondedWith(name, encoding, body);
		expect(error?.message).toMatch(/the response from 127\.0\.0\.1:\d+ can't be decompressed$/);
		expect(error?.description).toContain('Its body is not compressed as its header says.');
		expect(error?.description?.includes('may still have processed the request')).toBe(
			name === 'connection generate',
		);
	});
});
