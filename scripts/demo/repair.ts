import type { Emulator } from '../../emulator';
import { Engine, type EngineResult } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { WebhookHost } from '../../test/support/engine/webhookHost';
import { filledIn, outputsOf } from './play';
import { expectThat, printPath, printSentence, printText, printTitle } from './print';
import type { Target } from './target';

const REPAIR = 'repair-a-broken-connection';
const RESUME = 'resume-reads-after-a-repair';

/** A connection breaks, the trigger starts the workflow, the customer signs in again, and the reads resume. */
export async function repairConnection(target: Target): Promise<void> {
	const { project, embedded, credential } = target;
	if (!embedded) return;
	const { emulator } = embedded;
	const n8n = new WebhookHost({
		engine: new Engine(built),
		credentialType: built.credential,
		credential: () => ({ apiKey: emulator.apiKey, baseUrl: emulator.url }),
	});
	await n8n.start();
	embedded.host.url = n8n.url;
	try {
		const file = filledIn(target, REPAIR);
		const second = filledIn(target, RESUME);
		printTitle(`${file.name}, and ${second.name.toLowerCase()}`);
		await n8n.activate(file);
		await n8n.activate(second);
		expectThat(
			emulator.state.destinations.length === 2,
			'publishing the two workflows registers their webhooks',
		);

		const installation = installationOf(emulator, project);
		const { connection } = emulator.state.connection(installation.projectId, installation.connectionId);
		const customer = String(connection.group.groupName);
		printSentence(
			`The credentials of the Salesforce connection of ${customer} stop working, which starts the first workflow:`,
		);
		emulator.breakConnection(connection.id);
		const broke = await nextRun(emulator, n8n);
		printPath(broke);
		const message = lastTextOf(broke);
		printText(message);
		const link = /https:\S+/.exec(message)?.[0] ?? '';
		expectThat(link !== '', 'the message has a link to sign in again');

		printSentence('The customer clicks the link:');
		const query = Object.fromEntries(new URL(link).searchParams);
		const click = async (parameters: Record<string, string>): Promise<EngineResult> =>
			await new Engine(built).run(file, {
				credential,
				input: [{ query: parameters }],
				startNode: file.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')?.name,
			});
		const clicked = await click(query);
		printPath(clicked);
		const [[{ json }]] = outputsOf(file, clicked, 'oauthUpdate');
		expectThat(
			clicked.responses[0]?.headers.location === json.url,
			'the link redirects to a new OAuth URL, created for this click',
		);
		const [forged] = (await click({ ...query, connection: 'another' })).responses;
		expectThat(forged.statusCode === 403, 'a link that was changed is refused');

		emulator.pauseReads(installation.id);
		await nextRun(emulator, n8n);
		printSentence(
			'Ampersand has paused the reads. The customer signs in again, which starts the second workflow:',
		);
		emulator.completeOAuth(String(json.url));
		const resumed = await nextRun(emulator, n8n);
		printPath(resumed);
		printText(lastTextOf(resumed));
		expectThat(connection.status === 'created', 'the connection has new credentials');
		expectThat(installation.pausedObjects.length === 0, 'its reads run again');

		const runs = n8n.runs.length;
		await fetch(n8n.deliveryUrl(file), { method: 'POST', body: '{"notificationType":"connection.error"}' });
		await n8n.settled();
		expectThat(n8n.runs.length === runs, 'a delivery without a signature starts nothing');
		await n8n.deactivate(file);
		await n8n.deactivate(second);
		const left = emulator.state.destinations.length + emulator.state.topics.length;
		expectThat(left === 0, 'unpublishing the workflows removes their webhooks');
	} finally {
		await n8n.close();
	}
}

/** The run that a delivery starts, once it has ended. */
async function nextRun(emulator: Emulator, n8n: WebhookHost): Promise<EngineResult> {
	await emulator.deliveriesSettled();
	await n8n.settled();
	return n8n.runs[n8n.runs.length - 1];
}

/** The text of the last node's first item. */
function lastTextOf({ run, nodes }: EngineResult): string {
	const last = run.data.resultData.lastNodeExecuted ?? '';
	return String(nodes[last].outputs[0][0].json.text);
}

function installationOf({ state }: Emulator, project: string): Emulator['state']['installations'][number] {
	const { id } = state.project(project);
	const found = state.installations.find(
		({ projectId, config }) => projectId === id && config.content.provider === 'salesforce',
	);
	if (!found) throw new Error('The emulator has no installation for Salesforce');
	return found;
}
