import { clock } from '../../../nodes/shared/transport/clock';
import type { WebhookHost } from '../../support/engine/webhookHost';
import { ActiveWorkflowManager, type Lifecycle, PublicationService } from '../../support/engine/lifecycles';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, REGISTERED } from './remoteState';

const PATHS = [
	["n8n 2.41's publication service", PublicationService],
	["n8n 1.123's active workflow manager", ActiveWorkflowManager],
] as const;

const OUTAGES = [
	['rejects the API key', { respond: { status: 401, body: { detail: 'The API key is wrong' } } }],
	['denies access', { respond: { status: 403, body: { detail: 'No access' } } }],
	['limits the rate', { respond: { status: 429, headers: { 'retry-after': '20' } } }],
	['is down', { respond: { status: 503 } }],
	['cannot be reached', { drop: 'beforeHeaders' }],
] as const;

describe.each(PATHS)('publishing with %s', (_, path) => {
	const harness = triggerHarness();
	const reloadsAfterFailure = path === ActiveWorkflowManager;
	let host: WebhookHost;
	let n8n: Lifecycle;
	/** Milliseconds that pass while something waits. */
	let waited: number;

	beforeEach(async () => {
		host = await harness.otherHost({ fresh: false, reloadsAfterFailure });
		n8n = new path(host);
		waited = 0;
		const now = Date.now();
		jest.spyOn(clock, 'now').mockImplementation(() => now + waited);
		jest.mocked(clock.sleep).mockImplementation(async (ms) => {
			waited += Math.ceil(ms);
			await Promise.resolve();
		});
	});
	afterEach(() => expect(host.cleanupErrors).toEqual([]));

	it.each(OUTAGES)('registers the webhook after it failed because the API %s', async (__, outage) => {
		const file = harness.workflow();
		harness.api.fault({ times: Infinity, ...outage });
		await expect(n8n.publish(file)).rejects.toThrow();
		expect(n8n.isRegistered(file)).toBe(false);
		harness.api.clearFaults();
		await n8n.publish(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect((await harness.deliver(file, { to: host })).status).toBe(200);
		expect(host.runs).toHaveLength(1);
	});

	it.each(OUTAGES)('registers changed events after it failed because the API %s', async (__, outage) => {
		const file = harness.workflow();
		await n8n.publish(file);
		file.nodes[0].parameters.events = ['connection.created'];
		harness.api.fault({ times: Infinity, ...outage });
		await expect(n8n.publish(file)).rejects.toThrow();
		harness.api.clearFaults();
		await n8n.publish(file);
		expect(harness.remoteState()).toEqual({ ...REGISTERED, events: ['connection.created'] });
	});

	it("shows the API's reason rather than n8n's deadline when the API takes five seconds for each error", async () => {
		const file = harness.workflow();
		await n8n.publish(file);
		file.nodes[0].parameters.events = ['connection.created'];
		const respond = { status: 504, body: { detail: 'The database is busy' } };
		// Others are sent at the same time.
		const match = { path: /\/destinations/ };
		harness.api.fault({ match, times: Infinity, handler: () => (waited += 5_000), respond });
		harness.api.fault({ times: Infinity, respond });
		await expect(n8n.publish(file)).rejects.toThrow('The database is busy');
		expect(waited).toBeLessThan(84_000);
	});

	it('says what remains when it is unpublished while the API is down, and removes it later', async () => {
		const file = harness.workflow();
		await n8n.publish(file);
		const [{ name }] = harness.api.state.destinations;
		harness.api.fault({ times: Infinity, respond: { status: 503 } });
		expect(await n8n.unpublish(file)).toMatch(`Couldn't remove the webhook '${name}' from the project`);
		harness.api.clearFaults();
		await n8n.publish(file);
		expect(await n8n.unpublish(file)).toBeUndefined();
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('keeps in the static data what a failed activation could not roll back', async () => {
		const file = harness.workflow();
		const forbidden = { times: Infinity, respond: { status: 403 } };
		harness.api.fault({ match: { method: 'POST', path: /topics$/ }, ...forbidden });
		harness.api.fault({ match: { method: 'DELETE' }, ...forbidden });
		await expect(n8n.publish(file)).rejects.toThrow();
		const [{ name }] = harness.api.state.destinations;
		expect(JSON.stringify(host.staticData.production.get(file.id ?? ''))).toContain(name);
		expect(host.log.at(-1)?.message).toMatch(`A topic and a destination named '${name}' may remain`);
	});

	it('changes nothing when n8n starts, and goes on receiving', async () => {
		const file = harness.workflow();
		await n8n.publish(file);
		const before = structuredClone(harness.api.state.destinations);
		const restarted = await harness.otherHost({ reloadsAfterFailure });
		restarted.staticData = host.staticData;
		harness.api.resetLog();
		await new path(restarted).start([file]);
		expect(harness.api.requests.length).toBeLessThanOrEqual(4);
		expect(harness.api.state.destinations).toEqual(before);
		expect((await harness.deliver(file, { to: restarted })).status).toBe(200);
	});
});

describe('a copy of the database under another URL', () => {
	const harness = triggerHarness();

	it.each(PATHS)('leaves the registration of the original alone: %s', async (_, path) => {
		const file = harness.workflow();
		const original = new path(harness.host);
		await original.publish(file);
		const [before] = structuredClone(harness.api.state.destinations);
		const copy = await harness.otherHost({ publicUrl: 'https://staging.example.test' });
		copy.staticData = { production: new Map(harness.host.staticData.production), test: new Map() };
		const staging = new path(copy);
		await staging.start([file]);
		await staging.publish(file);
		await staging.unpublish(file);
		expect(harness.api.state.destinations).toEqual([before]);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect((await harness.deliver(file)).status).toBe(200);
		expect(copy.log[0].message).toMatch(
			`The webhook '${before.name}' in the project 'mailmonkey-production' is registered for ${before.metadata.url}, which isn't this n8n instance`,
		);
	});
});

describe("n8n's start on the older path", () => {
	const harness = triggerHarness();

	/** The same n8n after a restart. */
	const restarted = async (): Promise<WebhookHost> => {
		const host = await harness.otherHost({ reloadsAfterFailure: true });
		host.staticData = harness.host.staticData;
		return host;
	};

	it('does not wait for the API, and keeps what is registered', async () => {
		const files = [harness.workflow(), harness.workflow()];
		for (const file of files) await harness.host.activate(file);
		const before = structuredClone(harness.api.state.destinations);
		const host = await restarted();
		harness.api.resetLog();
		await new ActiveWorkflowManager(host).start(files);
		expect(harness.api.requests).toEqual([]);
		expect(harness.api.state.destinations).toEqual(before);
		expect((await harness.deliver(files[0], { to: host })).status).toBe(200);
	});

	it('does not wait for the API when another instance becomes the leader', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.resetLog();
		expect(await harness.host.activate(file, { activation: 'leadershipChange' })).toEqual({ existed: true });
		expect(harness.api.requests).toEqual([]);
	});

	it.each([
		['a workflow without static data', (host: WebhookHost) => host.staticData.production.clear()],
		['what a failed activation has left', undefined],
	])('registers %s', async (_, change) => {
		const file = harness.workflow();
		const forbidden = { times: Infinity, respond: { status: 403 } };
		harness.api.fault({ match: { method: 'POST', path: /topics$/ }, ...forbidden });
		harness.api.fault({ match: { method: 'DELETE' }, ...forbidden });
		await expect(harness.host.activate(file)).rejects.toThrow();
		harness.api.clearFaults();
		const host = await restarted();
		change?.(host);
		await new ActiveWorkflowManager(host).start([file]);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});
});
