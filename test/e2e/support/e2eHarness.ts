import type { INode, INodeCredentialsDetails } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../../emulator';
import { Client } from './client';
import type { Execution } from './saved';
import { packNode, type Server, startN8n } from './server';
import { eventually } from './until';

/**
 * Where n8n says that it can be reached, since Ampersand delivers to https URLs only. The emulator sends what is for
 * this URL to n8n's port on loopback.
 */
export const PUBLIC_URL = 'https://n8n.example.test';

/** The seeded project that the tests work in. */
export const PROJECT = 'mailmonkey-production';

/** Name of our credential's type. */
export const CREDENTIAL_TYPE = 'ampersandApi';

/** The key that the emulator asks for: nothing saved may hold it. */
export const API_KEY = ['the', 'api', 'key', 'of', 'the', 'credential'].join('-');

/** What the tests of one file share: one n8n with the packed node, and one emulator. */
export interface E2eHarness {
	readonly server: Server;
	readonly client: Client;
	readonly api: Emulator;
	/** Saved at n8n, and leads to the emulator. */
	readonly credential: INodeCredentialsDetails;
	/** Ends n8n and starts it anew with what it has saved. */
	restart(): Promise<void>;
	/** Posts to n8n's own port, as somebody outside does. */
	post(path: string, body: string | object, headers?: Record<string, string>): Promise<Answer>;
	/** Waits for the executions of a workflow until there are as many, and for their ends; the oldest first. */
	executions(workflowId: string, count: number): Promise<Execution[]>;
}

/** What was answered over HTTP. */
export interface Answer {
	status: number;
	body: string;
}

/** Starts n8n and the emulator before the tests of a file, and ends both after them. */
export function e2eHarness(): E2eHarness {
	const started: Partial<{
		server: Server;
		client: Client;
		api: Emulator;
		credential: INodeCredentialsDetails;
	}> = {};
	const the = <Name extends keyof typeof started>(name: Name): NonNullable<(typeof started)[Name]> => {
		const found = started[name];
		if (!found) throw new Error(`There is no ${name} before the tests have begun`);
		return found;
	};

	beforeAll(async () => {
		const tarball = await packNode();
		started.api = await startEmulator({
			apiKey: API_KEY,
			deliverTo: (url) => url.replace(PUBLIC_URL, the('server').url),
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
			return the('server');
		},
		get client() {
			return the('client');
		},
		get api() {
			return the('api');
		},
		get credential() {
			return the('credential');
		},
		restart: async () => {
			started.server = await the('server').restart();
			started.client = new Client(started.server.url);
			await started.client.login();
		},
		post: async (path, body, headers = {}) => {
			const answer = await fetch(the('server').url + path, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
			return { status: answer.status, body: await answer.text() };
		},
		executions: async (workflowId, count) => {
			const client = the('client');
			const found = await eventually(
				async () => await client.executionsOf(workflowId),
				(all) => all.length >= count,
			);
			const ids = found.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
			return await Promise.all(ids.map(async (id) => await client.execution(id)));
		},
	};
}

/** Where a text occurs in a value, as paths. */
export function placesOf(text: string, value: unknown, path = ''): string[] {
	if (typeof value === 'string') return value.includes(text) ? [path] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) =>
		placesOf(text, member, path ? `${path}.${key}` : key),
	);
}

/** Nodes with other parameters for one of them, as a user changes them in the editor. */
export function withParameters(nodes: INode[], name: string, parameters: INode['parameters']): INode[] {
	return nodes.map((node) =>
		node.name === name ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
}
