import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator';
import { PROJECT } from '../support/engineHarness';

/** A response of the emulator. */
export interface Received<Body> {
	status: number;
	headers: Headers;
	/** The body: JSON where it is JSON, text otherwise, undefined when there is none. */
	body: Body;
}

/** What the tests of the emulator share. */
export interface EmulatorHarness {
	readonly api: Emulator;
	/** Sends a request to a path below the base URL, with the full key unless another is given. */
	request<Body = Record<string, unknown>>(
		method: string,
		path: string,
		body?: unknown,
		apiKey?: string,
	): Promise<Received<Body>>;
	/** The same, to a path below the seeded project. */
	inProject<Body = Record<string, unknown>>(
		method: string,
		path: string,
		body?: unknown,
		apiKey?: string,
	): Promise<Received<Body>>;
}

/** Starts an emulator for each test of a file, fresh data for each. */
export function emulatorHarness(options: EmulatorOptions = {}): EmulatorHarness {
	let api: Emulator | undefined;
	beforeEach(async () => (api = await startEmulator(options)));
	afterEach(async () => await api?.close());

	const harness: EmulatorHarness = {
		get api() {
			if (!api) throw new Error('The emulator runs only during a test');
			return api;
		},
		async request<Body>(method: string, path: string, body?: unknown, apiKey = harness.api.apiKey) {
			const response = await fetch(harness.api.url + path, {
				method,
				headers: {
					'x-api-key': apiKey,
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
				},
				body: body === undefined ? undefined : JSON.stringify(body),
			});
			const text = await response.text();
			const isJson = /json/.test(response.headers.get('content-type') ?? '');
			const read: unknown = isJson ? JSON.parse(text) : text || undefined;
			return { status: response.status, headers: response.headers, body: read as Body };
		},
		inProject: async <Body>(method: string, path: string, body?: unknown, apiKey?: string) =>
			await harness.request<Body>(method, `/projects/${PROJECT}${path}`, body, apiKey),
	};
	return harness;
}
