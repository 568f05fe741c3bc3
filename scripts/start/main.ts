import type { IDataObject, INodeCredentialsDetails } from 'n8n-workflow';
import { Client, OWNER } from '../../test/e2e/support/client';
import { example, exampleNames } from '../../test/e2e/support/examples';
import type { SavedWorkflow, WorkflowJson } from '../../test/e2e/support/saved';
import { packNode, type Server, startN8n, watchOver } from '../../test/e2e/support/server';
import { PACKAGE } from '../../test/e2e/support/workflows';
import { ensureInstalled, installation } from '../../test/e2e/setup';
import { type Emulator, startEmulator } from '../../emulator';
import { childProcess, fs, parseArgs, path, performance, process } from '../../test/support/node';
import { directions } from './directions';
import { brokenLater, SIGN_IN_PATH, simulations } from './simulate';

/** The URL that n8n gives to Ampersand, which delivers to https only. */
const PUBLIC_URL = 'https://n8n.example.test';

/**
 * `npm start`: a whole n8n with this node and the examples, and an emulator of Ampersand, until Ctrl-C.
 *
 * With `--watch`, n8n loads the node again after each change of its sources.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { watch: { type: 'boolean', default: false } } });
	const began = performance.now();
	const stopped = new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
	});
	const cleanup: Array<() => Promise<void> | void> = [];
	const up = bringUp(cleanup, values.watch).then(({ n8n, api, workflows }) => {
		const seconds = ((performance.now() - began) / 1000).toFixed(0);
		log(directions({ n8n: n8n.url, api, workflows, seconds, ...OWNER }));
		if (values.watch) compileInto(n8n);
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
	watch: boolean,
): Promise<{ n8n: Server; api: Emulator; workflows: Record<string, SavedWorkflow> }> {
	announceInstallation();
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
	// n8n's own hot reload watches thousands of folders, so it is on only if it is wanted.
	const env = watch ? { N8N_DEV_RELOAD: 'true' } : undefined;
	const n8n = await startN8n({ tarball, webhookUrl: `${PUBLIC_URL}/`, env });
	running.n8n = n8n;
	cleanup.push(async () => await n8n.stop());

	const client = new Client(n8n.url);
	await client.setupOwner();
	const data = { apiKey: api.apiKey, baseUrl: api.url };
	const credential = await client.createCredential('ampersandApi', 'Ampersand (emulated)', data);
	const workflows: Record<string, SavedWorkflow> = {};
	for (const name of exampleNames()) {
		const file = exampleFor(api, name, credential);
		workflows[name] = await save(client, withLocalLinks(client.baseUrl, file));
	}
	for (const [name, file] of Object.entries(simulations(n8n.url, api)))
		workflows[name] = await save(client, file as WorkflowJson);
	return { n8n, api, workflows };
}

/** Compiles the sources into the package that n8n has installed, again after each change, until this process ends. */
function compileInto({ folder }: Server): void {
	const dist = path.join(folder, '.n8n', 'nodes', 'node_modules', PACKAGE, 'dist');
	const tsc = path.resolve('node_modules', 'typescript', 'bin', 'tsc');
	const args = [tsc, '--watch', '--preserveWatchOutput', '--outDir', dist];
	const { pid } = childProcess.spawn(process.execPath, args, { detached: true, stdio: 'inherit' });
	if (pid !== undefined) watchOver(pid, undefined);
}

/** Tells how long it takes, if n8n isn't installed yet. */
function announceInstallation(): void {
	try {
		installation();
	} catch {
		log('The first start installs n8n, which takes about seven minutes and 2.8 GB. The next ones take one.');
	}
}

/** An example, with what a user would fill in. */
function exampleFor(api: Emulator, name: string, credential: INodeCredentialsDetails): WorkflowJson {
	const [{ name: project }] = api.state.projects;
	const { group, config } = brokenLater(api);
	const settings: Record<string, IDataObject> = {
		'ask-before-deleting': { customer: 'group-127' },
		'call-a-customers-api': { customer: group.groupRef },
		'move-a-customer-to-a-new-connection': {
			customer: group.groupRef,
			provider: config.content.provider,
		},
		'remove-a-churned-customer': { customer: 'group-124' },
	};
	return example(name, { project, credential, baseUrl: api.url, settings: settings[name] });
}

/** Saves a workflow in n8n, and publishes it if it waits for a call from outside. */
async function save(client: Client, file: WorkflowJson): Promise<SavedWorkflow> {
	const workflow = await client.createWorkflow(file);
	const isWaiting = file.nodes.some(({ type }) => /\.(webhook|formTrigger|ampersandTrigger)$/.test(type));
	if (isWaiting) await client.activate(workflow.id);
	return workflow;
}

/** Makes links in messages lead to this n8n, since `PUBLIC_URL` can't be opened, and OAuth URLs to a simulation. */
function withLocalLinks(n8n: string, file: WorkflowJson): WorkflowJson {
	const publicUrl = "{{ $execution.resumeUrl.split('/webhook-waiting/')[0] }}";
	const formUrl = '{{ $execution.resumeFormUrl }}';
	const text = JSON.stringify(file)
		.replaceAll(publicUrl, n8n)
		.replaceAll(formUrl, `{{ $execution.resumeFormUrl.replace('${PUBLIC_URL}', '${n8n}') }}`);
	const local = JSON.parse(text) as WorkflowJson;
	for (const { parameters } of local.nodes) {
		if (parameters.respondWith === 'redirect')
			parameters.redirectURL = `=${n8n}/webhook/${SIGN_IN_PATH}?url={{ encodeURIComponent($json.url) }}`;
	}
	return local;
}

function log(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
