import { http, type net } from './node';

/** A server at another origin that must not receive anything. */
export interface OtherOrigin {
	readonly url: string;
	/** The requests that it received. */
	readonly requests: http.IncomingMessage[];
}

/** Starts a server at another origin for each test of a file. It accepts every request, as if it were the API. */
export function otherOrigin(): OtherOrigin {
	let server: http.Server | undefined;
	const requests: http.IncomingMessage[] = [];
	beforeEach(async () => {
		requests.length = 0;
		server = http.createServer((request, response) => {
			requests.push(request);
			response.setHeader('content-type', 'application/json').end('[]');
		});
		await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
	});
	afterEach(() => {
		server?.closeAllConnections();
		server?.close();
	});
	return {
		requests,
		get url() {
			const { port } = server?.address() as net.AddressInfo;
			return `http://localhost:${port}/elsewhere`;
		},
	};
}
