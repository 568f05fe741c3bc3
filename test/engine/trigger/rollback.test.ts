import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, keepRoutes, REGISTERED } from './remoteState';

const FORBIDDEN = { respond: { status: 403 } };
const EVENTS = ['connection.created', 'connection.updated'];
const READING = { method: 'GET', path: /\/destinations\/n8n-/ };
const CREATING = {
	destination: { method: 'POST', path: /\/destinations$/ },
	topic: { method: 'POST', path: /\/topics$/ },
	eventRoute: { method: 'POST', path: /\/notification-event-topic-routes$/ },
	destinationRoute: { method: 'POST', path: /\/topic-destination-routes$/ },
};

describe('an activation that fails before it has created anything', () => {
	const harness = triggerHarness();

	it('rolls nothing back, and does not say that anything remains', async () => {
		const file = harness.workflow();
		harness.api.fault({ match: READING, ...FORBIDDEN });
		harness.api.fault({ delayMs: 0 });
		harness.api.fault({ times: Infinity, ...FORBIDDEN });
		const error = await harness.host.activate(file).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ httpCode: '403' });
		expect(error).not.toMatchObject({ description: expect.stringContaining('may remain') as string });
	});

	it.each(['destination', 'topic'] as const)(
		'does not say that anything remains when the request to create the %s was lost',
		async (kind) => {
			harness.api.fault({ match: CREATING[kind], drop: 'beforeHeaders' });
			const error = await harness.host.activate(harness.workflow()).catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ name: 'NodeApiError' });
			expect(error).not.toMatchObject({ description: expect.stringContaining('may remain') as string });
			expect(harness.remoteState()).toEqual(EMPTY);
		},
	);
});

describe('an activation that fails', () => {
	const harness = triggerHarness();

	it.each(['destination', 'topic', 'eventRoute', 'destinationRoute'] as const)(
		'deletes a %s that was created although the API responded with 500',
		async (kind) => {
			keepRoutes(harness);
			harness.api.fault({ match: CREATING[kind], times: 4, perform: true, respond: { status: 500 } });
			await expect(harness.host.activate(harness.workflow())).rejects.toThrow();
			expect(harness.remoteState()).toEqual(EMPTY);
		},
	);

	it('deletes the route to a new event whose response was lost, and keeps the rest', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.events = ['connection.error', ...EVENTS];
		harness.api.fault({ match: CREATING.eventRoute, perform: true, drop: 'beforeHeaders' });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('deletes its topic, and keeps the destination that was there', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		Object.assign(harness.api.state, { topics: [], eventRoutes: [], destinationRoutes: [] });
		harness.api.fault({ match: CREATING.eventRoute, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, destinations: 1 });
	});

	it('deletes its destination, and keeps the topic that was there', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		Object.assign(harness.api.state, { destinations: [], eventRoutes: [], destinationRoutes: [] });
		harness.api.fault({ match: CREATING.eventRoute, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, topics: 1 });
	});

	it('deletes its routes, and keeps the topic and the destination that were there without any', async () => {
		const file = harness.workflow({ events: EVENTS });
		await harness.host.activate(file);
		Object.assign(harness.api.state, { eventRoutes: [], destinationRoutes: [] });
		harness.api.fault({ match: CREATING.eventRoute, delayMs: 0 });
		harness.api.fault({ match: CREATING.eventRoute, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, destinations: 1, topics: 1 });
	});

	it('says that a destination that it has created cannot be found, and leaves nothing', async () => {
		harness.api.fault({
			match: CREATING.destination,
			handler: () => harness.api.fault({ match: READING, respond: { status: 404 } }),
			delayMs: 0,
		});
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow(
			/^The webhook destination 'n8n-[\w-]+' was created but can't be found$/,
		);
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});

describe('an activation that fails while another process activates the same workflow', () => {
	const harness = triggerHarness();

	/** A workflow, and what another process has created for it when a request arrives. */
	const meanwhile = async (kind: 'destination' | 'topic', fault: object, change: object = {}) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { destinations, topics } = harness.api.state;
		await harness.host.deactivate(file);
		const handler = () => {
			if (kind === 'topic') harness.api.state.topics.push({ ...topics[0], ...change });
			else harness.api.state.destinations.push({ ...destinations[0], ...change });
		};
		harness.api.fault({ match: CREATING[kind], handler, ...fault });
		return file;
	};

	it.each([
		['destination', 'topic', { destinations: 1 }, 400],
		['destination', 'topic', { destinations: 1 }, 403],
		['destination', 'topic', { destinations: 1 }, 422],
		['topic', 'eventRoute', { topics: 1 }, 400],
		['topic', 'eventRoute', { topics: 1 }, 403],
		['topic', 'eventRoute', { topics: 1 }, 409],
	] as const)(
		'keeps the %s that the other one has created, and fails at the %s',
		async (kind, failing, kept, status) => {
			const file = await meanwhile(kind, { respond: { status } });
			harness.api.fault({ match: CREATING[failing], ...FORBIDDEN });
			await expect(harness.host.activate(file)).rejects.toThrow();
			expect(harness.remoteState()).toEqual({ ...EMPTY, ...kept });
		},
	);

	it('keeps a destination with its name but a different URL when its own request was lost', async () => {
		const metadata = { url: 'https://elsewhere.example.test/' };
		const file = await meanwhile('destination', { drop: 'beforeHeaders' }, { metadata });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, destinations: 1 });
	});

	it('keeps a destination to which the other one has created a route', async () => {
		const file = harness.workflow();
		const foreign = { id: 'route-1', topicId: 'topic-1', createTime: '2026-11-26T00:00:00Z' };
		const handler = () => {
			const [{ id: destinationId, projectId }] = harness.api.state.destinations;
			harness.api.state.destinationRoutes.push({ ...foreign, destinationId, projectId });
		};
		harness.api.fault({ match: CREATING.topic, handler, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, destinations: 1, routes: 1 });
	});

	it('keeps a topic from which the other one has created a route', async () => {
		const file = harness.workflow();
		const foreign = { id: 'route-1', eventType: 'connection.deleted', createTime: '2026-11-26T00:00:00Z' };
		const handler = () => {
			const [{ id: topicId, projectId }] = harness.api.state.topics;
			harness.api.state.eventRoutes.push({ ...foreign, topicId, projectId });
		};
		harness.api.fault({ match: CREATING.eventRoute, handler, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toMatchObject({ topics: 1, events: ['connection.deleted'] });
	});

	it('keeps the routes that both need, except for duplicates', async () => {
		const file = harness.workflow({ events: EVENTS });
		const handler = () => {
			const [route] = harness.api.state.eventRoutes;
			harness.api.state.eventRoutes.push({ ...route, id: 'route-1' });
		};
		harness.api.fault({ match: CREATING.destinationRoute, handler, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toMatchObject({ topics: 1, events: EVENTS });
		expect(harness.api.state.eventRoutes.map(({ id }) => id)).toContain('route-1');
	});
});

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
		const links = harness.api.requests.filter(
			({ method, path }) => method === 'GET' && READING.path.test(path),
		);
		expect(links.length).toBeGreaterThanOrEqual(8);
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

describe('deactivating a workflow whose topic leads elsewhere, too', () => {
	const harness = triggerHarness();

	it('keeps the topic as long as that route cannot be deleted, so that it is found next time', async () => {
		keepRoutes(harness);
		const file = harness.workflow();
		await harness.host.activate(file);
		const { destinationRoutes } = harness.api.state;
		destinationRoutes.push({ ...destinationRoutes[0], id: 'other', destinationId: 'other' });
		harness.api.fault({ match: { method: 'DELETE', path: /-routes\/other$/ }, ...FORBIDDEN });
		await expect(harness.host.deactivate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, topics: 1, routes: 1 });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});
