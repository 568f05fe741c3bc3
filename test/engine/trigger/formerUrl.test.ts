import { PUBLIC_URL, type WebhookHost } from '../../support/engine/webhookHost';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, mergeStates, REGISTERED } from './remoteState';

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
		['another base path', 'https://n8n.example.test/automation'],
		['no HTTPS', 'http://localhost:5678'],
		['no protocol', 'n8n.example.test'],
	])('removes the webhook under the former URL: %s', async (_, publicUrl) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const moved = await movedTo(publicUrl);
		await moved.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook of a test run under the former base path', async () => {
		const file = harness.workflow();
		await harness.host.activate(file, { test: true });
		const moved = await movedTo(`${PUBLIC_URL}/automation`);
		await moved.deactivate(file, { test: true });
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook under the former webhook ID', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].webhookId = 'another-webhook';
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it.each([
		['production', 'another host', 'https://new.example.test', '/webhook-test/'],
		['test', 'another host', 'https://new.example.test', '/webhook/'],
		['production', 'another base path', `${PUBLIC_URL}/automation`, '/webhook-test/'],
		['production', 'no protocol', 'n8n.example.test', '/webhook-test/'],
		['test', 'no protocol', 'n8n.example.test', '/webhook/'],
		['production', 'another webhook ID', PUBLIC_URL, '/webhook-test/'],
		['test', 'another webhook ID', PUBLIC_URL, '/webhook/'],
	])(
		'keeps the webhook of the other kind when that of %s is removed: %s',
		async (kind, change, publicUrl, kept) => {
			const file = harness.workflow();
			await harness.host.activate(file);
			await harness.host.activate(file, { test: true });
			mergeStates(harness, file);
			const moved = await movedTo(publicUrl);
			if (change === 'another webhook ID') file.nodes[0].webhookId = 'another-webhook';
			await moved.deactivate(file, { test: kind === 'test' });
			expect(harness.remoteState()).toEqual(REGISTERED);
			expect(harness.api.state.destinations[0].metadata.url).toContain(kept);
		},
	);
});
