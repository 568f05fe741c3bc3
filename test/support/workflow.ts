import type { IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';
import { PACKAGE } from './engine/nodeTypes';
import type { WorkflowFile } from './engine';

/** How a test's node differs from a new one. */
export interface NodeSettings {
	onError?: OnError;
	/** Runs the node as an AI agent's tool would be. */
	tool?: boolean;
	/** The parameter `requestOptions`. */
	requestOptions?: IDataObject;
	/** n8n's node setting Retry On Fail: how often the node is executed, at most. */
	maxTries?: number;
}

/**
 * A workflow of three nodes: Start, our node, and one that follows it on each output.
 *
 * @param parameters the node's, without the resource
 */
export function workflowWith(parameters: INodeParameters, settings: NodeSettings = {}): WorkflowFile {
	const { onError, tool, requestOptions, maxTries } = settings;
	const ampersand: INode = {
		id: 'node-2',
		name: 'Ampersand',
		type: `${PACKAGE}.ampersand${tool ? 'Tool' : ''}`,
		typeVersion: 1,
		position: [200, 0],
		parameters: {
			resource: 'connection',
			...(requestOptions ? { requestOptions: requestOptions as INodeParameters } : {}),
			...parameters,
		},
		credentials: { ampersandApi: { id: 'credential-1', name: 'Ampersand' } },
		...(onError ? { onError } : {}),
		...(maxTries ? { retryOnFail: true, maxTries, waitBetweenTries: 1 } : {}),
	};
	const start = base('Start', 'manualTrigger', 0);
	const then = base('Then', 'noOp', 400);
	const failed = base('Failed', 'noOp', 600);
	return {
		nodes: [start, ampersand, then, failed],
		connections: {
			Start: { main: [[{ node: 'Ampersand', type: 'main', index: 0 }]] },
			Ampersand: {
				main: [[{ node: 'Then', type: 'main', index: 0 }], [{ node: 'Failed', type: 'main', index: 0 }]],
			},
		},
	};
}

function base(name: string, type: string, x: number): INode {
	return {
		id: `node-${name}`,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion: 1,
		position: [x, 0],
		parameters: {},
	};
}
