import { fs, os, path } from '../support/node';
import { type Emulator, startEmulator } from '../../emulator';
import { CONNECTION_DATA, signed } from '../../emulator/signed';
import { Client } from './support/client';
import { API_KEY, CREDENTIAL_TYPE, PROJECT, PUBLIC_URL, e2eHarness } from './support/e2eHarness';
import type { SavedWorkflow } from './support/saved';
import { freePort, startN8n } from './support/server';
import { byId, node, PACKAGE } from './support/workflows';

const TRIGGER = 'Ampersand Trigger';

describe('publishing in a whole n8n', () => {
	const harness = e2eHarness();
	let workflow: SavedWorkflow;
	let count = 0;

	beforeEach(async () => {
		const parameters = { projectIdOrName: byId(PROJECT), events: ['connection.error'] };
		const trigger = node(TRIGGER, `${PACKAGE}.ampersandTrigger`, parameters, {
			credentials: { ampersandApi: harness.credential },
			webhookId: `publication-${++count}`,
		});
		const then = node('Then', 'n8n-nodes-base.noOp', {}, { position: [220, 0] });
		const connections = { [TRIGGER]: { main: [[{ node: 'Then', type: 'main' as const, index: 0 }]] } };
		const nodes = [trigger, then];
		workflow = await harness.client.createWorkflow({ name: `Publication ${count}`, nodes, connections });
	});
	afterEach(async () => {
		harness.api.clearFaults();
		await harness.client.deactivate(workflow.id);
	});

	const urls = () => harness.api.state.destinations.map(({ metadata }) => metadata.url);
	/** Delivers to the registered webhook; resolves when the workflow has run `expected` times. */
	const receives = async (id: string, expected: number, api: Emulator = harness.api): Promise<void> => {
		const [{ metadata, secrets }] = api.state.destinations;
		const delivery = signed(secrets.webhookSigningKey, id, 'connection.error', CONNECTION_DATA);
		const { status } = await harness.post(new URL(metadata.url).pathname, delivery.body, delivery.headers);
		expect(status).toBe(200);
		expect(await harness.executions(workflow.id, expected)).toHaveLength(expected);
	};

	it.each([
		['the API key was wrong', { respond: { status: 401, body: { detail: 'The API key is wrong' } } }],
		['the API was not reachable', { drop: 'beforeHeaders' }],
	] as const)('registers the webhook after it failed because %s', async (_, outage) => {
		harness.api.fault({ times: Number.POSITIVE_INFINITY, ...outage });
		await expect(harness.client.activate(workflow.id)).rejects.toThrow();
		expect(urls()).toEqual([]);
		harness.api.clearFaults();
		await harness.client.deactivate(workflow.id);
		await harness.client.activate(workflow.id);
		await receives('after-failure', 1);
	});

	it('says that the API is down, stores nothing, and registers the webhook once the API is back', async () => {
		const port = await freePort();
		const data = { apiKey: API_KEY, baseUrl: `http://127.0.0.1:${port}/v1` };
		const credential = await harness.client.createCredential(CREDENTIAL_TYPE, 'Down', data);
		const [trigger, then] = workflow.nodes;
		const credentials = { ampersandApi: credential };
		await harness.client.updateWorkflow(workflow.id, [{ ...trigger, credentials }, then]);
		await expect(harness.client.activate(workflow.id)).rejects.toThrow(`can't reach 127.0.0.1:${port}`);
		expect(JSON.stringify(await harness.client.workflow(workflow.id))).not.toContain(PUBLIC_URL);
		const api = await startEmulator({ apiKey: API_KEY, port });
		try {
			await harness.client.activate(workflow.id);
			await receives('after-outage', 1, api);
			await harness.client.deactivate(workflow.id);
			expect(api.state.destinations).toEqual([]);
		} finally {
			await api.close();
		}
	});

	it('registers the webhook after a wrong API key in the credential was corrected', async () => {
		const data = { apiKey: 'wrong', baseUrl: harness.api.url };
		const credential = await harness.client.createCredential(CREDENTIAL_TYPE, 'Wrong key', data);
		const [trigger, then] = workflow.nodes;
		const credentials = { ampersandApi: credential };
		await harness.client.updateWorkflow(workflow.id, [{ ...trigger, credentials }, then]);
		await expect(harness.client.activate(workflow.id)).rejects.toThrow();
		const corrected = { type: CREDENTIAL_TYPE, name: 'Wrong key', data: { ...data, apiKey: API_KEY } };
		await harness.client.request('PATCH', `/rest/credentials/${credential.id ?? ''}`, corrected);
		await harness.client.activate(workflow.id);
		await receives('after-correction', 1);
	});

	it('says why listening for a test event failed', async () => {
		const respond = { status: 401, body: { detail: 'The API key is wrong' } };
		harness.api.fault({ times: Number.POSITIVE_INFINITY, respond });
		await expect(harness.client.listen(workflow.id, TRIGGER)).rejects.toThrow('The API key is wrong');
	});

	it('leaves the registration alone when a copy under another URL is started, published, and unpublished', async () => {
		await harness.client.activate(workflow.id);
		const before = structuredClone(harness.api.state.destinations);
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-copy-'));
		fs.cpSync(harness.server.folder, folder, { recursive: true });
		const copy = await startN8n({ folder, webhookUrl: 'https://staging.example.test/' });
		try {
			const client = new Client(copy.url);
			await client.login();
			await client.deactivate(workflow.id);
			await client.activate(workflow.id);
			expect(urls()).toEqual([before[0].metadata.url, expect.stringMatching(/^https:\/\/staging\./)]);
			await client.deactivate(workflow.id);
			expect(copy.log()).toContain("which isn't this n8n instance");
		} finally {
			await copy.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		}
		expect(harness.api.state.destinations).toEqual(before);
		await receives('after-copy', 1);
	});

	it('registers the webhook under a changed URL when it is published again', async () => {
		await harness.client.activate(workflow.id);
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-moved-'));
		fs.cpSync(harness.server.folder, folder, { recursive: true });
		const moved = await startN8n({ folder, webhookUrl: `${PUBLIC_URL}:8443/` });
		try {
			const client = new Client(moved.url);
			await client.login();
			await client.deactivate(workflow.id);
			await client.activate(workflow.id);
			expect(urls()).toHaveLength(2);
			expect(urls()[1]).toMatch(`${PUBLIC_URL}:8443/webhook/publication-${count}/`);
			await client.deactivate(workflow.id);
		} finally {
			await moved.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		}
	});
});
