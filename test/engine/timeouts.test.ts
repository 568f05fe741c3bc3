import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { http, type net, once } from '../support/node';
import { quiet } from '../support/operations';

const harness = engineHarness();

const TIMEOUT_MS = 60_000;
const SETTINGS = { options: { maxRetries: 0 }, requestOptions: { timeout: TIMEOUT_MS } };
const list = parametersOf('connection getAll', { ...SETTINGS, returnAll: true });
const get = parametersOf('connection get', { ...SETTINGS, connectionId: 'c0' });

/** The timers that the code under test has set. Their time passes when the test says so. */
let timers: Array<{ ms: number; end: () => void }> = [];

const servers: http.Server[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

beforeEach(() => {
	timers = [];
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const controller = new AbortController();
		const end = () => controller.abort(new DOMException('The time is over', 'TimeoutError'));
		timers.push({ ms, end });
		return controller.signal;
	});
});

const timersOf = (ms: number) => timers.filter((timer) => timer.ms === ms);

/** A server whose response the test sends piece by piece. */
async function slowServer() {
	const responses: http.ServerResponse[] = [];
	const server = http.createServer((_, response) => {
		response.setHeader('content-type', 'application/json').flushHeaders();
		responses.push(response);
	});
	servers.push(server);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as net.AddressInfo;
	return { credential: { apiKey: 'key', baseUrl: `http://127.0.0.1:${port}/v1` }, responses };
}

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await quiet();
}

describe('a list that keeps arriving', () => {
	it('is read to its end, however long that takes', async () => {
		const { credential, responses } = await slowServer();
		const running = harness.run(list, [{}], { credential });
		await until(() => responses.length === 1);
		for (let index = 0; index < 5; index++) {
			responses[0].write(`${index ? ',' : '['}{"id":"c${index}"}`);
			// The next piece is waited for by a timer of its own; the time of those before it passes without effect.
			await until(() => timersOf(TIMEOUT_MS).length === index + 2);
			for (const timer of timersOf(TIMEOUT_MS).slice(0, -1)) timer.end();
		}
		responses[0].end(']');
		const { json, error } = await running;
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
	});

	it('fails if it stalls', async () => {
		const { credential, responses } = await slowServer();
		const running = harness.run(list, [{}], { credential });
		await until(() => responses.length === 1);
		responses[0].write('[{"id":"c0"},');
		await until(() => timersOf(TIMEOUT_MS).length === 2);
		timersOf(TIMEOUT_MS)[1].end();
		const { error } = await running;
		expect(error?.message).toContain('did not respond in time');
	});
});

describe('ten times the timeout', () => {
	it.each([
		['a list', list],
		['a single connection', get],
	])('is the most that %s may take', async (_, parameters) => {
		const { credential, responses } = await slowServer();
		const running = harness.run(parameters, [{}], { credential });
		await until(() => responses.length === 1);
		responses[0].write('[{"id":"c0"},');
		const limits = timersOf(10 * TIMEOUT_MS);
		expect(limits).toHaveLength(1);
		limits[0].end();
		const { error } = await running;
		expect(error?.message).toContain('did not respond in time');
	});

	it('begins again with a retry', async () => {
		harness.api.fault({ respond: { status: 503 } });
		harness.api.fault({ respond: { status: 200, body: { id: 'c0' } } });
		const { json } = await harness.run({ ...get, options: { maxRetries: 1 } });
		expect(json).toHaveLength(1);
		expect(timersOf(10 * TIMEOUT_MS)).toHaveLength(2);
	});
});
