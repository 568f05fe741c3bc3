import type { INodeCredentialsDetails, INodeExecutionData } from 'n8n-workflow';
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
	const file = filledIn(name, chosen) as WorkflowJson;
	for (const node of file.nodes) if (others[node.type]) node.credentials = others[node.type];
	const items = ([node, list]: [string, object[]]): [string, INodeExecutionData[]] => [
		node,
		list.map((json) => ({ json: { ...json } })),
	];
	return { ...file, pinData: Object.fromEntries(Object.entries(pinned).map(items)) };
}
