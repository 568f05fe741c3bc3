import type { INodeCredentialsDetails } from 'n8n-workflow';
import { Client, OWNER } from '../../test/e2e/support/client';
import { example, exampleNames } from '../../test/e2e/support/examples';
import type { WorkflowJson } from '../../test/e2e/support/saved';
import { packNode, type Server, startN8n } from '../../test/e2e/support/server';
import { ensureInstalled } from '../../test/e2e/setup';
import { type Emulator, startEmulator } from '../../emulator';
import { fs, path, performance, process } from '../../test/support/node';
import { directions, isWaiting } from './directions';

/** The URL that n8n gives to Ampersand, which delivers to https only. */
const PUBLIC_URL = 'https://n8n.example.test';

/** `npm start`: a whole n8n with this node and the examples, and an emulator of Ampersand, until Ctrl-C. */
async function main(): Promise<void> {
	const began = performance.now();
	const stopped = new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
	});
	const cleanup: Array<() => Promise<void> | void> = [];
	const up = bringUp(cleanup).then(({ n8n, api, examples }) => {
		const seconds = ((performance.now() - began) / 1000).toFixed(0);
		log(directions({ n8n: n8n.url, api, examples, seconds, ...OWNER }));
	});
	try {
		// Ctrl-C during the start doesn't wait: what has been started so far ends with this process.
		await Promise.race([up.then(async () => await stopped), stopped]);
		log('Stopping …');
	} finally {
		for (const task of cleanup.reverse()) await task();
	}
	process.exit(0);
}

async function bringUp(
	cleanup: Array<() => Promise<void> | void>,
): Promise<{ n8n: Server; api: Emulator; examples: WorkflowJson[] }> {
	await ensureInstalled();
	log('Packing the node …');
	const tarball = await packNode();
	const ours = process.env.AMPERSAND_E2E_TARBALL === undefined;
	if (ours) cleanup.push(() => fs.rmSync(path.dirname(tarball), { recursive: true, force: true }));

	const running: { n8n?: Server } = {};
	const api = await startEmulator({
		deliverTo: (url) => url.replace(PUBLIC_URL, running.n8n?.url ?? PUBLIC_URL),
	});
	cleanup.push(async () => await api.close());
	log('Starting n8n …');
	const n8n = await startN8n({ tarball, webhookUrl: `${PUBLIC_URL}/` });
	running.n8n = n8n;
	cleanup.push(async () => await n8n.stop());

	const client = new Client(n8n.url);
	await client.setupOwner();
	const data = { apiKey: api.apiKey, baseUrl: api.url };
	const credential = await client.createCredential('ampersandApi', 'Ampersand (emulated)', data);
	const examples: WorkflowJson[] = [];
	for (const name of exampleNames()) examples.push(await importExample(client, name, api, credential));
	return { n8n, api, examples };
}

/** Saves an example in n8n, and activates it if it waits for a call from outside. */
async function importExample(
	client: Client,
	name: string,
	api: Emulator,
	credential: INodeCredentialsDetails,
): Promise<WorkflowJson> {
	const [{ id: projectId, name: project }] = api.state.projects;
	const withKey = api.state.connections.find(
		({ connection }) => connection.projectId === projectId && connection.authScheme === 'apiKey',
	);
	const apiKey = ['a', 'new', 'key'].join('-');
	// What a user would fill in.
	const pinned: Record<string, Record<string, object[]>> = {
		'rotate-an-api-key': { Start: [{ connectionId: withKey?.connection.id, apiKey }] },
		'remove-a-churned-customer': { Start: [{ groupRef: 'group-124' }] },
	};
	const file = example(name, { project, credential, pinned: pinned[name] });
	const workflow = await client.createWorkflow(withLocalLinks(client.baseUrl, file));
	if (isWaiting(workflow)) await client.activate(workflow.id);
	return workflow;
}

/** Makes links in messages lead to this n8n, since `PUBLIC_URL` can't be opened. */
function withLocalLinks(n8n: string, file: WorkflowJson): WorkflowJson {
	const publicUrl = "{{ $execution.resumeUrl.split('/webhook-waiting/')[0] }}";
	return JSON.parse(JSON.stringify(file).replaceAll(publicUrl, n8n)) as WorkflowJson;
}

function log(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
