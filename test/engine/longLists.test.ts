import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { http, type net, once, zlib } from '../support/node';

const list = parametersOf('connection getAll', { returnAll: true });

const harness = engineHarness();

/** About 500 kB, which the HTTP client receives in many chunks. */
const COUNT = 1000;
const allIds = Array.from({ length: COUNT }, (_, index) => `connection-${index}`);

beforeEach(() => {
	const { state } = harness.api;
	const [model] = state.connections;
	state.connections = allIds.map((id) => ({ ...model, connection: { ...model.connection, id } }));
});

/** A server that sends a long list, or its beginning, as the test chooses. */
async function serve(respond: (response: http.ServerResponse, text: string) => void) {
	const text = JSON.stringify(harness.api.state.connections.map(({ connection }) => connection));
	const server = http.createServer((_, response) => respond(response, text));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as net.AddressInfo;
	const credential = { apiKey: 'key', baseUrl: `http://127.0.0.1:${port}/v1` };
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { credential, close };
}

describe('a long list', () => {
	it('is read completely, in the order of the API', async () => {
		const { json } = await harness.run(list);
		expect(json.map(({ id }) => id)).toEqual(allIds);
	});

	it('is read if it is compressed', async () => {
		const { credential, close } = await serve((response, text) => {
			response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync(text));
		});
		const { json } = await harness.run(list, [{}], { credential });
		close();
		expect(json.map(({ id }) => id)).toEqual(allIds);
	});

	it('is read only up to the limit, and then the connection is closed', async () => {
		let closed: Promise<unknown> | undefined;
		const { credential, close } = await serve((response, text) => {
			closed = once(response, 'close');
			// So little that the limit is reached while the response is still incomplete.
			response.write(text.slice(0, 10_000));
		});
		const { json } = await harness.run({ ...list, returnAll: false, limit: 3 }, [{}], { credential });
		await closed;
		close();
		expect(json.map(({ id }) => id)).toEqual(allIds.slice(0, 3));
	});

	it('returns each connection once if it is read again after a lost connection', async () => {
		harness.api.fault({ drop: 'midBody' });
		const { json } = await harness.run(list);
		expect(json.map(({ id }) => id)).toEqual(allIds);
		expect(harness.api.requests).toHaveLength(2);
	});

	it('names the host if the connection is lost each time', async () => {
		harness.api.fault({ drop: 'midBody', times: Infinity });
		const { error } = await harness.run({ ...list, options: { maxRetries: 0 } });
		expect(error?.message).toContain(`the connection to ${new URL(harness.api.url).host} was closed`);
	});

	it.each(['beforeHeaders', 'midBody'] as const)('fails after the timeout if it stalls %s', async (stall) => {
		harness.api.fault({ stall });
		const { error } = await harness.run({ ...list, options: { maxRetries: 0 } }, [{}], {
			requestOptions: { timeout: 200 },
		});
		expect(error?.message).toContain(`${new URL(harness.api.url).host} did not respond in time`);
	});

	it('ends at once if the execution is canceled before it arrives', async () => {
		const cancel = new AbortController();
		harness.api.fault({ stall: 'beforeHeaders', handler: () => cancel.abort() });
		const { status } = await harness.run(list, [{}], { cancel: cancel.signal });
		expect(status).toBe('canceled');
	});

	it('ends at once if the execution is canceled while it streams in', async () => {
		const cancel = new AbortController();
		const { credential, close } = await serve((response, text) => {
			response.write(text.slice(0, text.length / 2), () => cancel.abort());
		});
		const { status } = await harness.run(list, [{}], { credential, cancel: cancel.signal });
		close();
		expect(status).toBe('canceled');
	});

	it('fails if it is truncated, and returns nothing', async () => {
		harness.api.fault({ cut: true });
		const { error, items } = await harness.run(list);
		expect(error?.message).toContain('expected a list');
		expect(error?.description).toContain('It may have been truncated.');
		expect(items).toHaveLength(0);
	});
});
