import { path } from '../../support/node';
import { openEditor } from '../support/editor';
import { example, exampleNames } from '../support/examples';
import { Panels } from '../support/panels';
import { type Scene, taking } from '../support/pictures';

const FOLDER = path.resolve('docs', 'images', 'examples');
const MAX_BYTES = 150_000;
/** Wide, because workflows are, and so high that n8n's button at the bottom covers none of their nodes. */
const VIEWPORT = { width: 1600, height: 900 };

/** Takes a picture of every example as it is after its import, for the README of the examples. */
export async function takeExamples({ client, credential, server }: Scene): Promise<void> {
	const editor = await openEditor(server.url, client.session, { viewport: VIEWPORT });
	try {
		const panels = new Panels(editor.page);
		const take = taking(panels, FOLDER, MAX_BYTES);
		for (const name of exampleNames()) {
			const file = example(name, { project: 'my-project', credential });
			const { id } = await client.createWorkflow(file);
			await panels.openWorkflow(id);
			await take(name);
		}
	} finally {
		await editor.close();
	}
}
