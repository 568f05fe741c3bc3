import type { RecordedRequest } from '../../../emulator';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, REGISTERED } from './remoteState';

const EVENTS = ['connection.created', 'connection.error'];

describe('lists that lag behind', () => {
	const harness = triggerHarness({ keepRoutes: true });

	/** The next responses to a kind of request are those of an earlier time. */
	const lag = (path: RegExp, times: number, respond: { status: number; body?: object }) =>
		harness.api.fault({ match: { method: 'GET', path }, times, respond });

	it('do not prevent an activation: the topics', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.events = EVENTS;
		lag(/\/topics$/, 3, { status: 200, body: [] });
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual({ ...REGISTERED, events: EVENTS });
	});

	it('do not prevent an activation: the new destination', async () => {
		const file = harness.workflow();
		lag(/\/destinations\/n8n/, 20, { status: 404 });
		await harness.host.activate(file);
		harness.api.clearFaults();
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect((await harness.deliver(file)).status).toBe(200);
	});

	it.each([/topic-destination-routes/, /event-topic-routes/])(
		'do not lead to a second route: %s',
		async (path) => {
			lag(path, 20, { status: 200, body: [{ id: 'route-1', topicId: 'other' }] });
			await harness.host.activate(harness.workflow());
			expect(harness.remoteState()).toEqual(REGISTERED);
		},
	);

	it('do not pass for a registration that was just removed', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.resetLog();
		await harness.host.activate(file);
		const reads = harness.api.requests.filter(({ method }: RecordedRequest) => method === 'GET');
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
		for (const { url, responseBody } of reads) {
			const respond = { status: 200, body: responseBody as object };
			harness.api.fault({ match: { method: 'GET', path: url }, times: 2, respond });
		}
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});
});
