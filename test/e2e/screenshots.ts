import { path } from '../support/node';
import { takeExamples } from './examples/pictures';
import { example } from './support/examples';
import { openEditor } from './support/editor';
import { Panels } from './support/panels';
import { picture, type Scene, type Take, taking } from './support/pictures';
import { tour } from './support/tour';

const FOLDER = path.resolve('docs', 'images');
const MAX_BYTES = 150_000;
const VIEWPORT = { width: 1440, height: 860 };

/** `npm run screenshots`: takes the pictures of `docs/images`. */
picture(async (scene) => {
	const { client, credential } = scene;
	const { id: forms } = await client.createWorkflow(tour(credential));
	const report = example('morning-report', { project: 'mailmonkey-production', credential });
	const { id: morning } = await client.createWorkflow({ ...report, name: 'Morning report' });
	await inEditor(scene, 'light', async (panels, take) => {
		await panels.openWorkflow(morning);
		await take('workflow');

		await panels.run(forms, 'Get Many');
		await take('get-many');
		await panels.run(forms, 'Get');
		await take('error');
		await panels.openNode('Generate');
		await take('generate');
		await panels.openNode('Update');
		await panels.openList('connectionId');
		await take('connections');
		await panels.listed.filter({ hasText: 'Freshdesk' }).first().click();
		// The auth schemes of the provider have been loaded once the form is open again.
		await panels.openNode('Update');
		await take('update');
		await panels.openNode('Trigger');
		await take('trigger');

		await panels.openWorkflow(morning);
		await panels.searchNodes('ampersand');
		await take('node-search');
		await panels.actionsOf('Ampersand');
		await take('node-panel');
	});
	await takeExamples(scene);
	// A workflow of its own: n8n lets only one window at a time write to a workflow.
	const { id: dark } = await client.createWorkflow(tour(credential));
	await inEditor(scene, 'dark', async (panels, take) => {
		await panels.run(dark, 'Get Many');
		await take('get-many-dark');
	});
});

async function inEditor(
	{ server, client }: Scene,
	theme: 'light' | 'dark',
	work: (panels: Panels, take: Take) => Promise<void>,
): Promise<void> {
	const editor = await openEditor(server.url, client.session, { viewport: VIEWPORT, scale: 1.5, theme });
	try {
		const panels = new Panels(editor.page);
		await work(panels, taking(panels, FOLDER, MAX_BYTES));
	} finally {
		await editor.close();
	}
}
