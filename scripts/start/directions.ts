import type { Emulator } from '../../emulator';
import type { SavedWorkflow } from '../../test/e2e/support/saved';
import { brokenLater } from './simulate';

/** What the directions tell. */
interface Facts {
	/** URL of n8n, without a slash at the end. */
	n8n: string;
	api: Emulator;
	/** The workflows that n8n has, by the name of the example's file or of the simulation. */
	workflows: Record<string, SavedWorkflow>;
	/** How long the start took. */
	seconds: string;
	email: string;
	password: string;
}

/** Where everything is, and what to try first. */
export function directions({ n8n, api, workflows, seconds, email, password }: Facts): string {
	const [{ id: projectId, name: project }] = api.state.projects;
	const connections = api.state.connections.filter(({ connection }) => connection.projectId === projectId);
	const { group } = brokenLater(api);
	const urlOf = (workflow: SavedWorkflow) => `${n8n}/workflow/${workflow.id}`;
	const open = (name: string) => `"${workflows[name].name}"\n     ${urlOf(workflows[name])}`;
	const executions = (name: string) => `"${workflows[name].name}"\n     ${urlOf(workflows[name])}/executions`;
	const all = Object.values(workflows).map((workflow) => `  ${workflow.name}\n    ${urlOf(workflow)}`);
	return `
Ready after ${seconds} s.

  n8n        ${n8n}
  Email      ${email}
  Password   ${password}

  Ampersand  ${api.url} (emulated: nothing leaves this machine)
  API key    ${api.apiKey}
  Project    ${project}, with ${connections.length} connections

Try this first:

  1. Open the morning report, and click Execute workflow:
     ${open('morning-report')}

  2. Break the Salesforce connection of ${group.groupName} with Execute workflow in
     ${open('breaks')}

     This starts the workflow that writes the customer a message with a link. See the node Write Message in its latest execution:
     ${executions('repair-a-broken-connection')}

  3. Open the link in that message as the customer. You land at "${workflows.signsIn.name}",
     which stands for the provider's sign-in page. The reads resume in
     ${executions('resume-reads-after-a-repair')}

  4. Be the app of a customer who entered an API key, with Execute workflow in
     ${open('signsUp')}

     This starts
     ${executions('connect-a-new-customer')}

All workflows; the two with an AI agent need a model with a credential of yours, in their node Model:

${all.join('\n')}

Ctrl-C stops everything and removes its files.
`;
}
