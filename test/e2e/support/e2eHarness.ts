import type { INode, INodeCredentialsDetails } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../../emulator';
import { Client } from './client';
import type { Execution } from './saved';
import { packNode, type Server, startN8n } from './server';
import { eventually } from './until';

/** The public URL of n8n, because Ampersand delivers only to HTTPS. The emulator delivers to n8n's port on loopback instead. */
export const PUBLIC_URL = 'https://n8n.example.test';

/** The seeded project that the tests work in. */
export const PROJECT = 'mailmonkey-production';

/** The credential type of the package. */
export const CREDENTIAL_TYPE = 'ampersandApi';

/** The API key of the emulator; nothing that n8n saves may contain it. */
export const API_KEY = ['the', 'api', 'key', 'of', 'the', 'credential'].join('-');

/** What the tests of one file share: one n8n with the packed node, and one emulator. */
export interface E2eHarness {
	readonly server: Server;
	readonly client: Client;
	readonly api: Emulator;
	/** Saved in n8n; its base URL is the emulator's. */
	readonly credential: INodeCredentialsDetails;
	/** Stops n8n and starts it again with the same data. */
	restart(): Promise<void>;
	/** Sends a POST request to n8n's own port, as an external client does. */
	post(path: string, body: string | object, headers?: Record<string, string>): Promise<Received>;
	/** Waits until a workflow has `count` executions and they have ended; returns them, the oldest first. */
	executions(workflowId: string, count: number): Promise<Execution[]>;
}

/** An HTTP response. */
export interface Received {
	status: number;
	body: string;
}

/** Starts n8n and the emulator before the tests of a file, and stops both after them. */
export function e2eHarness(): E2eHarness {
	const started: Partial<{
		server: Server;
		client: Client;
		api: Emulator;
		credential: INodeCredentialsDetails;
	}> = {};
	const running = <Name extends keyof typeof started>(name: Name): NonNullable<(typeof started)[Name]> => {
		const found = started[name];
		if (!found) throw new Error(`The ${name} runs only during the tests`);
		return found;
	};

	beforeAll(async () => {
		const tarball = await packNode();
		started.api = await startEmulator({
			apiKey: API_KEY,
			deliverTo: (url) => url.replace(PUBLIC_URL, running('server').url),
		});
		started.server = await startN8n({ tarball, webhookUrl: `${PUBLIC_URL}/` });
		started.client = new Client(started.server.url);
		await started.client.setupOwner();
		const data = { apiKey: API_KEY, baseUrl: started.api.url };
		started.credential = await started.client.createCredential(CREDENTIAL_TYPE, 'Ampersand', data);
	});
	afterAll(async () => {
		await started.api?.close();
		await started.server?.stop();
	});

	return {
		get server() {
			return running('server');
		},
		get client() {
			return running('client');
		},
		get api() {
			return running('api');
		},
		get credential() {
			return running('credential');
		},
		restart: async () => {
			started.server = await running('server').restart();
			started.client = new Client(started.server.url);
			await started.client.login();
		},
		post: async (path, body, headers = {}) => {
			const response = await fetch(running('server').url + path, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
			return { status: response.status, body: await response.text() };
		},
		executions: async (workflowId, count) => {
			const client = running('client');
			const found = await eventually(
				async () => await client.executionsOf(workflowId),
				(all) => all.length >= count,
			);
			const ids = found.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
			return await Promise.all(ids.map(async (id) => await client.execution(id)));
		},
	};
}

/** The paths at which a text occurs in a value. */
export function placesOf(text: string, value: unknown, path = ''): string[] {
	if (typeof value === 'string') return value.includes(text) ? [path] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, field]) =>
		placesOf(text, field, path ? `${path}.${key}` : key),
	);
}

/** The nodes with changed parameters for one of them, as a user changes them in the editor. */
export function withParameters(nodes: INode[], name: string, parameters: INode['parameters']): INode[] {
	return nodes.map((node) =>
		node.name === name ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
}
