import type { IDataObject, INode, INodeCredentialsDetails, INodeParameters, OnError } from 'n8n-workflow';
import type { WorkflowJson } from './saved';

/** The package under test. */
export const PACKAGE = 'n8n-nodes-ampersand';

/** The first node of every test workflow. */
export const START = node('Start', 'n8n-nodes-base.manualTrigger');

/** A node, which `chain` positions. */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/** Nodes that output the given items, whatever their input; the last one is called `Items`. */
export function items(list: IDataObject[]): INode[] {
	return [
		node(
			'List',
			'n8n-nodes-base.set',
			{ mode: 'raw', jsonOutput: JSON.stringify({ list }) },
			{ typeVersion: 3.4 },
		),
		node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list' }),
	];
}

/** Our node. */
export function ampersand(
	name: string,
	credential: INodeCredentialsDetails,
	parameters: INodeParameters,
	onError?: OnError,
): INode {
	return node(
		name,
		`${PACKAGE}.ampersand`,
		{ resource: 'connection', ...parameters },
		{ credentials: { ampersandApi: credential }, ...(onError ? { onError } : {}) },
	);
}

/** Sets `from` to a field of the item of an earlier node that each item is paired with. */
export function origin(name: string, before: string, field: string): INode {
	const value = `={{ $('${before}').item.json.${field} }}`;
	return node(
		name,
		'n8n-nodes-base.set',
		{
			assignments: { assignments: [{ id: 'from', name: 'from', type: 'string', value }] },
			includeOtherFields: true,
		},
		{ typeVersion: 3.4 },
	);
}

/**
 * A workflow of nodes in sequence, after `START`.
 *
 * @param failed the node on the error output of the second-last node
 */
export function chain(name: string, nodes: INode[], failed?: INode): WorkflowJson {
	const all = [START, ...nodes];
	const connections: WorkflowJson['connections'] = {};
	const to = ({ name: target }: INode) => [{ node: target, type: 'main' as const, index: 0 }];
	for (const [index, next] of all.slice(1).entries()) connections[all[index].name] = { main: [to(next)] };
	if (failed) connections[all[all.length - 2].name].main.push(to(failed));
	return {
		name,
		nodes: [...all, ...(failed ? [failed] : [])].map((each, index) => ({
			...each,
			position: [index * 220, each === failed ? 200 : 0],
		})),
		connections,
	};
}

/** A resource locator's value, as the editor saves it. */
export function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value } as INodeParameters;
}

/** The same, chosen from the list; without the name that it has there, the editor looks it up. */
export function fromList(value: string, cachedResultName?: string): INodeParameters {
	return { __rl: true, mode: 'list', value, cachedResultName } as INodeParameters;
}

/** The same, of a locator that takes a name. */
export function byName(value: string): INodeParameters {
	return { __rl: true, mode: 'name', value } as INodeParameters;
}
