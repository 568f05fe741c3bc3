import type { IConnections, INode, INodeCredentialsDetails, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../support/saved';
import { ampersand, byId, items, node, PACKAGE } from '../../support/workflows';

/** The seeded project that the tests work in. */
export const PROJECT = 'mailmonkey-production';

/** The fields that both nodes send to create a connection. */
const CONNECTION = { provider: 'hackerNews', groupRef: '={{ $json.body.run }}', consumerRef: 'user-queue' };

/** Creates a connection for each call, with the call's `run` as its group, by our node. */
export function generateByNode(credential: INodeCredentialsDetails): WorkflowJson {
	return sequence('Generate by Ampersand', [
		webhook('generate-by-node'),
		ampersand('Generate', credential, {
			projectIdOrName: byId(PROJECT),
			operation: 'generate',
			...CONNECTION,
			provider: byId(CONNECTION.provider),
			authScheme: 'none',
		}),
	]);
}

/** The same by n8n's HTTP Request node, for comparison. */
export function generateByHttp(credential: INodeCredentialsDetails, baseUrl: string): WorkflowJson {
	return sequence('Generate by HTTP Request', [
		webhook('generate-by-http'),
		node(
			'Generate',
			'n8n-nodes-base.httpRequest',
			{
				method: 'POST',
				url: `${baseUrl}/projects/${PROJECT}/connections:generate`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'ampersandApi',
				sendBody: true,
				bodyParameters: {
					parameters: Object.entries(CONNECTION).map(([name, value]) => ({ name, value })),
				},
			},
			{ typeVersion: 4.2, credentials: { ampersandApi: credential } },
		),
	]);
}

/** Gets each connection that breaks. */
export function lookUpBroken(credential: INodeCredentialsDetails): WorkflowJson {
	return sequence('Look up broken connections', [
		node(
			'Trigger',
			`${PACKAGE}.ampersandTrigger`,
			{ projectIdOrName: byId(PROJECT), events: ['connection.error'] },
			{ webhookId: 'look-up-broken', credentials: { ampersandApi: credential } },
		),
		ampersand('Get', credential, {
			projectIdOrName: byId(PROJECT),
			operation: 'get',
			connectionId: byId('={{ $json.data.connectionId }}'),
		}),
	]);
}

/** Gets all of the connections for each call, at most `maxConcurrency` at the same time. */
export function lookUpAll(
	credential: INodeCredentialsDetails,
	connectionIds: string[],
	maxConcurrency: number,
): WorkflowJson {
	return sequence('Look up all', [
		webhook('look-up-all'),
		...items(connectionIds.map((id) => ({ id }))),
		ampersand('Get', credential, {
			projectIdOrName: byId(PROJECT),
			operation: 'get',
			connectionId: byId('={{ $json.id }}'),
			options: { maxConcurrency },
		}),
	]);
}

/** The error workflow. */
export function onError(): WorkflowJson {
	return sequence('On error', [node('Error', 'n8n-nodes-base.errorTrigger')]);
}

/** Responds with the execution's ID as soon as it is in the queue. */
function webhook(path: string): INode {
	const parameters: INodeParameters = {
		httpMethod: 'POST',
		path,
		responseMode: 'onReceived',
		options: { responseData: '={{ $execution.id }}' },
	};
	return node('Webhook', 'n8n-nodes-base.webhook', parameters, { typeVersion: 2, webhookId: path });
}

function sequence(name: string, nodes: INode[]): WorkflowJson {
	const connections: IConnections = {};
	for (const [index, next] of nodes.slice(1).entries()) {
		connections[nodes[index].name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	return {
		name,
		nodes: nodes.map((each, index) => ({ ...each, position: [index * 220, 0] })),
		connections,
	};
}
