import type { WorkflowFile } from '../../support/engine';
import { byId, PROJECT } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { deleteRemotely, EMPTY, REGISTERED } from './remoteState';

const FORMER_PROJECT = PROJECT;
const PRESENT_PROJECT = 'ledgerly-production';

describe('deactivating a workflow', () => {
	const harness = triggerHarness();

	it('removes everything', async () => {
		const file = harness.workflow({ events: ['connection.error', 'connection.created'] });
		await harness.host.activate(file);
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
		expect(JSON.stringify([...harness.host.staticData.production])).not.toContain(PROJECT);
	});

	it('deletes each part separately, because the API may not delete the others with it', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.resetLog();
		await harness.host.deactivate(file);
		const deletions = harness.api.requests.filter(({ method }) => method === 'DELETE');
		expect(deletions.map(({ path }) => path.split('/').at(-2))).toEqual([
			expect.stringMatching(/-routes$/),
			expect.stringMatching(/-routes$/),
			'topics',
			'destinations',
		]);
	});

	it('keeps the routes of other topics, even if the API lists them, too', async () => {
		const other = harness.workflow();
		await harness.host.activate(other);
		const file = harness.workflow();
		await harness.host.activate(file);
		const { eventRoutes, destinationRoutes } = harness.api.state;
		const all = [
			[/notification-event-topic-routes\?/, eventRoutes],
			[/topic-destination-routes\?/, destinationRoutes],
		] as const;
		for (const [path, body] of all) {
			const respond = { status: 200, body: structuredClone(body) };
			harness.api.fault({ match: { method: 'GET', path }, respond });
		}
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(await harness.host.activate(other)).toEqual({ existed: true });
	});

	it('removes everything when the static data is lost', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const bare = await harness.otherHost();
		await bare.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook from the project where it was registered, even if the parameter has changed', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId(PRESENT_PROJECT);
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook even if the project has been cleared', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('');
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it.each(['destinations', 'topics', 'eventRoutes', 'destinationRoutes'] as const)(
		'succeeds when %s were deleted in Ampersand',
		async (kind) => {
			const file = harness.workflow();
			await harness.host.activate(file);
			deleteRemotely(harness, kind);
			await harness.host.deactivate(file);
			expect(harness.remoteState()).toEqual(EMPTY);
		},
	);

	it('fails when the project is not found, and keeps the webhook in mind', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const [{ name }] = harness.api.state.destinations;
		harness.api.fault({ times: Infinity, respond: { status: 404, body: { detail: 'Project not found' } } });
		await expect(harness.host.deactivate(file)).rejects.toThrow(
			`Couldn't remove the webhook '${name}' from the project '${PROJECT}': Project not found`,
		);
		harness.api.clearFaults();
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('removes the webhook from a project that was renamed', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.state.project(PROJECT).name = 'renamed';
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('succeeds when nothing was registered', async () => {
		await harness.host.deactivate(harness.workflow());
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it.each(['http://localhost:5678', 'n8n.example.test'])(
		'asks for nothing when nothing can have been registered: %s',
		async (publicUrl) => {
			const host = await harness.otherHost({ publicUrl });
			await host.deactivate(harness.workflow());
			expect(harness.api.requests).toEqual([]);
		},
	);

	it('deletes the destination when the topic cannot be deleted, and says what may remain', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.fault({
			times: 4,
			match: { method: 'DELETE', path: /\/topics\// },
			respond: { status: 500 },
		});
		await expect(harness.host.deactivate(file)).rejects.toMatchObject({
			description: expect.stringContaining('may remain') as string,
		});
		expect(harness.remoteState()).toEqual({ ...EMPTY, topics: 1 });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('keeps a destination with its name but a different URL', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.state.destinations[0].metadata.url = 'https://elsewhere.example.test/';
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual({ ...EMPTY, destinations: 1 });
	});
});

describe('deactivating a workflow when one of its webhooks cannot be removed', () => {
	const harness = triggerHarness();

	/** A workflow with a webhook in a former project, where the API key has no permission any more. */
	const withForbiddenProject = async (): Promise<WorkflowFile> => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { id } = harness.api.state.project(FORMER_PROJECT);
		const path = new RegExp(`/projects/(${FORMER_PROJECT}|${id})/`);
		harness.api.fault({ match: { path }, times: Infinity, respond: { status: 403 } });
		file.nodes[0].parameters.projectIdOrName = byId(PRESENT_PROJECT);
		await harness.host.activate(file);
		return file;
	};

	it('removes the others', async () => {
		const file = await withForbiddenProject();
		await expect(harness.host.deactivate(file)).rejects.toThrow();
		const { id } = harness.api.state.project(FORMER_PROJECT);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinations[0].projectId).toBe(id);
	});

	it('says in the message which webhook remains in which project', async () => {
		const file = await withForbiddenProject();
		const [{ name }] = harness.api.state.destinations;
		await expect(harness.host.deactivate(file)).rejects.toMatchObject({
			message: expect.stringContaining(
				`Couldn't remove the webhook '${name}' from the project '${FORMER_PROJECT}': `,
			) as string,
			description: expect.stringContaining('A topic and a destination of that name may remain.') as string,
		});
	});
});

describe('deactivating a workflow again after a request has failed', () => {
	const harness = triggerHarness({ keepRoutes: true });
	const events = ['connection.error', 'connection.created'];

	const FAILURES = [
		['is forbidden', { respond: { status: 403 } }],
		['is reset', { times: 4, drop: 'beforeHeaders' }],
		['is reset after it was processed', { times: 4, drop: 'beforeHeaders', perform: true }],
	] as const;

	it.each(FAILURES)('leaves nothing, whichever request %s', async (_, failure) => {
		const undisturbed = harness.workflow({ events });
		await harness.host.activate(undisturbed);
		harness.api.resetLog();
		await harness.host.deactivate(undisturbed);
		const count = harness.api.requests.length;
		expect(count).toBeGreaterThan(8);
		for (let failing = 1; failing <= count; failing++) {
			const file = harness.workflow({ events });
			await harness.host.activate(file);
			harness.api.fault({ times: failing - 1, delayMs: 0 });
			harness.api.fault(failure);
			await harness.host.deactivate(file).catch(() => undefined);
			harness.api.clearFaults();
			await harness.host.deactivate(file);
			expect({ failing, ...harness.remoteState() }).toEqual({ failing, ...EMPTY });
		}
	});
});

describe('deactivating a workflow when a route that someone else has added cannot be deleted', () => {
	const harness = triggerHarness({ keepRoutes: true });

	it.each([
		['the topic', { destinationId: 'other' }, { topics: 1 }],
		['the destination', { topicId: 'other' }, { destinations: 1 }],
	])('keeps %s, so that the route is found next time', async (_, elsewhere, kept) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { destinationRoutes } = harness.api.state;
		destinationRoutes.push({ ...destinationRoutes[0], id: `other-${file.id}`, ...elsewhere });
		harness.api.fault({ match: { method: 'DELETE', path: /-routes\/other-/ }, respond: { status: 403 } });
		await expect(harness.host.deactivate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual({ ...EMPTY, ...kept, routes: 1 });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});
