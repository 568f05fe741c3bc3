import selfsigned from 'selfsigned';
import type { INodeParameters } from 'n8n-workflow';
import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { https, type net, once } from '../support/node';

const harness = engineHarness();
const generate = parametersOf('connection generate');
const IN_DOUBT = 'may still have processed the request';

const servers: https.Server[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** An API over TLS that closes so many connections before the handshake. */
async function tlsServer(closed: number) {
	const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: '127.0.0.1' }], {
		keyType: 'ec',
	});
	const seen = { connections: 0, requests: 0 };
	const server = https.createServer({ key, cert }, (_, response) => {
		seen.requests++;
		response.statusCode = 201;
		response.setHeader('content-type', 'application/json').end('{"id":"new"}');
	});
	server.on('connection', (socket: net.Socket) => void (++seen.connections <= closed && socket.destroy()));
	servers.push(server);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as net.AddressInfo;
	return { seen, credential: { apiKey: 'key', baseUrl: `https://127.0.0.1:${port}/v1` } };
}

const trusting = (parameters: INodeParameters): INodeParameters => ({
	...parameters,
	requestOptions: { allowUnauthorizedCerts: true },
});

describe('a TLS handshake that fails', () => {
	it('is tried again, by Generate, too: nothing can have been processed', async () => {
		const { credential, seen } = await tlsServer(1);
		const { error, json } = await harness.run(trusting(generate), [{}], { credential });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: 'new' }]);
		expect(seen).toEqual({ connections: 2, requests: 1 });
	});

	it('is tried again in the next try of Retry On Fail', async () => {
		const { credential, seen } = await tlsServer(1);
		const parameters = trusting({ ...generate, options: { maxRetries: 0 } });
		const { json } = await harness.run(parameters, [{}], { credential, maxTries: 2 });
		expect(json).toEqual([{ id: 'new' }]);
		expect(seen.requests).toBe(1);
	});

	it('leaves no doubt about what was done', async () => {
		const { credential } = await tlsServer(Infinity);
		const { error } = await harness.run(trusting(generate), [{}], { credential });
		expect(error?.message).toContain('no secure connection to 127.0.0.1');
		expect(error?.description).not.toContain(IN_DOUBT);
	});
});

describe('a certificate that is not trusted', () => {
	it('leaves no doubt about what was done, and says how to trust it', async () => {
		const { credential } = await tlsServer(0);
		const { error } = await harness.run(generate, [{}], { credential });
		expect(error?.description).toBe(
			'If you trust this host, install its certificate authority in n8n (NODE_EXTRA_CA_CERTS).',
		);
	});
});

describe('a server without TLS', () => {
	it('is told from one with a wrong certificate, and leaves no doubt', async () => {
		const baseUrl = harness.api.url.replace('http:', 'https:');
		const { error } = await harness.run(generate, [{}], { credential: { apiKey: 'key', baseUrl } });
		expect(error?.message).toBe(`Couldn't generate the connection: ${new URL(baseUrl).host} doesn't use TLS`);
		expect(error?.description).toBe(
			'The base URL in the Ampersand credential may have to start with http:// instead of https://, or have another port.',
		);
	});
});
