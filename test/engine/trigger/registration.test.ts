import { clock } from '../../../nodes/shared/clock';
import { PUBLIC_URL } from '../../support/engine/webhookHost';
import { byId, PROJECT } from '../../support/suite';
import { type TriggerSuite, triggerSuite } from '../../support/trigger';

const EXACTLY = { destinations: 1, topics: 1, events: ['connection.error'], routes: 1 };
const NOTHING = { destinations: 0, topics: 0, events: [], routes: 0 };

/** Somebody removes one at Ampersand; its routes go with it. */
function lose(
	{ api }: TriggerSuite,
	kind: 'destinations' | 'topics' | 'eventRoutes' | 'destinationRoutes',
): void {
	const { state } = api;
	(state[kind] as object[]).pop();
	if (kind === 'topics') state.eventRoutes = [];
	if (kind === 'topics' || kind === 'destinations') state.destinationRoutes = [];
}

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

	it('goes on when the former registration cannot be removed, and removes it the next time', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		test.api.fault({ match: { method: 'DELETE', path: /destinations/ }, respond: { status: 403 } });
		await test.host.activate(file);
		expect(test.api.state.destinations).toHaveLength(2);
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
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

	it('takes a foreign destination off its topic', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const { destinationRoutes } = test.api.state;
		destinationRoutes.push({ ...destinationRoutes[0], id: 'other', destinationId: 'other' });
		expect(await test.host.activate(file)).toEqual({ existed: false });
		expect(test.standing()).toEqual(EXACTLY);
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

describe('what cannot be activated', () => {
	const test = triggerSuite();

	it('a webhook at http is refused, with the way to fix it', async () => {
		const host = await test.otherHost({ publicUrl: 'http://localhost:5678', fresh: false });
		await expect(host.activate(test.workflow())).rejects.toMatchObject({
			name: 'NodeApiError',
			message:
				'Ampersand sends webhooks to https URLs only, and this n8n has http://localhost:5678: set WEBHOOK_URL',
			description: expect.stringContaining('WEBHOOK_URL') as string,
		});
		expect(test.api.requests).toHaveLength(0);
	});

	it.each([
		['no events', { events: [] }, 'The parameter "Events" is empty'],
		['no project', { projectIdOrName: byId('') }, 'The parameter "Project" is empty'],
	])('%s are refused before any request', async (_, parameters, message) => {
		await expect(test.host.activate(test.workflow(parameters))).rejects.toThrow(message);
		expect(test.api.requests).toHaveLength(0);
	});

	it("shows the API's own reason", async () => {
		const file = test.workflow({ projectIdOrName: byId('nowhere') });
		await expect(test.host.activate(file)).rejects.toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			message: expect.stringMatching(/project/i) as string,
		});
	});

	it('names the key that is not allowed, without showing it', async () => {
		const file = test.workflow();
		test.api.fault({ times: 9, respond: { status: 403, body: { detail: `no: ${test.api.apiKey}` } } });
		const error: unknown = await test.host.activate(file).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ httpCode: '403' });
		expect(JSON.stringify(error)).not.toContain(test.api.apiKey);
	});

	const OUT_OF_ORDER = { times: 4, respond: { status: 500, body: { detail: 'out of order' } } };

	it.each([
		['the destination', /\/destinations$/],
		['the topic', /\/topics$/],
		['an event route', /notification-event-topic-routes$/],
		['the route to the destination', /topic-destination-routes$/],
	])('leaves nothing behind when %s cannot be created', async (_, path) => {
		const file = test.workflow({ events: ['connection.error', 'connection.updated'] });
		test.api.fault({ ...OUT_OF_ORDER, match: { method: 'POST', path } });
		await expect(test.host.activate(file)).rejects.toThrow('out of order');
		expect(test.standing()).toEqual(NOTHING);
	});

	it('leaves nothing behind when the last of several event routes cannot be created', async () => {
		const file = test.workflow({ events: ['connection.error', 'connection.updated', 'not.an.event'] });
		const creating = { method: 'POST', path: /notification-event-topic-routes$/ };
		test.api.fault({ match: creating, times: 2, delayMs: 0 });
		test.api.fault({ ...OUT_OF_ORDER, match: creating });
		await expect(test.host.activate(file)).rejects.toThrow('out of order');
		expect(test.standing()).toEqual(NOTHING);
	});

	it('leaves nothing behind when the new destination cannot be read', async () => {
		const reading = { method: 'GET', path: /\/destinations\/n8n/ };
		test.api.fault({
			match: { method: 'POST', path: /\/destinations$/ },
			handler: () => test.api.fault({ ...OUT_OF_ORDER, match: reading }),
			delayMs: 0,
		});
		await expect(test.host.activate(test.workflow())).rejects.toThrow('out of order');
		expect(test.standing()).toEqual(NOTHING);
	});

	it('leaves nothing behind when the answer to a creation is lost', async () => {
		test.api.fault({ match: { method: 'POST', path: /\/topics$/ }, drop: 'beforeHeaders', perform: true });
		await expect(test.host.activate(test.workflow())).rejects.toThrow();
		expect(test.standing()).toEqual(NOTHING);
	});

	it('leaves nothing behind when the API gives no secret', async () => {
		test.api.fault({
			match: { method: 'GET', path: /\/destinations\/n8n/ },
			times: 3,
			handler: () => {
				for (const destination of test.api.state.destinations) Object.assign(destination, { secrets: {} });
			},
			delayMs: 0,
		});
		await expect(test.host.activate(test.workflow())).rejects.toThrow(/gave no signing secret/);
		expect(test.standing()).toEqual(NOTHING);
	});

	it('says what may be left when it cannot be taken back', async () => {
		const file = test.workflow();
		const fail = { times: 50, respond: { status: 500, body: { detail: 'out of order' } } };
		test.api.fault({ ...fail, match: { method: 'POST', path: /topics$/ } });
		test.api.fault({ ...fail, match: { method: 'DELETE' } });
		await expect(test.host.activate(file)).rejects.toMatchObject({
			description: expect.stringMatching(/topic and a destination named "n8n-[\w-]+" may be left/) as string,
		});
	});
});

describe('deactivating a workflow', () => {
	const test = triggerSuite();

	it('removes everything', async () => {
		const file = test.workflow({ events: ['connection.error', 'connection.created'] });
		await test.host.activate(file);
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
		expect(JSON.stringify([...test.host.staticData.production])).not.toContain(PROJECT);
	});

	it('removes everything when its state is lost', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const bare = await test.otherHost();
		await bare.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
	});

	it('removes it from the project where it was registered, if the parameter was changed since', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
	});

	it.each(['destinations', 'topics', 'eventRoutes', 'destinationRoutes'] as const)(
		'takes %s that are gone already for removed',
		async (kind) => {
			const file = test.workflow();
			await test.host.activate(file);
			lose(test, kind);
			await test.host.deactivate(file);
			expect(test.standing()).toEqual(NOTHING);
		},
	);

	it('succeeds when nothing was registered', async () => {
		await test.host.deactivate(test.workflow());
		expect(test.standing()).toEqual(NOTHING);
	});

	it('removes what it can when a part fails, and says what may be left', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		test.api.fault({ times: 4, match: { method: 'DELETE', path: /\/topics\// }, respond: { status: 500 } });
		await expect(test.host.deactivate(file)).rejects.toMatchObject({
			description: expect.stringContaining('may be left') as string,
		});
		expect(test.standing()).toEqual({ ...NOTHING, topics: 1 });
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
	});

	it('leaves a destination of its name with another URL alone', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		test.api.state.destinations[0].metadata.url = 'https://elsewhere.example.test/';
		await test.host.deactivate(file);
		expect(test.standing()).toEqual({ ...NOTHING, destinations: 1 });
	});
});

describe('a test run in the editor', () => {
	const test = triggerSuite();

	it('registers its own beside production, and removes only its own', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		await test.host.activate(file, { test: true });
		const urls = test.api.state.destinations.map(({ metadata }) => metadata.url);
		expect(urls[0]).toContain('/webhook/');
		expect(urls[1]).toContain('/webhook-test/');
		expect(test.standing()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
		await test.host.deactivate(file, { test: true });
		expect(test.standing()).toEqual(EXACTLY);
		expect(test.api.state.destinations[0].metadata.url).toBe(urls[0]);
	});

	it('keeps working when production is deactivated', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		await test.host.activate(file, { test: true });
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(EXACTLY);
		expect(test.api.state.destinations[0].metadata.url).toContain('/webhook-test/');
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

describe('faults during activation', () => {
	const test = triggerSuite();

	it('retries a 503 on the way', async () => {
		test.api.fault({ match: { path: /topics$/ }, respond: { status: 503 } });
		await test.host.activate(test.workflow());
		expect(test.standing()).toEqual(EXACTLY);
		expect(jest.mocked(clock.sleep)).toHaveBeenCalledTimes(1);
	});
});
