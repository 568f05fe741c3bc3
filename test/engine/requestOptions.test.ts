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

	/** Gets a connection by a proxy with this login; returns what the proxy received. */
	async function byProxy(login: string): Promise<{ json: IDataObject[]; seen: http.IncomingMessage[] }> {
		const seen: http.IncomingMessage[] = [];
		const proxy = http.createServer((request, response) => {
			seen.push(request);
			response.setHeader('content-type', 'application/json').end('{"id":"by proxy"}');
		});
		await once(proxy.listen(0, '127.0.0.1'), 'listening');
		const { port } = proxy.address() as net.AddressInfo;
		const requestOptions = { proxy: `http://${login}127.0.0.1:${port}` };
		const { json } = await harness.run({ ...parameters, requestOptions }, items(1));
		proxy.close();
		return { json, seen };
	}

	it('takes the requests', async () => {
		const { json, seen } = await byProxy('');
		expect(json).toEqual([{ id: 'by proxy' }]);
		expect(seen.map(({ url }) => url)).toEqual([expect.stringContaining('/connections/c0')]);
		expect(seen[0].headers).not.toHaveProperty('proxy-authorization');
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([
		['me:p%40ss', 'me:p@ss'],
		['me:100%25', 'me:100%'],
		['me:a%2525b', 'me:a%25b'],
		['m%C3%A9:p', 'mé:p'],
		['me', 'me:'],
		[':secret', ':secret'],
	])('is sent the login %s once decoded', async (login, decoded) => {
		const { seen } = await byProxy(`${login}@`);
		expect(seen.map(({ headers }) => headers['proxy-authorization'])).toEqual([
			`Basic ${Buffer.from(decoded).toString('base64')}`,
		]);
	});

	it('is refused with a password in which % is not encoded', async () => {
		const requestOptions = { proxy: 'http://user:pa%ss@127.0.0.1:1' };
		const { error } = await harness.run({ ...parameters, requestOptions }, items(1));
		expect(error?.message).toBe(
			"The parameter 'Proxy' is not a valid URL: write % in a password as %25 [item 0]",
		);
	});

	it.each(['', 'me:s3cr3t%25@', ':s3cr3t%25@'])(
		"that can't be reached is named in the error, without its login: %j",
		async (login) => {
			const requestOptions = { proxy: `http://${login}127.0.0.1:1` };
			const options = { maxRetries: 0 };
			const result = await harness.run({ ...parameters, options, requestOptions }, items(1));
			expect(result.error?.message).toBe("Couldn't get the connection: can't reach the proxy 127.0.0.1:1");
			expect(result.error?.description).toBe(
				"Check 'Proxy' in the request options, and that n8n can reach it.",
			);
			expect(JSON.stringify([result.error, result.error?.stack])).not.toContain('s3cr3t');
		},
	);

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
