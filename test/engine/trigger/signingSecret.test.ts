import { clock } from '../../../nodes/shared/transport/clock';
import type { WorkflowFile } from '../../support/engine';
import type { WebhookHost } from '../../support/engine/webhookHost';
import { type TriggerHarness, triggerHarness } from '../../support/triggerHarness';

const MINUTE_MS = 60_000;

/** A secret that Ampersand never issued. */
const FORGED = `whsec_${btoa('forged by a stranger')}`;

/** Another process, without static data and secret, that receives the deliveries of a workflow that the first one has activated. */
async function listeningElsewhere(harness: TriggerHarness, file: WorkflowFile): Promise<WebhookHost> {
	await harness.host.activate(file);
	const other = await harness.otherHost();
	other.listen(file);
	return other;
}

describe('the signing secret', () => {
	const harness = triggerHarness();
	const secretRequests = () =>
		harness.api.requests.filter(({ path }) => /\/destinations\/n8n/.test(path)).length;

	it('is fetched by a process that does not have it, once for all waiting deliveries', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const other = await harness.otherHost();
		other.staticData = harness.host.staticData;
		other.listen(file);
		harness.api.resetLog();
		const responses = await Promise.all(
			['a', 'b', 'c'].map(async (id) => await harness.deliver(file, { id, to: other })),
		);
		expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(secretRequests()).toBe(1);
	});

	it('is not fetched by the process that has registered the webhook, or found it', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const restarted = await harness.otherHost();
		await restarted.activate(file);
		harness.api.resetLog();
		const time = Date.now() + 2 * MINUTE_MS;
		jest.spyOn(clock, 'now').mockReturnValue(time);
		expect((await harness.deliver(file, { time })).status).toBe(200);
		expect((await harness.deliver(file, { to: restarted, time })).status).toBe(200);
		expect(harness.api.requests).toEqual([]);
	});

	it('is found by a process without static data', async () => {
		const file = harness.workflow();
		const other = await listeningElsewhere(harness, file);
		expect((await harness.deliver(file, { to: other })).status).toBe(200);
	});

	it('is fetched again after it was rotated in Ampersand', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const later = Date.now() + 2 * MINUTE_MS;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		const before = harness.secret();
		harness.api.state.destinations[0].secrets.webhookSigningKey = before.replace(/^whsec_..../, 'whsec_AAAA');
		expect((await harness.deliver(file, { time: later })).status).toBe(200);
		expect((await harness.deliver(file, { time: later, secret: before })).status).toBe(401);
	});

	it('of a new registration is fetched by a process that has the former one', async () => {
		const file = harness.workflow();
		const other = await listeningElsewhere(harness, file);
		expect((await harness.deliver(file, { to: other })).status).toBe(200);
		await harness.host.deactivate(file);
		await harness.host.activate(file);
		const later = Date.now() + 6_000;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		expect((await harness.deliver(file, { to: other, time: later })).status).toBe(200);
	});

	it('is fetched once in five seconds at most, however many forged deliveries arrive', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const now = jest.spyOn(clock, 'now');
		const start = Date.now();
		harness.api.resetLog();
		for (const seconds of [0, 1, 4.9, 5.1, 6, 10, 10.2]) {
			now.mockReturnValue(start + seconds * 1000);
			expect((await harness.deliver(file, { secret: FORGED, time: start + seconds * 1000 })).status).toBe(
				401,
			);
		}
		expect(secretRequests()).toBe(2);
	});

	it('is fetched again five seconds after it was fetched, and not before', async () => {
		const file = harness.workflow();
		const now = jest.spyOn(clock, 'now').mockReturnValue(Date.now());
		await harness.host.activate(file);
		const start = clock.now();
		harness.api.resetLog();
		const counts = [];
		for (const ms of [4_999, 5_000, 9_999, 10_000]) {
			now.mockReturnValue(start + ms);
			await harness.deliver(file, { secret: FORGED, time: start + ms });
			counts.push(secretRequests());
		}
		expect(counts).toEqual([0, 1, 1, 2]);
	});

	it.each([
		['responds with 403', { respond: { status: 403 } }],
		['does not find it', { respond: { status: 404 } }],
	] as const)('is asked for once in five seconds when the API %s', async (_, failure) => {
		const file = harness.workflow();
		const other = await listeningElsewhere(harness, file);
		harness.api.fault({ times: Infinity, ...failure });
		harness.api.resetLog();
		const now = jest.spyOn(clock, 'now');
		const start = Date.now();
		for (const seconds of [0, 1, 2, 3, 4.9]) {
			const time = start + seconds * 1000;
			now.mockReturnValue(time);
			expect((await harness.deliver(file, { to: other, secret: FORGED, time })).status).toBe(401);
		}
		expect(harness.api.requests).toHaveLength(1);
	});

	it('is not fetched for a delivery that is too old or lacks a header', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		jest.spyOn(clock, 'now').mockReturnValue(Date.now() + 10 * MINUTE_MS);
		harness.api.resetLog();
		expect((await harness.deliver(file)).status).toBe(401);
		expect((await harness.deliver(file, { headers: { 'svix-id': '' } })).status).toBe(401);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('that cannot be fetched rejects the delivery, and a later one is accepted', async () => {
		const file = harness.workflow();
		const other = await listeningElsewhere(harness, file);
		harness.api.fault({ match: { path: /destinations/ }, times: 11, respond: { status: 500 } });
		expect((await harness.deliver(file, { to: other })).status).toBe(401);
		const [{ name }] = harness.api.state.destinations;
		expect(other.log).toEqual([
			{
				level: 'warn',
				message: expect.stringMatching(`^Couldn't read the signing secret of '${name}': \\S+`),
			},
			{ level: 'warn', message: expect.stringMatching(`^Rejected a delivery to the webhook '${name}'`) },
		]);
		const later = Date.now() + 6_000;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		expect((await harness.deliver(file, { to: other, time: later })).status).toBe(200);
		expect(other.runs).toHaveLength(1);
	});

	it('is not said to be unreadable when the API does not find the destination', async () => {
		const file = harness.workflow();
		const other = await listeningElsewhere(harness, file);
		harness.api.fault({ match: { path: /destinations/ }, respond: { status: 404 } });
		expect((await harness.deliver(file, { to: other })).status).toBe(401);
		expect(other.log).toEqual([{ level: 'warn', message: expect.stringMatching(/^Rejected a delivery/) }]);
	});

	it('is kept when the API does not find the destination, which may be a mistake of a proxy', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const secret = harness.secret();
		harness.api.state.destinations = [];
		const later = Date.now() + 2 * MINUTE_MS;
		jest.spyOn(clock, 'now').mockReturnValue(later);
		expect((await harness.deliver(file, { secret: FORGED, time: later })).status).toBe(401);
		expect((await harness.deliver(file, { secret, time: later })).status).toBe(200);
	});
});

describe('the signing secrets of many webhooks after a restart', () => {
	const harness = triggerHarness();

	it('are fetched within the time that the API asks to wait', async () => {
		const file = harness.workflow();
		const other = await listeningElsewhere(harness, file);
		const respond = { status: 429, headers: { 'retry-after': '1' } };
		harness.api.fault({ match: { path: /destinations/ }, times: 8, respond });
		expect((await harness.deliver(file, { to: other })).status).toBe(200);
		expect(harness.waits).toEqual(Array(8).fill(1000));
	});
});
