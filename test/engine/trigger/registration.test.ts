import { PUBLIC_URL } from '../../support/engine/webhookHost';
import { byId, PROJECT } from '../../support/suite';
import { triggerSuite } from '../../support/trigger';
import { EXACTLY, lose, NOTHING } from './standing';

describe('activating a workflow', () => {
	const test = triggerSuite();

	it('registers one destination, one topic and the routes', async () => {
		const file = test.workflow({ events: ['connection.error', 'connection.updated'] });
		await test.host.activate(file);
		expect(test.standing()).toEqual({ ...EXACTLY, events: ['connection.error', 'connection.updated'] });
		const [destination] = test.api.state.destinations;
		const [topic] = test.api.state.topics;
		expect(destination.metadata.url).toBe(`${PUBLIC_URL}/webhook/${file.nodes[0].webhookId}/webhook`);
		expect(topic.name).toBe(destination.name);
		expect(destination.projectId).toBe(test.api.state.project(PROJECT).id);
		expect(test.api.state.destinationRoutes[0]).toMatchObject({
			topicId: topic.id,
			destinationId: destination.id,
		});
	});

	it('gives destination and topic a name that the API takes and that tells the host', async () => {
		await test.host.activate(test.workflow());
		expect(test.api.state.destinations[0].name).toMatch(/^n8n-n8n-example-test-[0-9a-f]{24}$/);
	});

	it('keeps no secret in the static data, which n8n saves with each execution', async () => {
		await test.host.activate(test.workflow());
		const saved = JSON.stringify([...test.host.staticData.production]);
		expect(saved).toContain(PROJECT);
		expect(saved).not.toContain(test.secret());
		expect(saved).not.toContain(test.secret().replace('whsec_', ''));
	});

	it('adds nothing the second time', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		test.api.resetLog();
		expect(await test.host.activate(file)).toEqual({ existed: true });
		expect(test.standing()).toEqual(EXACTLY);
		expect(test.api.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('adds nothing after a restart of n8n', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const restarted = await test.otherHost();
		restarted.staticData = test.host.staticData;
		expect(await restarted.activate(file)).toEqual({ existed: true });
		expect(test.standing()).toEqual(EXACTLY);
	});

	it('finds its own again when its state is lost', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const bare = await test.otherHost();
		expect(await bare.activate(file)).toEqual({ existed: true });
		expect(test.standing()).toEqual(EXACTLY);
	});

	it('changes the routes when other events were chosen', async () => {
		const file = test.workflow({ events: ['connection.error', 'connection.created'] });
		await test.host.activate(file);
		file.nodes[0].parameters.events = ['connection.error', 'connection.deleted'];
		expect(await test.host.activate(file)).toEqual({ existed: false });
		expect(test.standing()).toEqual({ ...EXACTLY, events: ['connection.deleted', 'connection.error'] });
	});

	it('moves to another project and leaves nothing in the former one', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		await test.host.activate(file);
		expect(test.standing()).toEqual(EXACTLY);
		const { id } = test.api.state.project('ledgerly-production');
		expect(test.api.state.destinations[0].projectId).toBe(id);
	});

	it('moves to another URL of n8n and leaves nothing of the former one', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const moved = await test.otherHost({ publicUrl: 'https://new.example.test' });
		moved.staticData = test.host.staticData;
		await moved.activate(file);
		expect(test.standing()).toEqual(EXACTLY);
		expect(test.api.state.destinations[0].metadata.url).toContain('https://new.example.test/');
	});

	/** A workflow that was moved to another project, when its former registration could not be removed. */
	const movedWithRemains = async () => {
		const file = test.workflow();
		await test.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		test.api.fault({ match: { method: 'DELETE', path: /destinations/ }, respond: { status: 403 } });
		await test.host.activate(file);
		return file;
	};

	it('goes on when the former registration cannot be removed, and removes it the next time', async () => {
		const file = await movedWithRemains();
		expect(test.api.state.destinations).toHaveLength(2);
		expect(await test.host.activate(file)).toEqual({ existed: false });
		expect(test.standing()).toEqual(EXACTLY);
	});

	it('removes on deactivation what could not be removed before', async () => {
		const file = await movedWithRemains();
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
	});

	it('counts an event that an expression gives twice once', async () => {
		const file = test.workflow({ events: ['connection.error', 'connection.error'] });
		await test.host.activate(file);
		expect(await test.host.activate(file)).toEqual({ existed: true });
		expect(test.standing()).toEqual(EXACTLY);
	});

	it.each([
		['destination', 'destinations'],
		['topic', 'topics'],
		['event route', 'eventRoutes'],
		['route to the destination', 'destinationRoutes'],
	] as const)('puts a lost %s back', async (_, kind) => {
		const file = test.workflow();
		await test.host.activate(file);
		lose(test, kind);
		expect(await test.host.activate(file)).toEqual({ existed: false });
		expect(test.standing()).toEqual(EXACTLY);
	});

	it.each(['eventRoutes', 'destinationRoutes'] as const)('removes superfluous %s', async (kind) => {
		const file = test.workflow();
		await test.host.activate(file);
		const all = test.api.state[kind] as Array<{ id: string }>;
		all.push({ ...all[0], id: 'twice' });
		expect(await test.host.activate(file)).toEqual({ existed: false });
		expect(test.standing()).toEqual(EXACTLY);
	});

	it('leaves alone what belongs to somebody else', async () => {
		const theirs = test.workflow();
		await test.host.activate(theirs);
		const before = JSON.stringify(test.api.state.destinations);
		const ours = test.workflow();
		await test.host.activate(ours);
		await test.host.deactivate(ours);
		expect(JSON.stringify(test.api.state.destinations)).toBe(before);
		expect(test.standing()).toEqual(EXACTLY);
	});

	it('does not touch the registration of the workflow that it is a copy of', async () => {
		const original = test.workflow();
		await test.host.activate(original);
		const copy = test.workflow();
		const [state] = test.host.staticData.production.values();
		test.host.staticData.production.set(copy.id ?? '', state);
		await test.host.activate(copy);
		expect(test.standing()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
		await test.host.deactivate(copy);
		expect(test.standing()).toEqual(EXACTLY);
		expect(await test.host.activate(original)).toEqual({ existed: true });
	});

	it.each([
		['before', 'unshift'],
		['after', 'push'],
	] as const)('takes a foreign destination off its topic, %s its own', async (_, add) => {
		const file = test.workflow();
		await test.host.activate(file);
		const { destinationRoutes } = test.api.state;
		destinationRoutes[add]({ ...destinationRoutes[0], id: 'other', destinationId: 'other' });
		expect(await test.host.activate(file)).toEqual({ existed: false });
		expect(test.standing()).toEqual(EXACTLY);
		expect(test.api.state.destinationRoutes[0].destinationId).toBe(test.api.state.destinations[0].id);
	});

	it('refuses a destination of its name with another URL, and leaves it alone', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		test.api.state.destinations[0].metadata.url = 'https://elsewhere.example.test/';
		await expect(test.host.activate(file)).rejects.toThrow(/exists already, with another URL/);
		expect(test.api.state.destinations).toHaveLength(1);
	});

	it.each(['destinations', 'topics'])('takes what another process made meanwhile, of %s', async (kind) => {
		const file = test.workflow();
		await test.host.activate(file);
		const { destinations, topics } = test.api.state;
		const made = { destinations: [...destinations], topics: [...topics] };
		await test.host.deactivate(file);
		test.api.fault({
			match: { method: 'POST', path: new RegExp(`/${kind}$`) },
			handler: () => {
				if (kind === 'topics') test.api.state.topics.push(...made.topics);
				else test.api.state.destinations.push(...made.destinations);
			},
			delayMs: 0,
		});
		await test.host.activate(file);
		expect(test.standing()).toEqual(EXACTLY);
	});
});

describe('activating against lists in pages', () => {
	const test = triggerSuite({ pageSize: 1 });

	it('finds its own on a later page', async () => {
		await test.host.activate(test.workflow());
		const file = test.workflow({ events: ['connection.error', 'connection.created'] });
		await test.host.activate(file);
		expect(await test.host.activate(file)).toEqual({ existed: true });
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(EXACTLY);
	});
});
