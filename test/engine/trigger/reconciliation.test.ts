import { triggerHarness } from '../../support/triggerHarness';
import { CREATING, EMPTY, FORBIDDEN, REGISTERED } from './remoteState';

const READING = { method: 'GET', path: /\/destinations\/n8n-/ };
const NOTHING = { destinations: [], topics: [], eventRoutes: [], destinationRoutes: [] };

describe('an activation', () => {
	const harness = triggerHarness();

	it('succeeds when only the check afterwards fails', async () => {
		const file = harness.workflow();
		harness.api.fault({
			match: CREATING.destinationRoute,
			handler: () => harness.api.fault({ times: Infinity, ...FORBIDDEN }),
			delayMs: 0,
		});
		await harness.host.activate(file);
		harness.api.clearFaults();
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect((await harness.deliver(file)).status).toBe(200);
		// So that n8n's next start needn't wait for the API.
		harness.api.resetLog();
		expect(await harness.host.activate(file, { activation: 'init' })).toEqual({ existed: true });
		expect(harness.api.requests).toEqual([]);
	});

	it.each(['eventRoute', 'destinationRoute'] as const)(
		'finds the %s of its own topic that is already there',
		async (kind) => {
			harness.api.fault({ match: CREATING[kind], perform: true, respond: { status: 409 } });
			await harness.host.activate(harness.workflow());
			expect(harness.remoteState()).toEqual(REGISTERED);
		},
	);

	it('creates the topic again that another process has deleted meanwhile', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		Object.assign(harness.api.state, { destinations: [], eventRoutes: [], destinationRoutes: [] });
		const handler = () => void (harness.api.state.topics = []);
		harness.api.fault({ match: CREATING.eventRoute, handler, respond: { status: 404 } });
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('looks twice at what another process has created, which may be rolled back there', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { eventRoutes, destinationRoutes } = harness.api.state;
		harness.api.fault({ match: READING, respond: { status: 404 } });
		for (const [path, body] of [
			[/notification-event-topic-routes\?/, eventRoutes],
			[/topic-destination-routes\?/, destinationRoutes],
		] as const) {
			harness.api.fault({ match: { method: 'GET', path }, delayMs: 0 });
			const handler = () => void Object.assign(harness.api.state, NOTHING);
			harness.api.fault({ match: { method: 'GET', path }, handler, respond: { status: 200, body } });
		}
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('gives up when its routes keep changing, and says why', async () => {
		let count = 0;
		harness.api.fault({
			times: Infinity,
			match: { method: 'GET', path: /notification-event-topic-routes\?/ },
			handler: () => {
				const [{ id: topicId, projectId }] = harness.api.state.topics;
				const route = { id: `route-${++count}`, createTime: '2100-01-01T00:00:00Z', topicId, projectId };
				harness.api.state.eventRoutes.push({ ...route, eventType: 'connection.deleted' });
			},
			delayMs: 0,
		});
		await expect(harness.host.activate(harness.workflow())).rejects.toMatchObject({
			message: expect.stringMatching(
				/^Couldn't register the webhook 'n8n-[\w-]+': its routes in Ampersand keep changing$/,
			) as string,
			description: expect.stringContaining(
				' Another n8n instance may be publishing the same workflow. Publish the workflow again.',
			) as string,
		});
		expect(harness.remoteState()).toMatchObject({ destinations: 1, topics: 1 });
	});

	it("stops at the API's reason when it refuses a route", async () => {
		const respond = { status: 422, body: { detail: 'This plan has no such event' } };
		harness.api.fault({ match: CREATING.eventRoute, times: Infinity, respond });
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow('This plan has no such event');
		const attempts = harness.api.requests.filter(
			({ method, path }) => method === 'POST' && CREATING.eventRoute.path.test(path),
		);
		expect(attempts).toHaveLength(1);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('asks for no routes when there is no topic', async () => {
		const file = harness.workflow();
		harness.api.fault({ delayMs: 0 });
		harness.api.fault({ match: { method: 'POST' }, times: Infinity, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.api.requests.map(({ path }) => path.split('/').at(-1))).not.toContain(
			'topic-destination-routes',
		);
	});

	it('restores a destination that was deleted in Ampersand, which has kept the route to it', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.state.destinations = [];
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(await harness.host.activate(file)).toEqual({ existed: true });
	});

	it('replaces a route to another destination that is the only one', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { destinations, destinationRoutes } = harness.api.state;
		destinationRoutes[0].destinationId = 'other';
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinationRoutes[0].destinationId).toBe(destinations[0].id);
	});

	it.each(['eventRoutes', 'destinationRoutes'] as const)(
		'keeps the oldest of several %s, in whatever order they are listed',
		async (kind) => {
			const file = harness.workflow();
			await harness.host.activate(file);
			const all = harness.api.state[kind] as Array<{ id: string; createTime: string }>;
			const [route] = all;
			const older = { ...route, id: `older-${kind}`, createTime: '2000-01-01T00:00:00Z' };
			all.push(older, { ...route, id: `newer-${kind}`, createTime: '2100-01-01T00:00:00Z' });
			await harness.host.activate(file);
			expect(harness.api.state[kind]).toEqual([older]);
		},
	);
});
