import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import { MemoryCredentials } from '../support/engine/credentials';
import { http, once, type net } from '../support/node';
import { byId, engineHarness } from '../support/engineHarness';
import { BY_NAME, items, operationCase } from '../support/operations';

const harness = engineHarness();

/** The options of the requests, as they reach the credential. */
const sent = (): IHttpRequestOptions[] =>
	jest
		.mocked(MemoryCredentials.prototype.authenticate)
		.mock.calls.map(([, , options]) => options as IHttpRequestOptions);
beforeEach(() => void jest.spyOn(MemoryCredentials.prototype, 'authenticate'));

describe('Timeout', () => {
	const TIMEOUTS: Array<[unknown, number]> = [
		[5000, 5000],
		['5000', 5000],
		[' 5000 ', 5000],
		[5000.5, 5001],
		['5000.5', 5001],
		[99_999_999_999, 2_147_483_647],
	];

	it.each(BY_NAME)('is read alike by %s', async (_, { parameters, success }) => {
		harness.api.fault({ times: Infinity, respond: success });
		const timeout = '={{ $json.t }}';
		const input = TIMEOUTS.map(([t], index) => ({ id: `c${index}`, t }) as IDataObject);
		const { error } = await harness.run({ ...parameters, requestOptions: { timeout } }, input);
		expect(error).toBeUndefined();
		expect(harness.api.requests).toHaveLength(TIMEOUTS.length);
		expect(sent().map((request) => request.timeout)).toEqual(TIMEOUTS.map(([, ms]) => ms));
	});

	it.each(BY_NAME)("is read from n8n's variables by %s", async (_, { parameters, success }) => {
		harness.api.fault({ respond: success });
		const requestOptions = { timeout: '={{ $vars.TIMEOUT_MS }}' };
		const { error } = await harness.run({ ...parameters, requestOptions }, items(1), {
			variables: { TIMEOUT_MS: '5000' },
		});
		expect(error).toBeUndefined();
		expect(sent().map((request) => request.timeout)).toEqual([5000]);
	});

	it.each<[unknown, string]>([
		['soon', 'must be a number'],
		[-1, 'must be a number of milliseconds greater than 0'],
		['-1', 'must be a number of milliseconds greater than 0'],
		[0, 'must be a number of milliseconds greater than 0'],
		['', 'must be a number'],
		[true, 'must be a number'],
		[{ ms: 1 }, 'must be a number'],
		[[5000], 'must be a number'],
	])('is refused by name when it is %j', async (t, reason) => {
		for (const [, { parameters }] of BY_NAME) {
			const { error } = await harness.run({ ...parameters, requestOptions: { timeout: '={{ $json.t }}' } }, [
				{ id: 'c0', t } as IDataObject,
			]);
			expect(error?.message).toBe(`The parameter 'Timeout' ${reason} [item 0]`);
		}
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([[0], [''], [undefined]])('is that of n8n when it is %j by hand', async (timeout) => {
		harness.api.fault({ respond: { status: 200, body: { id: 'x' } } });
		const { parameters } = operationCase('connection get');
		const requestOptions = { timeout } as INodeParameters;
		const { error } = await harness.run({ ...parameters, requestOptions }, items(1));
		expect(error).toBeUndefined();
		expect(sent().map((request) => request.timeout)).toEqual([300_000]);
	});

	it('ends a request that takes longer', async () => {
		harness.api.fault({ stall: 'beforeHeaders' });
		const { error } = await harness.run(
			{
				...operationCase('connection get').parameters,
				options: { maxRetries: 0 },
				requestOptions: { timeout: '50' },
			},
			items(1),
		);
		expect(error?.message).toContain('did not respond in time');
	});
});

describe('Proxy', () => {
	const { parameters, success } = operationCase('connection get');

	it('takes the requests, with its own credentials', async () => {
		const seen: Array<{ url?: string; authorization?: string }> = [];
		const proxy = http.createServer((request, response) => {
			seen.push({ url: request.url, authorization: request.headers['proxy-authorization'] });
			response.setHeader('content-type', 'application/json').end('{"id":"by proxy"}');
		});
		await once(proxy.listen(0, '127.0.0.1'), 'listening');
		const { port } = proxy.address() as net.AddressInfo;
		const { json } = await harness.run(
			{ ...parameters, requestOptions: { proxy: `http://me:p%40ss@127.0.0.1:${port}` } },
			items(1),
		);
		proxy.close();
		expect(json).toEqual([{ id: 'by proxy' }]);
		expect(seen).toEqual([
			{
				url: expect.stringContaining('/connections/c0'),
				authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
			},
		]);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each(['nonsense', 'ftp://proxy:21', 'xhttp://proxy:80', 'http://', 'proxy:3128'])(
		'is refused when it is %j',
		async (proxy) => {
			for (const [, entry] of BY_NAME) {
				const { error } = await harness.run({ ...entry.parameters, requestOptions: { proxy } }, items(1));
				expect(error?.message).toBe("The parameter 'Proxy' is not a valid URL [item 0]");
			}
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it.each([
		['http://proxy.localhost', { host: 'proxy.localhost', port: 80, protocol: 'http' }],
		['https://proxy.localhost', { host: 'proxy.localhost', port: 443, protocol: 'https' }],
		['https://proxy.localhost:3128/', { host: 'proxy.localhost', port: 3128, protocol: 'https' }],
		['\u00a0http://proxy.localhost:1 ', { host: 'proxy.localhost', port: 1, protocol: 'http' }],
	])('is read from %j', async (proxy, expected) => {
		await harness.run(
			{ ...parameters, options: { maxRetries: 0 }, requestOptions: { proxy, timeout: 50 } },
			items(1),
		);
		expect(sent().map((request) => request.proxy)).toEqual([expected]);
	});

	it('says what one looks like when it is refused', async () => {
		const { error } = await harness.run({ ...parameters, requestOptions: { proxy: 'nonsense' } }, items(1));
		expect(error?.description).toBe('Use a URL such as http://myproxy:3128.');
	});

	it('is none when it is left empty', async () => {
		harness.api.fault({ respond: success });
		const { json } = await harness.run({ ...parameters, requestOptions: { proxy: ' ' } }, items(1));
		expect(json).toHaveLength(1);
		expect(sent()[0].proxy).toBeUndefined();
	});
});

describe('Ignore SSL Issues', () => {
	it.each([
		[true, true],
		[false, undefined],
		[undefined, undefined],
	])('%j makes requests ignore an invalid certificate: %j', async (allowUnauthorizedCerts, expected) => {
		const { parameters, success } = operationCase('connection get');
		harness.api.fault({ respond: success });
		const requestOptions = { allowUnauthorizedCerts } as INodeParameters;
		await harness.run({ ...parameters, requestOptions }, items(1));
		expect(sent().map((request) => request.skipSslCertificateValidation)).toEqual([expected]);
	});
});

describe('a request option', () => {
	it('may differ from item to item', async () => {
		const { parameters, success } = operationCase('connection get');
		harness.api.fault({ times: Infinity, respond: success });
		const requestOptions = { timeout: '={{ $json.t }}' };
		await harness.run({ ...parameters, connectionId: byId('c'), requestOptions }, [{ t: 1000 }, { t: 2000 }]);
		expect(sent().map((request) => request.timeout)).toEqual([1000, 2000]);
	});
});
