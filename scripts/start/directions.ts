import type { Emulator } from '../../emulator';

/** What the directions tell. */
interface Facts {
	/** URL of n8n, without a slash at the end. */
	n8n: string;
	api: Emulator;
	/** How long the start has taken. */
	seconds: string;
	email: string;
	password: string;
}

/** What a newcomer is told: where everything is, and what to try first. */
export function directions({ n8n, api, seconds, email, password }: Facts): string {
	const [{ id: projectId, name: project }] = api.state.projects;
	const connections = api.state.connections
		.map(({ connection }) => connection)
		.filter((connection) => connection.projectId === projectId);
	const { id, provider, consumer } =
		connections.find(({ authScheme }) => authScheme === 'oauth2/authorizationCode') ?? connections[0];
	const customer = {
		customerId: 'customer-1',
		customerName: 'Customer One',
		userId: 'user-1',
		provider: 'apollo',
		apiKey: ['the', 'customers', 'key'].join('-'),
	};
	const emulator = new URL(api.url).origin;
	return `
Ready after ${seconds} s.

  n8n        ${n8n}
  e-mail     ${email}
  password   ${password}

  Ampersand  ${api.url}  (emulated: nothing leaves this machine)
  API key    ${api.apiKey}
  Project    ${project}, with ${connections.length} connections

Try this first:

  1. Open "Morning report of broken connections" and click Execute workflow.

  2. Break a connection: ${consumer.consumerName}'s ${provider}. Then look at the executions of "Mend a broken connection",
     which is active and has written the message with the sign-in link:

     curl -X POST ${emulator}/emulator/connections/${id}/break

     Sign in for the customer, with the link from that message, and look at the executions again:

     curl -X POST -G ${emulator}/emulator/oauth --data-urlencode 'url=THE LINK'

  3. Be the app whose new customer has typed in an API key ("Connect a new customer" is active too):

     curl ${n8n}/webhook/connect-a-new-customer -H 'content-type: application/json' -d '${JSON.stringify(customer)}'

"AI agent that answers for connections" needs a model: choose one with your own credential in its node Model.

Ctrl-C stops all of it and removes what it has made.
`;
}
