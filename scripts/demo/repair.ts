import type { Emulator } from '../../emulator';
import { Engine, type EngineResult } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { WebhookHost } from '../../test/support/engine/webhookHost';
import { example } from '../../test/support/examples';
import { outputsOf } from './play';
import { expectThat, printLines, printNodes, printText, printTitle } from './print';
import type { Target } from './target';

const EXAMPLE = 'repair-a-broken-connection';

/** A connection breaks, the trigger starts the workflow, and the customer opens the link and signs in again. */
export async function repairConnection({ project, embedded, credential }: Target): Promise<void> {
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
		const file = { ...example(EXAMPLE, project), id: EXAMPLE };
		printTitle(file.name ?? EXAMPLE);
		await n8n.activate(file);
		expectThat(emulator.state.destinations.length === 1, 'activating the workflow registers its webhook');

		const { connection } = oauthConnection(emulator, project);
		printLines([`The credentials of a ${connection.provider} connection stop working:`]);
		emulator.breakConnection(connection.id);
		const broke = await nextRun(emulator, n8n);
		printNodes(file, broke);
		const message = lastTextOf(broke);
		printText(message);
		const link = /https:\S+/.exec(message)?.[0] ?? '';
		expectThat(link !== '', 'the message has a link to sign in again');

		printLines(['The customer clicks the link:']);
		const query = Object.fromEntries(new URL(link).searchParams);
		const click = async (parameters: Record<string, string>): Promise<EngineResult> =>
			await new Engine(built).run(file, {
				credential,
				input: [{ query: parameters }],
				startNode: file.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')?.name,
			});
		const clicked = await click(query);
		printNodes(file, clicked);
		const [[{ json }]] = outputsOf(file, clicked, 'oauthUpdate');
		expectThat(
			clicked.responses[0]?.headers.location === json.url,
			'the link redirects to a new OAuth URL, created for this click',
		);
		const [forged] = (await click({ ...query, connection: 'another' })).responses;
		expectThat(forged.statusCode === 403, 'a link that was changed is refused');

		printLines(['The customer signs in again:']);
		emulator.completeOAuth(String(json.url));
		printNodes(file, await nextRun(emulator, n8n));
		expectThat(connection.status === 'created', 'the connection has new credentials');

		await fetch(n8n.deliveryUrl(file), { method: 'POST', body: '{"notificationType":"connection.error"}' });
		await n8n.settled();
		expectThat(n8n.runs.length === 2, 'a delivery without a signature starts nothing');
		await n8n.deactivate(file);
		const left = emulator.state.destinations.length + emulator.state.topics.length;
		expectThat(left === 0, 'deactivating the workflow removes its webhook');
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

function oauthConnection({ state }: Emulator, project: string): Emulator['state']['connections'][number] {
	const { id } = state.project(project);
	const found = state.connections.find(
		({ connection }) => connection.projectId === id && connection.authScheme === 'oauth2/authorizationCode',
	);
	if (!found) throw new Error('The emulator has no connection with OAuth2');
	return found;
}
