import type { IConnections, INode, INodeCredentialsDetails, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../support/saved';
import { ampersand, byId, items, node, PACKAGE } from '../../support/workflows';

/** The emulated project in which everything happens. */
export const PROJECT = 'mailmonkey-production';

/** What both nodes that create a connection send. */
const CONNECTION = { provider: 'hackerNews', groupRef: '={{ $json.body.run }}', consumerRef: 'user-queue' };

/** A call creates a connection whose group is the call's `run`: by our node. */
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

/** The same by n8n's own HTTP Request node: what n8n itself loses or does twice, this one shows. */
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

/** Each connection that breaks is looked up. */
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

/** A call looks up each of the connections, at most `width` at once. */
export function lookUpAll(
	credential: INodeCredentialsDetails,
	connectionIds: string[],
	width: number,
): WorkflowJson {
	return sequence('Look up all', [
		webhook('look-up-all'),
		...items(connectionIds.map((id) => ({ id }))),
		ampersand('Get', credential, {
			projectIdOrName: byId(PROJECT),
			operation: 'get',
			connectionId: byId('={{ $json.id }}'),
			options: { maxConcurrency: width },
		}),
	]);
}

/** Started by n8n for each execution that fails, of the workflows that name it. */
export function onError(): WorkflowJson {
	return sequence('On error', [node('Error', 'n8n-nodes-base.errorTrigger')]);
}

/** Answers with the execution's ID as soon as that is in the queue. */
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
