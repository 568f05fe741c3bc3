import type { IDataObject, INode } from 'n8n-workflow';
import type { Emulator } from '../../emulator';
import type { WorkflowJson } from '../../test/e2e/support/saved';

/** Path of the webhook that stands for a provider's sign-in page. */
export const SIGN_IN_PATH = 'simulate-sign-in';

/** What the emulated customers do, as workflows to click. */
export interface Simulations {
	breaks: WorkflowJson;
	signsIn: WorkflowJson;
	signsUp: WorkflowJson;
}

/**
 * The workflows with which a user acts as a customer.
 *
 * @param n8n its URL, without a slash at the end
 */
export function simulations(n8n: string, api: Emulator): Simulations {
	const emulator = `${new URL(api.url).origin}/emulator`;
	const { connectionId, id } = brokenLater(api);
	const start = node('Start', 'manualTrigger', 1, {});
	return {
		breaks: chain('Simulate: a connection breaks', [
			start,
			post('Break the Connection', `${emulator}/connections/${connectionId}/break`),
			post('Pause Its Reads', `${emulator}/installations/${id}/pause`),
		]),
		signsIn: chain('Simulate: the customer signs in', [
			{
				...node('On Sign-In Page', 'webhook', 2, {
					path: SIGN_IN_PATH,
					responseMode: 'responseNode',
					options: {},
				}),
				webhookId: '6e1f0b9a-2c47-4d83-9a5e-b0d7c8f31e42',
			},
			post('Sign In', `=${emulator}/oauth?url={{ encodeURIComponent($json.query.url) }}`),
			node('Respond: Signed In', 'respondToWebhook', 1.1, {
				respondWith: 'text',
				responseBody: 'You have signed in as the customer, and the connection works again.',
				options: {},
			}),
		]),
		signsUp: chain('Simulate: a new customer signs up', [
			start,
			post('Call Your Webhook', `${n8n}/webhook/connect-a-new-customer`, {
				sendBody: true,
				specifyBody: 'json',
				jsonBody: JSON.stringify({
					customerId: 'customer-1',
					customerName: 'Customer One',
					userId: 'user-1',
					provider: 'apollo',
					apiKey: ['the', 'customers', 'key'].join('-'),
				}),
			}),
		]),
	};
}

/** The installation whose connection is broken on a click. */
export function brokenLater({ state }: Emulator): Emulator['state']['installations'][number] {
	const [{ id }] = state.projects;
	const found = state.installations.find(
		({ projectId, config }) => projectId === id && config.content.provider === 'salesforce',
	);
	if (!found) throw new Error('The emulator has no installation for Salesforce');
	return found;
}

function post(name: string, url: string, more: IDataObject = {}): INode {
	return node(name, 'httpRequest', 4.2, { method: 'POST', url, ...more, options: {} });
}

function node(name: string, type: string, typeVersion: number, parameters: IDataObject): INode {
	return {
		id: name.toLowerCase().replaceAll(/\W+/g, '-'),
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
}

/** A workflow whose nodes run one after the other. */
function chain(name: string, nodes: INode[]): WorkflowJson {
	const connections: WorkflowJson['connections'] = {};
	nodes.slice(1).forEach(({ name: to }, index) => {
		connections[nodes[index].name] = { main: [[{ node: to, type: 'main', index: 0 }]] };
	});
	const positioned = nodes.map((each, index) => ({
		...each,
		position: [index * 220, 0] as [number, number],
	}));
	return { name, nodes: positioned, connections };
}
