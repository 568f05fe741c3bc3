import type { IDataObject, INodeCredentialsDetails, INodeExecutionData } from 'n8n-workflow';
import { fs, path } from '../../support/node';
import type { WorkflowJson } from './saved';
import { PACKAGE } from './workflows';

/** The folder of importable workflows. */
const EXAMPLES = path.resolve(module.path, '..', '..', '..', 'examples');

/** The secret that signs the links of an example. */
export const LINK_SECRET = ['a', 'long', 'random', 'text'].join('-');

/** What a user chooses after importing an example. */
export interface Chosen {
	/** Name or ID. */
	project: string;
	credential: INodeCredentialsDetails;
	/** Credentials of other nodes, by their type. */
	others?: Record<string, Record<string, INodeCredentialsDetails>>;
	/** Items that replace the output of a node, by its name. */
	pinned?: Record<string, object[]>;
}

/** The names of all examples: their files' names without `.json`. */
export function exampleNames(): string[] {
	const files = fs.readdirSync(EXAMPLES).filter((file) => file.endsWith('.json'));
	return files.map((file) => path.basename(file, '.json')).sort();
}

/** An example as it is once a user has filled it in: with a project, a credential, and a secret. */
export function example(
	name: string,
	{ project, credential, others = {}, pinned = {} }: Chosen,
): WorkflowJson {
	const text = fs.readFileSync(path.join(EXAMPLES, `${name}.json`), 'utf8');
	const file = JSON.parse(text) as WorkflowJson;
	for (const node of file.nodes) {
		if (node.type === 'n8n-nodes-base.crypto') node.parameters.secret = LINK_SECRET;
		if (others[node.type]) node.credentials = others[node.type];
		if (!node.type.startsWith(`${PACKAGE}.`)) continue;
		(node.parameters.projectIdOrName as IDataObject).value = project;
		node.credentials = { ampersandApi: credential };
	}
	const items = ([node, list]: [string, object[]]): [string, INodeExecutionData[]] => [
		node,
		list.map((json) => ({ json: { ...json } })),
	];
	return { ...file, pinData: Object.fromEntries(Object.entries(pinned).map(items)) };
}
