import { PUBLIC_URL } from '../../support/engine/webhookHost';
import { byId, PROJECT } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { REGISTERED, deleteRemotely } from './remoteState';

describe('activating a workflow', () => {
	const harness = triggerHarness();

	it('registers one destination, one topic and the routes', async () => {
		const file = harness.workflow({ events: ['connection.error', 'connection.updated'] });
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual({
			...REGISTERED,
			events: ['connection.error', 'connection.updated'],
		});
		const [destination] = harness.api.state.destinations;
		const [topic] = harness.api.state.topics;
		expect(destination.metadata.url).toBe(`${PUBLIC_URL}/webhook/${file.nodes[0].webhookId}/webhook`);
		expect(topic.name).toBe(destination.name);
		expect(destination.projectId).toBe(harness.api.state.project(PROJECT).id);
		expect(harness.api.state.destinationRoutes[0]).toMatchObject({
			topicId: topic.id,
			destinationId: destination.id,
		});
	});

	it('gives destination and topic a name that the API accepts and that names the host', async () => {
		await harness.host.activate(harness.workflow());
		expect(harness.api.state.destinations[0].name).toMatch(/^n8n-n8n-example-test-[0-9a-f]{24}$/);
	});

	it('keeps no secret in the static data, which n8n saves with every execution', async () => {
		await harness.host.activate(harness.workflow());
		const saved = JSON.stringify([...harness.host.staticData.production]);
		expect(saved).toContain(PROJECT);
		expect(saved).not.toContain(harness.secret());
		expect(saved).not.toContain(harness.secret().replace('whsec_', ''));
	});

	it('changes nothing the second time', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.resetLog();
		expect(await harness.host.activate(file)).toEqual({ existed: true });
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('changes nothing after a restart of n8n', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const restarted = await harness.otherHost();
		restarted.staticData = harness.host.staticData;
		expect(await restarted.activate(file)).toEqual({ existed: true });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('finds its webhook again when the static data is lost', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const bare = await harness.otherHost();
		expect(await bare.activate(file)).toEqual({ existed: true });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('changes the routes when other events were selected', async () => {
		const file = harness.workflow({ events: ['connection.error', 'connection.created'] });
		await harness.host.activate(file);
		file.nodes[0].parameters.events = ['connection.error', 'connection.deleted'];
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual({
			...REGISTERED,
			events: ['connection.deleted', 'connection.error'],
		});
	});

	it('moves the webhook to another project', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		const { id } = harness.api.state.project('ledgerly-production');
		expect(harness.api.state.destinations[0].projectId).toBe(id);
	});

	it('moves the webhook to another path', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const moved = await harness.otherHost({ publicUrl: `${PUBLIC_URL}/automation` });
		moved.staticData = harness.host.staticData;
		await moved.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinations[0].metadata.url).toContain('/automation/');
	});

	it('takes the name and the ID of a project for the same project', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const before = structuredClone(harness.api.state.destinations);
		file.nodes[0].parameters.projectIdOrName = byId(harness.api.state.project(PROJECT).id);
		harness.api.resetLog();
		expect(await harness.host.activate(file)).toEqual({ existed: true });
		expect(harness.api.requests.every(({ method }) => method === 'GET')).toBe(true);
		expect(harness.api.state.destinations).toEqual(before);
		const saved = JSON.stringify([...harness.host.staticData.production]);
		expect(saved.split('"url"')).toHaveLength(2);
	});

	it('needs eight requests, and four to find that it is registered', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		expect(harness.api.requests).toHaveLength(8);
		harness.api.resetLog();
		await harness.host.activate(file);
		expect(harness.api.requests).toHaveLength(4);
	});

	it.each([
		['production', '/webhook/'],
		['test', '/webhook-test/'],
	] as const)('stores what removes the webhook later on, of %s', async (kind, path) => {
		const file = harness.workflow();
		await harness.host.activate(file, { test: kind === 'test' });
		const [{ name }] = harness.api.state.destinations;
		expect(harness.host.staticData[kind].get(file.id ?? '')).toEqual({
			'node:Ampersand Trigger': {
				registered: [
					{
						name,
						url: `${PUBLIC_URL}${path}${file.nodes[0].webhookId}/webhook`,
						projectIdOrName: PROJECT,
						projectId: harness.api.state.project(PROJECT).id,
						workflowId: file.id,
					},
				],
			},
		});
	});

	it('keeps one entry in the static data, however often the workflow is activated', async () => {
		const file = harness.workflow();
		for (let count = 0; count < 3; count++) await harness.host.activate(file);
		const saved = JSON.stringify([...harness.host.staticData.production]);
		expect(saved.split('"url"')).toHaveLength(2);
	});

	it('creates one route for an event that an expression returns twice', async () => {
		const file = harness.workflow({ events: ['connection.error', 'connection.error'] });
		await harness.host.activate(file);
		expect(await harness.host.activate(file)).toEqual({ existed: true });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it.each([
		['destination', 'destinations'],
		['topic', 'topics'],
		['event route', 'eventRoutes'],
		['route to the destination', 'destinationRoutes'],
	] as const)('restores a %s that was deleted in Ampersand', async (_, kind) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		deleteRemotely(harness, kind);
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it.each(['eventRoutes', 'destinationRoutes'] as const)('deletes duplicate %s', async (kind) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const all = harness.api.state[kind] as Array<{ id: string }>;
		all.push({ ...all[0], id: `${kind}-twice` });
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('keeps the webhook of another workflow', async () => {
		const other = harness.workflow();
		await harness.host.activate(other);
		const before = JSON.stringify(harness.api.state.destinations);
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.deactivate(file);
		expect(JSON.stringify(harness.api.state.destinations)).toBe(before);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('keeps the webhook of the workflow that it is a copy of', async () => {
		const original = harness.workflow();
		await harness.host.activate(original);
		const copy = harness.workflow();
		const [state] = harness.host.staticData.production.values();
		harness.host.staticData.production.set(copy.id ?? '', state);
		await harness.host.activate(copy);
		expect(harness.remoteState()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
		await harness.host.deactivate(copy);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(await harness.host.activate(original)).toEqual({ existed: true });
	});

	it.each([
		['before', 'unshift'],
		['after', 'push'],
	] as const)('deletes the route to another destination, listed %s its own', async (_, add) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { destinationRoutes } = harness.api.state;
		destinationRoutes[add]({ ...destinationRoutes[0], id: `other-${add}`, destinationId: 'other' });
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinationRoutes[0].destinationId).toBe(harness.api.state.destinations[0].id);
	});

	it('keeps a destination with its name but a different URL, and says so', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.state.destinations[0].metadata.url = 'https://elsewhere.example.test/';
		const [{ name }] = harness.api.state.destinations;
		const message = `A webhook destination named '${name}' already exists with a different URL`;
		const hint =
			"This trigger didn't create it, so it was left unchanged. Rename or delete it in Ampersand, then publish the workflow again.";
		await expect(harness.host.activate(file)).rejects.toMatchObject({
			message,
			description: `${message}. ${hint}`,
		});
		expect(harness.api.state.destinations).toHaveLength(1);
	});

	it.each(['destinations', 'topics'])('uses %s that another process has created meanwhile', async (kind) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { destinations, topics } = harness.api.state;
		const created = {
			destinations: destinations.map((destination) => ({ ...destination, id: 'new-destination' })),
			topics: topics.map((topic) => ({ ...topic, id: 'new-topic' })),
		};
		await harness.host.deactivate(file);
		harness.api.fault({
			match: { method: 'POST', path: new RegExp(`/${kind}$`) },
			handler: () => {
				if (kind === 'topics') harness.api.state.topics.push(...created.topics);
				else harness.api.state.destinations.push(...created.destinations);
			},
			delayMs: 0,
		});
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});
});

describe('activating against lists in pages', () => {
	const harness = triggerHarness({ pageSize: 1 });

	it('finds its webhook on a later page', async () => {
		await harness.host.activate(harness.workflow());
		const file = harness.workflow({ events: ['connection.error', 'connection.created'] });
		await harness.host.activate(file);
		expect(await harness.host.activate(file)).toEqual({ existed: true });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});
});
