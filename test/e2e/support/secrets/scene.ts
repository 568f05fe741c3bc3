import type { INode, INodeCredentialsDetails, INodeParameters, OnError } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../../../emulator';
import { fs, os, path } from '../../../support/node';
import { Client } from '../client';
import { CREDENTIAL_TYPE, PROJECT, PUBLIC_URL } from '../e2eHarness';
import type { Execution, WorkflowJson } from '../saved';
import { packNode, type Server, startN8n } from '../server';
import { ampersand, byName, chain, START } from '../workflows';
import { API_KEY, cases, ENVIRONMENT } from './cases';
import { startTargets, type Target, type Targets } from './targets';

/** What writes as much as possible. */
const SETTINGS = {
	// n8n 2's default. Without it, n8n 1 mixes up the transactions of workflows that run at the same time.
	DB_SQLITE_POOL_SIZE: '3',
	N8N_LOG_LEVEL: 'debug',
	N8N_LOG_OUTPUT: 'console,file',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true',
	N8N_BLOCK_ENV_ACCESS_IN_NODE: 'false',
};

/** How many workflows run at the same time. */
const WIDTH = 4;

/** A whole n8n that writes all it can, with an API that works and others that fail. */
export interface Scene {
	/** Everything that n8n writes. */
	folder: string;
	client: Client;
	server: Server;
	/** Works; delivers webhooks. */
	api: Emulator;
	targets: Targets;
	/** The parameters of every operation, as in `cases`. */
	operations: Record<string, INodeParameters>;
	/** The credential for an API. */
	credentialFor(baseUrl: string): Promise<INodeCredentialsDetails>;
	/** Runs a workflow of nodes that each follow the first one. */
	run(name: string, nodes: INode[]): Promise<Execution>;
	/** Runs a workflow of nodes in sequence. */
	runChain(name: string, nodes: INode[]): Promise<Execution>;
	/** Stops n8n, so that everything is written, but keeps the folder. */
	stop(): Promise<void>;
	/** Stops everything else, and removes the folder. */
	close(): Promise<void>;
}

export async function startScene(): Promise<Scene> {
	const tarball = await packNode();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-secrets-'));
	const temporary = path.join(folder, 'tmp');
	fs.mkdirSync(temporary);
	const deliverTo = (url: string) => url.replace(PUBLIC_URL, server.url);
	const api = await startEmulator({ apiKey: API_KEY.text, deliverTo, returnApiKey: 'always' });
	const targets = await startTargets(API_KEY.text);
	const logs = { N8N_LOG_FILE_LOCATION: path.join(folder, 'logs', 'n8n.log') };
	const env = { ...SETTINGS, ...logs, ...ENVIRONMENT, TMPDIR: temporary };
	const server = await startN8n({ tarball, folder, webhookUrl: `${PUBLIC_URL}/`, env });
	const client = new Client(server.url);
	await client.setupOwner();
	const run = async (workflow: WorkflowJson): Promise<Execution> => {
		const { id } = await client.createWorkflow(workflow);
		return await client.runWorkflow(id, 'Start');
	};
	const credentials = new Map<string, Promise<INodeCredentialsDetails>>();
	return {
		folder,
		client,
		server,
		api,
		targets,
		operations: cases(api.state),
		credentialFor: async (baseUrl) => {
			const data = { apiKey: API_KEY.text, baseUrl };
			const known = credentials.get(baseUrl) ?? client.createCredential(CREDENTIAL_TYPE, baseUrl, data);
			credentials.set(baseUrl, known);
			return await known;
		},
		run: async (name, nodes) => await run(branches(name, nodes)),
		runChain: async (name, nodes) => await run(chain(name, nodes)),
		stop: async () => await server.stop(),
		close: async () => {
			await server.stop();
			await Promise.all([api.close(), targets.close()]);
			fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		},
	};
}

/** A node with parameters as in `cases`. */
export function nodeOf(
	name: string,
	credential: INodeCredentialsDetails,
	{ options, requestOptions, ...parameters }: INodeParameters,
	target: Partial<Target> = {},
	onError?: OnError,
): INode {
	const { proxy, timeout } = target;
	const login = '{{ encodeURIComponent($env.proxyPassword) }}';
	return ampersand(
		name,
		credential,
		{
			projectIdOrName: byName(PROJECT),
			...parameters,
			options: { maxRetries: 0, ...(options as INodeParameters) },
			requestOptions: {
				...(proxy && { proxy: `=http://jane:${login}@${proxy}` }),
				...(timeout && { timeout }),
				...(requestOptions as INodeParameters),
			},
		},
		onError,
	);
}

/** Does something with each of a list, some at the same time. */
export async function forEach<T, R>(list: T[], work: (each: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	const queue = list.map((each, index) => ({ each, index }));
	const worker = async () => {
		for (let next = queue.shift(); next; next = queue.shift()) results[next.index] = await work(next.each);
	};
	await Promise.all(Array.from({ length: WIDTH }, worker));
	return results;
}

function branches(name: string, nodes: INode[]): WorkflowJson {
	const targets = nodes.map(({ name: node }) => ({ node, type: 'main' as const, index: 0 }));
	return { name, nodes: [START, ...nodes], connections: { Start: { main: [targets] } } };
}
