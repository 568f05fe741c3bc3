import type { Emulator } from '../../emulator';
import type { WorkflowJson } from '../../test/e2e/support/saved';

/** What the directions tell. */
interface Facts {
	/** URL of n8n, without a slash at the end. */
	n8n: string;
	api: Emulator;
	/** The workflows that n8n has. */
	examples: WorkflowJson[];
	/** How long the start took. */
	seconds: string;
	email: string;
	password: string;
}

/** Where everything is, and what to try first. */
export function directions({ n8n, api, examples, seconds, email, password }: Facts): string {
	const [{ id: projectId, name: project }] = api.state.projects;
	const connections = api.state.connections
		.map(({ connection }) => connection)
		.filter((connection) => connection.projectId === projectId);
	const { id, provider, consumer } =
		connections.find(({ authScheme }) => authScheme.startsWith('oauth2/authorizationCode')) ?? connections[0];
	const customer = {
		customerId: 'customer-1',
		customerName: 'Customer One',
		userId: 'user-1',
		provider: 'apollo',
		apiKey: ['the', 'customers', 'key'].join('-'),
	};
	const emulator = new URL(api.url).origin;
	const nameOf = (nodeType: string) => `"${exampleWith(nodeType, examples).name}"`;
	return `
Ready after ${seconds} s.

  n8n        ${n8n}
  Email      ${email}
  Password   ${password}

  Ampersand  ${api.url} (emulated: nothing leaves this machine)
  API key    ${api.apiKey}
  Project    ${project}, with ${connections.length} connections

Try this first:

  1. Open ${nameOf('scheduleTrigger')} and click Execute workflow.

  2. Break a connection, ${consumer.consumerName}'s ${provider}:

     curl -X POST ${emulator}/emulator/connections/${id}/break

     This starts ${nameOf('ampersandTrigger')}. Its execution has a message with a sign-in link.
     Open the link as the customer. It redirects to an OAuth URL:

     curl -s -o /dev/null -w '%{redirect_url}\n' 'THE LINK'

     Sign in there, which repairs the connection and starts the workflow again:

     curl -X POST -G ${emulator}/emulator/oauth --data-urlencode 'url=THE OAUTH URL'

  3. Act as the app of a new customer who entered an API key. This starts ${nameOf('webhook')}:

     curl ${n8n}/webhook/${webhookPath(examples)} -H 'content-type: application/json' -d '${JSON.stringify(customer)}'

${nameOf('agent')} needs a model with a credential of yours: choose it in its node Model.

Ctrl-C stops everything and removes its files.
`;
}

/** Whether a workflow waits for a call from outside. */
export function isWaiting(workflow: WorkflowJson): boolean {
	return hasNode(workflow, 'webhook') || hasNode(workflow, 'ampersandTrigger');
}

function webhookPath(examples: WorkflowJson[]): string {
	const { nodes } = exampleWith('webhook', examples);
	return String(nodes.find(({ type }) => type.endsWith('.webhook'))?.parameters.path);
}

/** @param nodeType without the package's name */
function exampleWith(nodeType: string, examples: WorkflowJson[]): WorkflowJson {
	const found = examples.find((example) => hasNode(example, nodeType));
	if (!found) throw new Error(`No example has a node of type ${nodeType}`);
	return found;
}

function hasNode({ nodes }: WorkflowJson, nodeType: string): boolean {
	return nodes.some(({ type }) => type.endsWith(`.${nodeType}`));
}
