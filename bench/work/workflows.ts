import type {
	IConnections,
	INode,
	INodeCredentialsDetails,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';
import { PACKAGE } from '../../test/e2e/support/workflows';
import { load } from '../install';
import { CONCURRENCY, type Step } from './steps';
import type { Steps } from './workload';

/** The nodes of n8n's own that are used, with the version that the editor adds. */
const N8N_NODES: Record<string, { file?: string; class?: string; version: number }> = {
	httpRequest: { file: 'HttpRequest/HttpRequest.node.js', class: 'HttpRequest', version: 4.5 },
	splitOut: { file: 'Transform/SplitOut/SplitOut.node.js', class: 'SplitOut', version: 1 },
	splitInBatches: { file: 'SplitInBatches/SplitInBatches.node.js', class: 'SplitInBatches', version: 3 },
	filter: { file: 'Filter/Filter.node.js', class: 'Filter', version: 2.3 },
	// The test engine has stand-ins for the others.
	manualTrigger: { version: 1 },
	noOp: { version: 1 },
	webhook: { version: 2.1 },
	code: { version: 2 },
};

/** A workflow without its name. */
export interface Nodes {
	nodes: INode[];
	connections: IConnections;
}

/** n8n's own nodes, loaded from its package. */
export function n8nNodes(): Record<string, INodeType> {
	const types: Record<string, INodeType> = {};
	for (const [name, { file, class: className, version }] of Object.entries(N8N_NODES)) {
		if (!file || !className) continue;
		const exported = load<Record<string, new () => INodeType | IVersionedNodeType>>(
			`n8n-nodes-base/dist/nodes/${file}`,
		);
		const type = new exported[className]();
		types[`n8n-nodes-base.${name}`] = 'nodeVersions' in type ? type.nodeVersions[version] : type;
	}
	return types;
}

/** A workflow that runs steps one after the other. */
export function workflowOf(
	{ steps, looped }: Steps,
	credential: INodeCredentialsDetails = { id: 'credential-1', name: 'Ampersand' },
): Nodes {
	const all = [...steps];
	const connections: IConnections = {};
	if (looped) {
		// n8n's own way to bound concurrency.
		const parameters = { batchSize: CONCURRENCY, options: {} };
		const loop: Step = { name: 'Loop Over Items', type: 'splitInBatches', parameters };
		const done: Step = { name: 'Done', type: 'noOp', parameters: {} };
		chain(connections, [...steps, loop, done]);
		connect(connections, loop.name, looped[0].name, 1);
		chain(connections, [...looped, loop]);
		// The last node is the one that returns the result.
		all.push(loop, ...looped, done);
	} else chain(connections, steps);
	return { nodes: all.map((step, index) => nodeOf(step, index, credential)), connections };
}

function chain(connections: IConnections, steps: Step[]): void {
	steps.slice(1).forEach(({ name }, index) => connect(connections, steps[index].name, name));
}

function connect(connections: IConnections, from: string, to: string, output = 0): void {
	const main = ((connections[from] ??= { main: [] }).main ??= []);
	while (main.length <= output) main.push([]);
	main[output]?.push({ node: to, type: 'main', index: 0 });
}

function nodeOf(step: Step, index: number, credential: INodeCredentialsDetails): INode {
	const { name, type, parameters, webhookId, onError } = step;
	const ours = type.startsWith('ampersand');
	return {
		id: `node-${index}`,
		name,
		type: ours ? `${PACKAGE}.${type}` : `n8n-nodes-base.${type}`,
		typeVersion: N8N_NODES[type]?.version ?? 1,
		position: [index * 200, 0],
		parameters,
		...(webhookId ? { webhookId } : {}),
		...(onError ? { onError } : {}),
		...(ours || type === 'httpRequest' ? { credentials: { ampersandApi: credential } } : {}),
	};
}
