import { triggerHarness } from '../../support/triggerHarness';
import { CREATING, EMPTY, FORBIDDEN, REGISTERED } from './remoteState';

const EVENTS = ['connection.created', 'connection.updated'];
const READING = { method: 'GET', path: /\/destinations\/n8n-/ };

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

	it('logs nothing of what may remain', async () => {
		harness.api.fault({ match: { method: 'POST' }, times: Infinity, ...FORBIDDEN });
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow();
		expect(harness.host.log).toEqual([]);
	});

	it.each(['destination', 'topic'] as const)(
		'creates the %s again when the request was lost',
		async (kind) => {
			harness.api.fault({ match: CREATING[kind], drop: 'beforeHeaders' });
			await harness.host.activate(harness.workflow());
			expect(harness.remoteState()).toEqual(REGISTERED);
		},
	);
});

describe('an activation that fails', () => {
	const harness = triggerHarness();

	it.each(['destination', 'topic', 'eventRoute', 'destinationRoute'] as const)(
		'uses a %s that was created although the API responded with 500',
		async (kind) => {
			harness.api.fault({ match: CREATING[kind], times: 4, perform: true, respond: { status: 500 } });
			await harness.host.activate(harness.workflow());
			expect(harness.remoteState()).toEqual(REGISTERED);
		},
	);

	it('uses the route to a new event whose response was lost', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.events = ['connection.error', ...EVENTS];
		harness.api.fault({ match: CREATING.eventRoute, perform: true, drop: 'beforeHeaders' });
		await harness.host.activate(file);
		expect(harness.remoteState().events).toEqual([...EVENTS, 'connection.error'].sort());
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

	it('does not need to read the destination that it has created', async () => {
		harness.api.fault({
			match: CREATING.destination,
			handler: () => harness.api.fault({ match: READING, respond: { status: 404 } }),
			delayMs: 0,
		});
		const file = harness.workflow();
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect((await harness.deliver(file)).status).toBe(200);
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
			if (kind === 'topic') harness.api.state.topics.push({ ...topics[0], id: 'other', ...change });
			else harness.api.state.destinations.push({ ...destinations[0], id: 'other', ...change });
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

	it('keeps the routes that both need when it fails after the other one has created more', async () => {
		const file = harness.workflow({ events: EVENTS });
		const handler = () => {
			const [route] = harness.api.state.eventRoutes;
			harness.api.state.eventRoutes.push({ ...route, id: 'route-1' });
			const { id, topicId, projectId, createTime } = route;
			const other = { id: `${id}-2`, topicId, projectId, createTime, destinationId: 'other' };
			harness.api.state.destinationRoutes.push(other);
			harness.api.fault({ match: { method: 'DELETE' }, ...FORBIDDEN });
		};
		harness.api.fault({ match: CREATING.destinationRoute, handler, delayMs: 0 });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ destinations: 1, topics: 1, events: EVENTS, routes: 2 });
		expect(harness.api.state.eventRoutes.map(({ id }) => id)).toContain('route-1');
	});

	it('keeps the routes that both need, except for duplicates', async () => {
		const file = harness.workflow({ events: EVENTS });
		const handler = () => {
			const [route] = harness.api.state.eventRoutes;
			const [{ createTime }] = harness.api.state.destinations;
			harness.api.state.eventRoutes.push({ ...route, id: 'route-1', createTime });
		};
		harness.api.fault({ match: CREATING.destinationRoute, handler, ...FORBIDDEN });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toMatchObject({ topics: 1, events: EVENTS });
		expect(harness.api.state.eventRoutes.map(({ id }) => id)).toContain('route-1');
	});
});
