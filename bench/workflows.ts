import type { IConnections, INode, INodeParameters, INodeType, IVersionedNodeType } from 'n8n-workflow';
import type { WorkflowFile } from '../test/support/engine';
import { PACKAGE } from '../test/support/engine/nodeTypes';
import type { Prepared } from './api';
import { load } from './install';

/** How many requests each side may have under way; Max Concurrency of our node allows no more. */
export const CONCURRENCY = 100;

/** n8n's own nodes that a user would put together in place of ours, with the version that the editor adds. */
const N8N_NODES: Record<string, { file: string; class: string; version: number }> = {
	httpRequest: { file: 'HttpRequest/HttpRequest.node.js', class: 'HttpRequest', version: 4.5 },
	splitOut: { file: 'Transform/SplitOut/SplitOut.node.js', class: 'SplitOut', version: 1 },
	splitInBatches: { file: 'SplitInBatches/SplitInBatches.node.js', class: 'SplitInBatches', version: 3 },
	filter: { file: 'Filter/Filter.node.js', class: 'Filter', version: 2.3 },
};

/** Those nodes, loaded from n8n's package. */
export function n8nNodes(): Record<string, INodeType> {
	const types: Record<string, INodeType> = {};
	for (const [name, { file, class: className, version }] of Object.entries(N8N_NODES)) {
		const exported = load<Record<string, new () => INodeType | IVersionedNodeType>>(
			`n8n-nodes-base/dist/nodes/${file}`,
		);
		const type = new exported[className]();
		types[`n8n-nodes-base.${name}`] = 'nodeVersions' in type ? type.nodeVersions[version] : type;
	}
	return types;
}

/** A node of a workflow, short. */
export interface Step {
	name: string;
	type: string;
	parameters: INodeParameters;
}

/** A workflow that runs its steps one after the other; the last one is the result. */
export function chain(...steps: Step[]): WorkflowFile {
	const nodes = [{ name: 'Start', type: 'manualTrigger', parameters: {} }, ...steps].map(nodeOf);
	const connections: IConnections = {};
	nodes.slice(1).forEach(({ name }, index) => connect(connections, nodes[index].name, name));
	return { nodes, connections };
}

/** A workflow that runs a step for so many items at a time: n8n's own way to bound what is under way. */
export function loop(step: Step, batchSize: number): WorkflowFile {
	const over = { name: 'Loop Over Items', type: 'splitInBatches', parameters: { batchSize, options: {} } };
	const done = { name: 'Done', type: 'noOp', parameters: {} };
	const start = { name: 'Start', type: 'manualTrigger', parameters: {} };
	const connections: IConnections = {};
	connect(connections, start.name, over.name);
	connect(connections, over.name, done.name, 0);
	connect(connections, over.name, step.name, 1);
	connect(connections, step.name, over.name);
	return { nodes: [start, over, step, done].map(nodeOf), connections };
}

/** Our node. */
export function ampersand(
	prepared: Prepared,
	operation: string,
	parameters: INodeParameters,
	name = 'Ampersand',
): Step {
	const projectIdOrName = byId(prepared.project);
	return {
		name,
		type: 'ampersand',
		parameters: { resource: 'connection', operation, projectIdOrName, ...parameters },
	};
}

/** A resource locator's value. */
export function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value };
}

/** n8n's HTTP Request node with our credential, as a user sets it up. */
export function httpRequest(
	prepared: Prepared,
	method: string,
	path: string,
	more: INodeParameters = {},
	name = 'HTTP Request',
): Step {
	const url = `${prepared.credential.baseUrl}/projects/${prepared.project}/connections${path}`;
	return {
		name,
		type: 'httpRequest',
		parameters: {
			method,
			url: path.includes('{{') ? `=${url}` : url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'ampersandApi',
			options: {},
			...more,
		},
	};
}

function connect(connections: IConnections, from: string, to: string, output = 0): void {
	const main = ((connections[from] ??= { main: [] }).main ??= []);
	while (main.length <= output) main.push([]);
	main[output]?.push({ node: to, type: 'main', index: 0 });
}

function nodeOf({ name, type, parameters }: Step, index: number): INode {
	const ours = type === 'ampersand';
	return {
		id: `node-${index}`,
		name,
		type: ours ? `${PACKAGE}.${type}` : `n8n-nodes-base.${type}`,
		typeVersion: N8N_NODES[type]?.version ?? 1,
		position: [index * 200, 0],
		parameters,
		credentials: { ampersandApi: { id: 'credential-1', name: 'Ampersand' } },
	};
}
