import type { IDataObject, INode, INodeCredentialsDetails } from 'n8n-workflow';
import type { WorkflowFile } from './engine';
import { fs, path } from './node';

/** The folder of importable workflows, relative to the project's root, where npm runs every script. */
export const EXAMPLES = path.resolve('examples');

/** The secret that signs the links of an example. */
export const LINK_SECRET = ['a', 'long', 'random', 'text'].join('-');

/** What a user chooses after importing an example. */
export interface Chosen {
	/** Name or ID. */
	project: string;
	credential: INodeCredentialsDetails;
	/** Base URL of the credential, which replaces Ampersand's in the HTTP Request nodes; default: they stay as they are. */
	baseUrl?: string;
	/** Fields of the node Settings, by name; those that aren't given stay as they are. */
	settings?: IDataObject;
}

/** The names of all examples: their files' names without `.json`. */
export function exampleNames(): string[] {
	const files = fs.readdirSync(EXAMPLES).filter((file) => file.endsWith('.json'));
	return files.map((file) => path.basename(file, '.json')).sort();
}

/**
 * An example as it is once a user has filled it in.
 *
 * @param name of the file, without `.json`
 */
export function example(name: string, chosen: Chosen): WorkflowFile & { name: string } {
	const text = fs.readFileSync(path.join(EXAMPLES, `${name}.json`), 'utf8');
	const file = JSON.parse(text) as WorkflowFile & { name: string };
	for (const node of file.nodes) fillIn(node, chosen);
	return file;
}

function fillIn(node: INode, { project, credential, baseUrl, settings }: Chosen): void {
	const { name, type, parameters } = node;
	if (type === 'n8n-nodes-base.crypto') parameters.secret = LINK_SECRET;
	if (name === 'Settings') {
		const values: IDataObject = { project, ...settings };
		const { assignments } = parameters.assignments as { assignments: IDataObject[] };
		for (const field of assignments) {
			if (String(field.name) in values) field.value = values[String(field.name)];
		}
	}
	if (type.endsWith('.ampersandTrigger')) (parameters.projectIdOrName as IDataObject).value = project;
	if (type === 'n8n-nodes-base.httpRequest' && baseUrl) {
		parameters.url = String(parameters.url).replace(
			/^(=?)https:\/\/(?:api\.withampersand\.com\/v1|proxy\.withampersand\.com)/,
			(_, expression: string) => expression + baseUrl,
		);
	}
	if (type.includes('.ampersand') || parameters.nodeCredentialType === 'ampersandApi')
		node.credentials = { ampersandApi: credential };
}
