import { byId, PROJECT } from '../../support/suite';
import { triggerSuite } from '../../support/trigger';
import { EXACTLY, lose, mergeStates, NOTHING } from './standing';

describe('deactivating a workflow', () => {
	const test = triggerSuite();

	it('removes everything', async () => {
		const file = test.workflow({ events: ['connection.error', 'connection.created'] });
		await test.host.activate(file);
		await test.host.deactivate(file);
		expect(test.standing()).toEqual(NOTHING);
		expect(JSON.stringify([...test.host.staticData.production])).not.toContain(PROJECT);
	});

	it('removes each part by itself, since nothing says that one takes the others along', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		test.api.resetLog();
		await test.host.deactivate(file);
		const removed = test.api.requests.filter(({ method }) => method === 'DELETE');
		expect(removed.map(({ path }) => path.split('/').at(-2)).sort()).toEqual([
			'destinations',
			'notification-event-topic-routes',
			'topic-destination-routes',
			'topics',
		]);
	});

	it('leaves the routes of other topics alone, even if the API gives them, too', async () => {
		const theirs = test.workflow();
		await test.host.activate(theirs);
		const ours = test.workflow();
		await test.host.activate(ours);
		const { eventRoutes, destinationRoutes } = test.api.state;
		const all = [
			[/notification-event-topic-routes\?/, eventRoutes],
			[/topic-destination-routes\?/, destinationRoutes],
		] as const;
		for (const [path, body] of all) {
			const respond = { status: 200, body: structuredClone(body) };
			test.api.fault({ match: { method: 'GET', path }, respond });
		}
		await test.host.deactivate(ours);
		expect(test.standing()).toEqual(EXACTLY);
		expect(await test.host.activate(theirs)).toEqual({ existed: true });
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

	it.each(['production', 'test'])(
		'stays apart from the other one where both are in one state (%s)',
		async (which) => {
			const file = test.workflow();
			await test.host.activate(file);
			await test.host.activate(file, { test: true });
			mergeStates(test, file);
			await test.host.activate(file, { test: which === 'test' });
			expect(test.standing()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
			await test.host.deactivate(file, { test: which === 'test' });
			expect(test.standing()).toEqual(EXACTLY);
			const left = which === 'test' ? '/webhook/' : '/webhook-test/';
			expect(test.api.state.destinations[0].metadata.url).toContain(left);
		},
	);
});
