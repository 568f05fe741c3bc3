import { type Emulator, startEmulator } from '../../emulator';
import { example } from '../support/examples';
import { fs, path, process } from '../support/node';
import { ensureInstalled } from './setup';
import { Client } from './support/client';
import type { WorkflowJson } from './support/saved';
import { openEditor } from './support/editor';
import { Panels } from './support/panels';
import { packNode, startN8n } from './support/server';
import { tour } from './support/tour';

const FOLDER = path.resolve('docs', 'images');
const MAX_BYTES = 150_000;
const VIEWPORT = { width: 1440, height: 860 };

/** The used part of the library, which n8n's linter doesn't allow to be imported. */
const sharp = module.require('sharp') as (image: Uint8Array) => {
	png(options: object): { toBuffer(): Promise<Uint8Array> };
};

/** Takes a picture of the window as it is. */
type Take = (name: string) => Promise<void>;

/** `npm run screenshots`: takes the pictures of `docs/images`, of a real n8n with the node and an emulated API. */
async function main(): Promise<void> {
	await ensureInstalled();
	const given = process.env.AMPERSAND_E2E_TARBALL;
	const tarball = await packNode();
	const [server, api] = await Promise.all([startN8n({ tarball }), startEmulator()]);
	try {
		const client = new Client(server.url);
		await client.setupOwner();
		const account = { apiKey: api.apiKey, baseUrl: api.url };
		const credential = await client.createCredential('ampersandApi', 'Ampersand account', account);
		const { id: forms } = await client.createWorkflow(tour(credential));
		const report = example('morning-report', 'mailmonkey-production');
		for (const each of report.nodes) if (each.credentials) each.credentials = { ampersandApi: credential };
		const { id: morning } = await client.createWorkflow({
			...(report as unknown as WorkflowJson),
			name: 'Morning report',
		});
		fs.mkdirSync(FOLDER, { recursive: true });
		await lightPictures(server.url, client, { forms, morning });
		// One of its own: n8n lets only one window at a time write to a workflow.
		const { id: dark } = await client.createWorkflow(tour(credential));
		await darkPicture(server.url, client, dark);
	} finally {
		await stop(api, server);
		if (!given) fs.rmSync(path.dirname(tarball), { recursive: true, force: true });
	}
}

async function lightPictures(
	url: string,
	client: Client,
	workflows: { forms: string; morning: string },
): Promise<void> {
	const editor = await openEditor(url, client.session, { viewport: VIEWPORT, scale: 1.5 });
	try {
		const panels = new Panels(editor.page);
		const take = taking(panels);

		await panels.openWorkflow(workflows.morning);
		await take('workflow');

		await panels.run(workflows.forms, 'Get Many');
		await take('get-many');
		await panels.run(workflows.forms, 'Get');
		await take('error');
		await panels.openNode('Generate');
		await take('generate');
		await panels.openNode('Update');
		await panels.openList('connectionId');
		await take('connections');
		await panels.page.getByTestId('rlc-item').filter({ visible: true, hasText: 'Freshdesk' }).first().click();
		await take('update');
		await panels.openNode('Trigger');
		await take('trigger');

		await panels.openWorkflow(workflows.morning);
		await panels.searchNodes('ampersand');
		await take('node-search');
		await panels.actionsOf('Ampersand');
		await take('node-panel');
	} finally {
		await editor.close();
	}
}

async function darkPicture(url: string, client: Client, workflow: string): Promise<void> {
	const editor = await openEditor(url, client.session, { viewport: VIEWPORT, scale: 1.5, theme: 'dark' });
	try {
		const panels = new Panels(editor.page);
		await panels.run(workflow, 'Get Many');
		await taking(panels)('get-many-dark');
	} finally {
		await editor.close();
	}
}

/** A PNG with a palette, which is smaller and looks the same, because the editor has few colors. */
function taking(panels: Panels): Take {
	return async (name) => {
		await panels.closeToasts();
		await panels.page.mouse.move(0, 0);
		const raw = await panels.page.screenshot({ animations: 'disabled', caret: 'hide' });
		const png = await sharp(raw)
			.png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 })
			.toBuffer();
		if (png.length > MAX_BYTES) throw new Error(`${name}.png has ${png.length} bytes, over ${MAX_BYTES}`);
		fs.writeFileSync(path.join(FOLDER, `${name}.png`), png);
		process.stdout.write(`docs/images/${name}.png, ${png.length} bytes\n`);
	};
}

async function stop(api: Emulator, server: { stop(): Promise<void> }): Promise<void> {
	await api.close();
	await server.stop();
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exitCode = 1;
});
