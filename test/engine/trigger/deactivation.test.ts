import { byId, PROJECT } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { REGISTERED, deleteRemotely, mergeStates, EMPTY } from './remoteState';

describe('deactivating a workflow', () => {
	const harness = triggerHarness();

	it('removes everything', async () => {
		const file = harness.workflow({ events: ['connection.error', 'connection.created'] });
		await harness.host.activate(file);
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
		expect(JSON.stringify([...harness.host.staticData.production])).not.toContain(PROJECT);
	});

	it('removes each part by itself, since nothing says that one takes the others along', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.resetLog();
		await harness.host.deactivate(file);
		const removed = harness.api.requests.filter(({ method }) => method === 'DELETE');
		expect(removed.map(({ path }) => path.split('/').at(-2)).sort()).toEqual([
			'destinations',
			'notification-event-topic-routes',
			'topic-destination-routes',
			'topics',
		]);
	});

	it('leaves the routes of other topics alone, even if the API gives them, too', async () => {
		const theirs = harness.workflow();
		await harness.host.activate(theirs);
		const ours = harness.workflow();
		await harness.host.activate(ours);
		const { eventRoutes, destinationRoutes } = harness.api.state;
		const all = [
			[/notification-event-topic-routes\?/, eventRoutes],
			[/topic-destination-routes\?/, destinationRoutes],
		] as const;
		for (const [path, body] of all) {
			const respond = { status: 200, body: structuredClone(body) };
			harness.api.fault({ match: { method: 'GET', path }, respond });
		}
		await harness.host.deactivate(ours);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(await harness.host.activate(theirs)).toEqual({ existed: true });
	});

	it('removes everything when its state is lost', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const bare = await harness.otherHost();
		await bare.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes it from the project where it was registered, if the parameter was changed since', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it.each(['destinations', 'topics', 'eventRoutes', 'destinationRoutes'] as const)(
		'takes %s that are gone already for removed',
		async (kind) => {
			const file = harness.workflow();
			await harness.host.activate(file);
			deleteRemotely(harness, kind);
			await harness.host.deactivate(file);
			expect(harness.remoteState()).toEqual(EMPTY);
		},
	);

	it('succeeds when nothing was registered', async () => {
		await harness.host.deactivate(harness.workflow());
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes what it can when a part fails, and says what may be left', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.fault({
			times: 4,
			match: { method: 'DELETE', path: /\/topics\// },
			respond: { status: 500 },
		});
		await expect(harness.host.deactivate(file)).rejects.toMatchObject({
			description: expect.stringContaining('may be left') as string,
		});
		expect(harness.remoteState()).toEqual({ ...EMPTY, topics: 1 });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('leaves a destination of its name with another URL alone', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.state.destinations[0].metadata.url = 'https://elsewhere.example.test/';
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual({ ...EMPTY, destinations: 1 });
	});
});

describe('a test run in the editor', () => {
	const harness = triggerHarness();

	it('registers its own beside production, and removes only its own', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.activate(file, { test: true });
		const urls = harness.api.state.destinations.map(({ metadata }) => metadata.url);
		expect(urls[0]).toContain('/webhook/');
		expect(urls[1]).toContain('/webhook-test/');
		expect(harness.remoteState()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
		await harness.host.deactivate(file, { test: true });
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinations[0].metadata.url).toBe(urls[0]);
	});

	it('keeps working when production is deactivated', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.activate(file, { test: true });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinations[0].metadata.url).toContain('/webhook-test/');
	});

	it.each(['production', 'test'])(
		'stays apart from the other one where both are in one state (%s)',
		async (which) => {
			const file = harness.workflow();
			await harness.host.activate(file);
			await harness.host.activate(file, { test: true });
			mergeStates(harness, file);
			await harness.host.activate(file, { test: which === 'test' });
			expect(harness.remoteState()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
			await harness.host.deactivate(file, { test: which === 'test' });
			expect(harness.remoteState()).toEqual(REGISTERED);
			const left = which === 'test' ? '/webhook/' : '/webhook-test/';
			expect(harness.api.state.destinations[0].metadata.url).toContain(left);
		},
	);
});
