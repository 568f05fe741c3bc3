import { DEFAULT_BASE_URL } from '../../nodes/shared/api';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { http, type net, once } from '../support/node';
import { type OperationName, OPERATION_NAMES, parametersOf } from '../support/parametersOf';

const harness = engineHarness();

/** The hosts that a proxy was asked for a tunnel to. It refuses each, so that nothing leaves the machine. */
let asked: string[] = [];
let server: http.Server | undefined;
let requestOptions = {};

beforeEach(async () => {
	asked = [];
	server = http.createServer();
	server.on('connect', ({ url = '' }: http.IncomingMessage, socket: net.Socket) => {
		asked.push(url);
		socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	requestOptions = { proxy: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}` };
});
afterEach(() => server?.close());

const READ_OPERATIONS: OperationName[] = ['installation pauseReads', 'installation unpauseReads'];
const isRead = (name: OperationName) => READ_OPERATIONS.includes(name);
const credential = (baseUrl: string) => ({ apiKey: 'made-up-key', baseUrl });
const NO_RETRIES = { options: { maxRetries: 0 } };

describe('with the default base URL', () => {
	it.each(OPERATION_NAMES)('the host of %s is the one that serves it', async (name) => {
		await harness.run({ ...parametersOf(name), ...NO_RETRIES }, [{ id: 'x' }], {
			credential: credential(DEFAULT_BASE_URL),
			requestOptions,
		});
		expect(asked).toEqual([`${isRead(name) ? 'read' : 'api'}.withampersand.com:443`]);
	});

	it.each(READ_OPERATIONS)('Only If is checked where installations are, before %s', async (name) => {
		const onlyIf = { groupRef: 'group-1' };
		await harness.run({ ...parametersOf(name, { onlyIf }), ...NO_RETRIES }, [{ id: 'x' }], {
			credential: credential(`${DEFAULT_BASE_URL}/`),
			requestOptions,
		});
		expect(asked).toEqual(['api.withampersand.com:443']);
	});
});

describe('with another base URL', () => {
	it.each(READ_OPERATIONS)('%s stays there', async (name) => {
		const [{ id, integrationId }] = harness.api.state.installations;
		const { error } = await harness.run(parametersOf(name, { integrationId, installationId: id }));
		expect(error).toBeUndefined();
		expect(harness.api.requests[0].path).toContain(`/v1/projects/${PROJECT}/integrations/${integrationId}/`);
	});

	it.each([
		'https://api.withampersand.com/v2',
		'https://API.withampersand.com/v1/x',
		'https://amp.example.test',
	])('that is like the default one, %s, nothing goes to the read host', async (baseUrl) => {
		const name = 'installation pauseReads';
		await harness.run({ ...parametersOf(name), ...NO_RETRIES }, [{ id: 'x' }], {
			credential: credential(baseUrl),
			requestOptions,
		});
		expect(asked).toEqual([`${new URL(baseUrl).host}:443`]);
	});
});
