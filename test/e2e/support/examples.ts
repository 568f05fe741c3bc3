import type { INodeCredentialsDetails } from 'n8n-workflow';
import {
	example as filledIn,
	type Chosen as FilledIn,
	exampleNames,
	LINK_SECRET,
} from '../../support/examples';
import type { WorkflowJson } from './saved';

export { exampleNames, LINK_SECRET };

/** What a user chooses after importing an example. */
export interface Chosen extends FilledIn {
	/** Credentials of other nodes, by their type. */
	others?: Record<string, Record<string, INodeCredentialsDetails>>;
	/** Items that replace the output of a node, by its name. */
	pinned?: Record<string, object[]>;
}

/** An example as it is once a user has filled it in. */
export function example(name: string, { others = {}, pinned = {}, ...chosen }: Chosen): WorkflowJson {
	const file = filledIn(name, chosen);
	for (const node of file.nodes) if (others[node.type]) node.credentials = others[node.type];
	const items = Object.entries(pinned).map(([node, list]) => [
		node,
		list.map((json) => ({ json: { ...json } })),
	]);
	return {
		name: file.name,
		nodes: file.nodes,
		connections: file.connections,
		pinData: Object.fromEntries(items) as WorkflowJson['pinData'],
	};
}
