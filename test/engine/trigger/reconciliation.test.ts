import { triggerHarness } from '../../support/triggerHarness';
import { CREATING, EMPTY, FORBIDDEN, keepRoutes, REGISTERED } from './remoteState';

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
	});

	it('gives up after eight attempts when its routes keep changing, and says why', async () => {
		let count = 0;
		harness.api.fault({
			times: Infinity,
			match: { method: 'GET', path: /notification-event-topic-routes\?/ },
			handler: () => {
				const [{ id: topicId, projectId }] = harness.api.state.topics;
				const route = { id: `route-${++count}`, createTime: '2026-11-26T00:00:00Z', topicId, projectId };
				harness.api.state.eventRoutes.push({ ...route, eventType: 'connection.deleted' });
			},
			delayMs: 0,
		});
		await expect(harness.host.activate(harness.workflow())).rejects.toMatchObject({
			message: expect.stringMatching(
				/^Couldn't register the webhook 'n8n-[\w-]+': its routes in Ampersand keep changing$/,
			) as string,
			description: expect.stringContaining(
				'\nAnother n8n instance may be activating the same workflow. Activate the workflow again.',
			) as string,
		});
		const lists = harness.api.requests.filter(
			({ method, path }) => method === 'GET' && path.endsWith('/topics'),
		);
		// One at first, and two in each attempt.
		expect(lists).toHaveLength(1 + 8 * 2);
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

	it.each(['topics', 'destinations'] as const)(
		'starts again when another process has deleted the %s meanwhile, and leaves no stray routes',
		async (kind) => {
			keepRoutes(harness);
			harness.api.fault({
				match: CREATING.destinationRoute,
				handler: () => (harness.api.state[kind] = []),
				delayMs: 0,
			});
			await harness.host.activate(harness.workflow());
			expect(harness.remoteState()).toEqual(REGISTERED);
		},
	);

	/** Another process adds an older route for the same event whenever there is none, once or again and again. */
	const withOlderRoute = async (times: number) => {
		const older = { id: 'older', createTime: '2000-01-01T00:00:00Z' };
		const add = () => {
			const { eventRoutes } = harness.api.state;
			if (!eventRoutes.some(({ id }) => id === older.id)) eventRoutes.push({ ...eventRoutes[0], ...older });
		};
		const listing = { method: 'GET', path: /notification-event-topic-routes\?/ };
		harness.api.fault({
			match: CREATING.destinationRoute,
			handler: () => harness.api.fault({ match: listing, times, handler: add, delayMs: 0 }),
			delayMs: 0,
		});
		await harness.host.activate(harness.workflow());
		return harness.api.requests.filter(({ method, path }) => method === 'DELETE' && path.endsWith('/older'));
	};

	it('keeps its own route rather than that of another process, which may still be rolled back', async () => {
		await withOlderRoute(1);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.eventRoutes[0].id).not.toBe('older');
	});

	it('keeps the older route after three attempts, as the other process does', async () => {
		expect(await withOlderRoute(Infinity)).toHaveLength(2);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.eventRoutes[0].id).toBe('older');
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
			const older = { ...route, id: 'older', createTime: '2000-01-01T00:00:00Z' };
			all.push(older, { ...route, id: 'newer', createTime: '2100-01-01T00:00:00Z' });
			await harness.host.activate(file);
			expect(harness.api.state[kind]).toEqual([older]);
		},
	);
});
