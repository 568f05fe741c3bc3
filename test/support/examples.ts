import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PACKAGE } from './engine/nodeTypes';
import type { WorkflowFile } from './engine';
import { fs, path } from './node';

/** The folder of importable workflows, relative to the project's root, where npm runs every script. */
export const EXAMPLES = path.resolve('examples');

/** The secret that signs the links of an example. */
export const LINK_SECRET = ['a', 'long', 'random', 'text'].join('-');

/**
 * An example as it is once a user has filled it in: with a project, a credential, and a secret.
 *
 * @param name of the file, without `.json`
 * @param project name or ID
 */
export function example(name: string, project: string): WorkflowFile {
	const file = JSON.parse(fs.readFileSync(path.join(EXAMPLES, `${name}.json`), 'utf8')) as WorkflowFile;
	for (const node of file.nodes) {
		if (node.type === 'n8n-nodes-base.crypto') node.parameters.secret = LINK_SECRET;
		if (!node.type.startsWith(`${PACKAGE}.`)) continue;
		const parameters: INodeParameters = node.parameters;
		(parameters.projectIdOrName as IDataObject).value = project;
		node.credentials = { ampersandApi: { id: 'credential-1', name: 'Ampersand' } };
	}
	return file;
}

/** The names of all examples. */
export function exampleNames(): string[] {
	return fs
		.readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace(/\.json$/, ''));
}
