import { path } from '../support/node';
import { takeExamples } from './examples/pictures';
import { example } from './support/examples';
import { openEditor } from './support/editor';
import { Panels } from './support/panels';
import { picture, taking } from './support/pictures';
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
	const editor = await openEditor(scene.server.url, client.session, { viewport: VIEWPORT, scale: 1.5 });
	try {
		const panels = new Panels(editor.page);
		const take = taking(panels, FOLDER, MAX_BYTES);
		await panels.openWorkflow(morning);
		await take('workflow');
		await panels.run(forms, 'Get Many');
		await take('get-many');
	} finally {
		await editor.close();
	}
	await takeExamples(scene);
});
