import type { EmulatorOptions } from '../../../emulator';
import { type EmulatorHarness, emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const EVENTS = [
	...['connection.created', 'connection.error', 'connection.refreshed', 'connection.updated'],
	...[
		'connection.deleted',
		'installation.created',
		'installation.updated',
		'installation.deleted',
		'read.schedule.paused',
	],
];

/** Nobody listens there: that a delivery was attempted is all that counts. */
const NOWHERE: EmulatorOptions = { deliverTo: () => 'http://127.0.0.1:1/', retryDelaysMs: [] };

const harness = emulatorHarness(NOWHERE);

/** Routes every event to one webhook, and returns the events that have been sent to it since. */
async function subscribe({ api, inProject }: EmulatorHarness): Promise<() => Promise<string[]>> {
	const metadata = { url: 'https://app.example.test/' };
	const destination = await inProject('POST', '/destinations', { name: 'd', type: 'webhook', metadata });
	const topic = await inProject('POST', '/topics', { name: 't' });
	const topicId = topic.body.id;
	for (const eventType of EVENTS)
		await inProject('POST', '/notification-event-topic-routes', { eventType, topicId });
	await inProject('POST', '/topic-destination-routes', { topicId, destinationId: destination.body.id });
	return async () => {
		await api.deliveriesSettled();
		return api.deliveries.map(({ event }) => event);
	};
}

const refs = { groupRef: 'group-900', consumerRef: 'user-900' };

describe('a connection with OAuth', () => {
	it('sends an event for each change', async () => {
		const sent = await subscribe(harness);
		const body = { ...refs, projectIdOrName: PROJECT, provider: 'hubspot' };
		const { body: url } = await harness.request<string>('POST', '/oauth-connect', body);
		harness.api.completeOAuth(url);
		const { id } = harness.api.state.connections[harness.api.state.connections.length - 1].connection;
		await harness.inProject('GET', `/connections/${id}?refresh=force`);
		await harness.inProject('PATCH', `/connections/${id}`, {
			updateMask: ['providerWorkspaceRef'],
			connection: { providerWorkspaceRef: 'w' },
		});
		harness.api.breakConnection(id);
		await harness.inProject('DELETE', `/connections/${id}`);
		expect(await sent()).toEqual([
			'connection.created',
			'connection.refreshed',
			'connection.updated',
			'connection.error',
			'connection.deleted',
		]);
	});
});

describe('a connection without OAuth', () => {
	const generateAndBreak = async ({ api, inProject }: EmulatorHarness) => {
		const body = { ...refs, provider: 'apollo', apiKey: 'k' };
		const created = await inProject<{ id: string }>('POST', '/connections:generate', body);
		api.breakConnection(created.body.id);
	};

	it('sends no event when it is created or breaks', async () => {
		const sent = await subscribe(harness);
		await generateAndBreak(harness);
		expect(await sent()).toEqual([]);
	});

	describe('when all connections send events', () => {
		const all = emulatorHarness({ ...NOWHERE, eventsForAllConnections: true });

		it('sends both', async () => {
			const sent = await subscribe(all);
			await generateAndBreak(all);
			expect(await sent()).toEqual(['connection.created', 'connection.error']);
		});
	});
});

describe('an installation', () => {
	const used = () => harness.api.state.usedConnection(PROJECT, 'oauth2/authorizationCode').connection;
	const pathOf = ({ integrationId, id }: { integrationId: string; id: string }) =>
		`/integrations/${integrationId}/installations/${id}`;

	it('sends an event when it is created', async () => {
		const sent = await subscribe(harness);
		const [{ integrationId }] = harness.api.state.installationsUsing(used().id);
		const body = { groupRef: used().group.groupRef, config: { content: { provider: 'hubspot' } } };
		await harness.inProject('POST', `/integrations/${integrationId}/installations`, body);
		expect(await sent()).toEqual(['installation.created']);
	});

	it('sends an event when it is updated', async () => {
		const sent = await subscribe(harness);
		const body = {
			updateMask: ['config.createdBy'],
			installation: { config: { createdBy: 'consumer:me' } },
		};
		await harness.inProject('PATCH', pathOf(harness.api.state.installationsUsing(used().id)[0]), body);
		expect(await sent()).toEqual(['installation.updated']);
	});

	it('sends an event when it is deleted, and the last one also for its connection', async () => {
		const sent = await subscribe(harness);
		for (const installation of harness.api.state.installationsUsing(used().id))
			await harness.inProject('DELETE', pathOf(installation));
		expect(await sent()).toEqual(['installation.deleted', 'installation.deleted', 'connection.deleted']);
	});

	it('sends an event when its scheduled reads are paused', async () => {
		const sent = await subscribe(harness);
		harness.api.pauseReads(harness.api.state.installationsUsing(used().id)[0].id);
		expect(await sent()).toEqual(['read.schedule.paused']);
	});

	it('is unhealthy while its connection is broken, and until that is used again', async () => {
		const { id } = used();
		const health = () => harness.api.state.installationsUsing(id).map(({ healthStatus }) => healthStatus);
		harness.api.breakConnection(id);
		expect(new Set(health())).toEqual(new Set(['unhealthy']));
		const { body } = await harness.inProject<string>('PATCH', `/connections/${id}:oauth-update`);
		harness.api.completeOAuth(body);
		expect(new Set(health())).toEqual(new Set(['unhealthy']));
		harness.api.useConnection(id);
		expect(new Set(health())).toEqual(new Set(['healthy']));
	});
});
