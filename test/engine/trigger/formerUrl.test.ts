import { PUBLIC_URL, type WebhookHost } from '../../support/engine/webhookHost';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, REGISTERED } from './remoteState';

describe('deactivating a workflow whose webhook URL has changed', () => {
	const harness = triggerHarness();

	/** Another n8n with the same database. */
	const movedTo = async (publicUrl: string): Promise<WebhookHost> => {
		const moved = await harness.otherHost({ publicUrl });
		moved.staticData = harness.host.staticData;
		return moved;
	};

	it.each([
		['another host', 'https://new.example.test'],
		['another port', `${PUBLIC_URL}:8443`],
		['no HTTPS', 'http://localhost:5678'],
		['no protocol', 'n8n.example.test'],
	])('leaves the webhook of the former host, and names it once: %s', async (_, publicUrl) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const moved = await movedTo(publicUrl);
		await moved.deactivate(file);
		await moved.deactivate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		const [{ name, metadata }] = harness.api.state.destinations;
		expect(moved.log).toEqual([
			{
				level: 'warn',
				message:
					`The webhook '${name}' in the project 'mailmonkey-production' is registered for ${metadata.url}, which isn't this n8n instance, ` +
					"so it was left unchanged. If that instance doesn't exist any more, delete the webhook's topic and destination in Ampersand.",
			},
		]);
	});

	it('removes the webhook under the former path', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await (await movedTo(`${PUBLIC_URL}/automation`)).deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook of a test run under the former path', async () => {
		const file = harness.workflow();
		await harness.host.activate(file, { test: true });
		await (await movedTo(`${PUBLIC_URL}/automation`)).deactivate(file, { test: true });
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook under the former webhook ID', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].webhookId = 'another-webhook';
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});
