import type { Emulator } from '../../emulator';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { PUBLIC_URL, WebhookHost } from '../../test/support/engine/webhookHost';
import { example } from '../../test/support/examples';
import { expectThat, printRun, say } from './print';

/**
 * The repair loop: a connection breaks, the trigger starts the workflow, the customer signs in again.
 *
 * @param emulator must send webhooks for `PUBLIC_URL` to what `hostUrl` gives at that time
 * @param project name or ID
 */
export async function demonstrateRepair(
	emulator: Emulator,
	project: string,
	hostUrl: { current?: string },
): Promise<void> {
	const { apiKey, url: baseUrl, state } = emulator;
	const host = new WebhookHost({
		engine: new Engine(built),
		credentialType: built.credential,
		credential: () => ({ apiKey, baseUrl }),
	});
	await host.start();
	hostUrl.current = host.url;
	try {
		say('── trigger: a connection breaks, and is mended');
		const file = { ...example('mend-a-broken-connection', project), id: 'mend' };
		await host.activate(file);
		const [{ name, metadata }] = state.destinations;
		say(`  Activated. At Ampersand stands the webhook destination ${name} with the URL ${metadata.url}`);

		const { id: projectId } = state.project(project);
		const broken = state.connections.find(
			({ connection }) =>
				connection.projectId === projectId && connection.authScheme === 'oauth2/authorizationCode',
		);
		if (!broken) throw new Error('The emulator has no connection with OAuth2');
		emulator.breakConnection(broken.connection.id);
		await emulator.deliveriesSettled();
		await host.settled();
		const [first] = host.runs;
		printRun(file, first);
		const text = String(first.nodes['Write Message']?.outputs[0][0].json.text);
		const [link] = /https:\S+/.exec(text) ?? [];
		expectThat(link !== undefined, 'the message holds a link to sign in');

		emulator.completeOAuth(String(link));
		await emulator.deliveriesSettled();
		await host.settled();
		printRun(file, host.runs[1]);
		expectThat(
			broken.connection.status === 'working',
			'the customer has signed in; the connection works again',
		);
		expectThat(host.runs.length === 2, 'each of the two notifications started one run');

		await fetch(`${host.deliveryUrl(file)}`, {
			method: 'POST',
			body: '{"notificationType":"connection.error"}',
		});
		expectThat(host.runs.length === 2, 'a delivery that is not signed by Ampersand started none');
		await host.deactivate(file);
		expectThat(state.destinations.length === 0 && state.topics.length === 0, 'nothing is left at Ampersand');
	} finally {
		await host.close();
	}
}

/** Where the emulator really sends what is meant for the public URL of the demo's n8n. */
export function deliverTo(hostUrl: { current?: string }): (url: string) => string {
	return (url) => url.replace(PUBLIC_URL, hostUrl.current ?? PUBLIC_URL);
}
