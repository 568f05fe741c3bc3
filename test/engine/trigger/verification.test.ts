import { clock } from '../../../nodes/shared/clock';
import type { WorkflowFile } from '../../support/engine';
import type { WebhookHost } from '../../support/engine/webhookHost';
import { type TriggerSuite, triggerSuite } from '../../support/trigger';
import { mergeStates } from './standing';

const MINUTE_MS = 60_000;

/** A secret that Ampersand has never given to anybody. */
const FORGED = `whsec_${btoa('forged by a stranger')}`;

/** Another process, which listens for a workflow that the first one has activated: it knows neither state nor secret. */
async function listeningElsewhere(test: TriggerSuite, file: WorkflowFile): Promise<WebhookHost> {
	await test.host.activate(file);
	const other = await test.otherHost();
	other.listen(file);
	return other;
}

describe('the signing secret', () => {
	const test = triggerSuite();
	const readings = () => test.api.requests.filter(({ path }) => /\/destinations\/n8n/.test(path)).length;

	it('is fetched by a process that does not know it, once for all deliveries that wait', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const other = await test.otherHost();
		other.staticData = test.host.staticData;
		other.listen(file);
		test.api.resetLog();
		const answers = await Promise.all(
			['a', 'b', 'c'].map(async (id) => await test.deliver(file, { id, to: other })),
		);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(readings()).toBe(1);
	});

	it('is found by a process that has lost its state, too', async () => {
		const file = test.workflow();
		const other = await listeningElsewhere(test, file);
		expect((await test.deliver(file, { to: other })).status).toBe(200);
	});

	it('heals itself after it was rotated at Ampersand', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const later = Date.now() + 2 * MINUTE_MS;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		const before = test.secret();
		test.api.state.destinations[0].secrets.webhookSigningKey = before.replace(/^whsec_..../, 'whsec_AAAA');
		expect((await test.deliver(file, { time: later })).status).toBe(200);
		expect((await test.deliver(file, { time: later, secret: before })).status).toBe(401);
	});

	it('of a new registration is fetched by a process that knows the former one', async () => {
		const file = test.workflow();
		const other = await listeningElsewhere(test, file);
		expect((await test.deliver(file, { to: other })).status).toBe(200);
		await test.host.deactivate(file);
		await test.host.activate(file);
		const later = Date.now() + 6_000;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		expect((await test.deliver(file, { to: other, time: later })).status).toBe(200);
	});

	it('is fetched once in five seconds at most, however many forged deliveries come', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const now = jest.spyOn(clock, 'now');
		const start = Date.now();
		test.api.resetLog();
		for (const seconds of [0, 1, 4.9, 5.1, 6, 10, 10.2]) {
			now.mockReturnValue(start + seconds * 1000);
			expect((await test.deliver(file, { secret: FORGED, time: start + seconds * 1000 })).status).toBe(401);
		}
		expect(readings()).toBe(2);
	});

	it('is not fetched for a delivery that is too old or lacks a header', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		jest.spyOn(clock, 'now').mockReturnValue(Date.now() + 10 * MINUTE_MS);
		test.api.resetLog();
		expect((await test.deliver(file)).status).toBe(401);
		expect((await test.deliver(file, { headers: { 'svix-id': '' } })).status).toBe(401);
		expect(test.api.requests).toHaveLength(0);
	});

	it('that cannot be fetched refuses the delivery, and a later one is received', async () => {
		const file = test.workflow();
		const other = await listeningElsewhere(test, file);
		test.api.fault({ times: 4, match: { path: /destinations/ }, respond: { status: 500 } });
		expect((await test.deliver(file, { to: other })).status).toBe(401);
		const later = Date.now() + 6_000;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		expect((await test.deliver(file, { to: other, time: later })).status).toBe(200);
		expect(other.runs).toHaveLength(1);
	});

	it('of a destination that was removed at Ampersand counts no longer once it was asked for', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const secret = test.secret();
		test.api.state.destinations = [];
		const later = Date.now() + 2 * MINUTE_MS;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		expect((await test.deliver(file, { secret: FORGED, time: later })).status).toBe(401);
		expect((await test.deliver(file, { secret, time: later })).status).toBe(401);
	});
});

describe('what is refused', () => {
	const test = triggerSuite();

	it('gets 401, learns nothing about why, and starts nothing', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const answer = await test.deliver(file, { headers: { 'svix-signature': 'v1,AAAA' } });
		expect(answer).toEqual({ status: 401, body: { message: 'The signature is not valid' } });
		expect(test.host.runs).toHaveLength(0);
	});

	it('is refused when nothing was ever registered', async () => {
		const file = test.workflow();
		test.host.listen(file);
		expect((await test.deliver(file, { secret: FORGED })).status).toBe(401);
	});

	it('is refused with the secret of a registration that was removed', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const secret = test.secret();
		await test.host.deactivate(file);
		test.host.listen(file);
		expect((await test.deliver(file, { secret })).status).toBe(401);
	});

	it('is refused with the secret of a registration that was taken back', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const secret = test.secret();
		file.nodes[0].parameters.events = ['connection.created'];
		const match = { method: 'POST', path: /notification-event-topic-routes$/ };
		test.api.fault({ match, respond: { status: 403 } });
		await expect(test.host.activate(file)).rejects.toThrow();
		expect((await test.deliver(file, { secret })).status).toBe(401);
	});

	it('is refused when it is a form, of which n8n keeps the bytes to itself', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const headers = { 'content-type': 'multipart/form-data; boundary=x' };
		expect((await test.deliver(file, { headers })).status).toBe(401);
	});

	it('is refused with an empty body', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		expect((await test.deliver(file, { sentBody: '' })).status).toBe(401);
	});
});

describe('a delivery where the state of the trigger holds more than one registration', () => {
	const test = triggerSuite();
	const secrets = () => test.api.state.destinations.map(({ secrets }) => secrets.webhookSigningKey);

	it('is verified as that of the active workflow or of the test run, whichever it was sent to', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		await test.host.activate(file, { test: true });
		mergeStates(test, file);
		const [production, own] = secrets();
		expect((await test.deliver(file, { secret: production })).status).toBe(200);
		expect((await test.deliver(file, { test: true, secret: own })).status).toBe(200);
	});

	it('is verified as that of the last one, when a former URL could not be removed', async () => {
		const file = test.workflow();
		await test.host.activate(file);
		const moved = await test.otherHost({ publicUrl: 'https://new.example.test' });
		moved.staticData = test.host.staticData;
		test.api.fault({ match: { method: 'DELETE', path: /destinations/ }, respond: { status: 403 } });
		await moved.activate(file);
		const [, current] = secrets();
		expect((await test.deliver(file, { to: moved, secret: current })).status).toBe(200);
	});
});
