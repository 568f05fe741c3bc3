import type { INodeCredentialsDetails } from 'n8n-workflow';
import { Client, OWNER } from '../../test/e2e/support/client';
import { example, exampleNames } from '../../test/e2e/support/examples';
import { packNode, type Server, startN8n } from '../../test/e2e/support/server';
import { ensureInstalled } from '../../test/e2e/setup';
import { type Emulator, startEmulator } from '../../emulator';
import { fs, path, performance, process } from '../../test/support/node';
import { directions } from './directions';

/** Where n8n says that it can be reached: Ampersand delivers to https URLs only. */
const PUBLIC_URL = 'https://n8n.example.test';

/** Examples that wait for something to happen; the others are started by hand. */
const WAITING = ['connect-a-new-customer', 'mend-a-broken-connection'];

/** `npm start`: a whole n8n with this node and the examples, and an emulator of Ampersand, until Ctrl-C. */
async function main(): Promise<void> {
	const began = performance.now();
	const stopped = new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
	});
	const cleanup: Array<() => Promise<void> | void> = [];
	const up = bringUp(cleanup).then(({ n8n, api }) => {
		const seconds = ((performance.now() - began) / 1000).toFixed(0);
		say(directions({ n8n: n8n.url, api, seconds, ...OWNER }));
	});
	try {
		// Who does not want to wait any longer need not wait: what has been started so far ends with this process.
		await Promise.race([up.then(async () => await stopped), stopped]);
		say('Stopping …');
	} finally {
		for (const task of cleanup.reverse()) await task();
	}
	process.exit(0);
}

async function bringUp(cleanup: Array<() => Promise<void> | void>): Promise<{ n8n: Server; api: Emulator }> {
	await ensureInstalled();
	say('Packing the node …');
	const tarball = await packNode();
	const ours = process.env.AMPERSAND_E2E_TARBALL === undefined;
	if (ours) cleanup.push(() => fs.rmSync(path.dirname(tarball), { recursive: true, force: true }));

	const running: { n8n?: Server } = {};
	const api = await startEmulator({
		deliverTo: (url) => url.replace(PUBLIC_URL, running.n8n?.url ?? PUBLIC_URL),
	});
	cleanup.push(async () => await api.close());
	say('Starting n8n …');
	const n8n = await startN8n({ tarball, webhookUrl: `${PUBLIC_URL}/` });
	running.n8n = n8n;
	cleanup.push(async () => await n8n.stop());

	const client = new Client(n8n.url);
	await client.setupOwner();
	const data = { apiKey: api.apiKey, baseUrl: api.url };
	const credential = await client.createCredential('ampersandApi', 'Ampersand (emulated)', data);
	for (const name of exampleNames()) await importExample(client, name, api, credential);
	return { n8n, api };
}

async function importExample(
	client: Client,
	name: string,
	api: Emulator,
	credential: INodeCredentialsDetails,
): Promise<void> {
	const [{ id: projectId, name: project }] = api.state.projects;
	const withKey = api.state.connections.find(
		({ connection }) => connection.projectId === projectId && connection.authScheme === 'apiKey',
	);
	const apiKey = ['a', 'new', 'key'].join('-');
	// In place of what a user fills in.
	const pinned: Record<string, Record<string, object[]>> = {
		'rotate-an-api-key': { Start: [{ connectionId: withKey?.connection.id, apiKey }] },
		'remove-a-churned-customer': { Start: [{ groupRef: 'group-125' }] },
	};
	const { id } = await client.createWorkflow(example(name, { project, credential, pinned: pinned[name] }));
	if (WAITING.includes(name)) await client.activate(id);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
