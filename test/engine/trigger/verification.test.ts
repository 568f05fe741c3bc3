import { clock } from '../../../nodes/shared/transport/clock';
import { PUBLIC_URL } from '../../support/engine/webhookHost';
import { byId } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';

/** A secret that Ampersand never issued. */
const FORGED = `whsec_${btoa('forged by a stranger')}`;

describe('a delivery that is not signed by Ampersand', () => {
	const harness = triggerHarness();

	it('gets 401 without a reason, and starts nothing', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const response = await harness.deliver(file, { headers: { 'svix-signature': 'v1,AAAA' } });
		expect(response).toEqual({ status: 401, body: { message: 'The signature is not valid' } });
		expect(harness.host.runs).toHaveLength(0);
	});

	it('is told in the log with its webhook, node, and workflow, once a minute', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const start = Date.now();
		const now = jest.spyOn(clock, 'now');
		for (const seconds of [0, 1, 59, 60]) {
			now.mockReturnValue(start + seconds * 1000);
			await harness.deliver(file, { secret: FORGED, time: clock.now() });
		}
		const [{ name }] = harness.api.state.destinations;
		const where = `the webhook '${name}' of the node 'Ampersand Trigger' in the workflow 'Test' (${file.id})`;
		const message = `Rejected a delivery to ${where}: it isn't signed with the webhook's secret`;
		expect(harness.host.log).toEqual([
			{ level: 'warn', message },
			{ level: 'warn', message },
		]);
	});

	it('is rejected when n8n does not know under which URL it can be reached', async () => {
		const host = await harness.otherHost({ publicUrl: 'n8n.example.test' });
		const file = harness.workflow();
		host.listen(file);
		expect((await harness.deliver(file, { to: host, secret: FORGED })).status).toBe(401);
	});

	it('is rejected when nothing was ever registered', async () => {
		const file = harness.workflow();
		harness.host.listen(file);
		expect((await harness.deliver(file, { secret: FORGED })).status).toBe(401);
	});

	it('is rejected with the secret of a webhook that was removed', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const secret = harness.secret();
		await harness.host.deactivate(file);
		harness.host.listen(file);
		expect((await harness.deliver(file, { secret })).status).toBe(401);
	});

	it('is rejected with the secret of a webhook that was rolled back', async () => {
		const file = harness.workflow();
		let secret = '';
		harness.api.fault({
			match: { method: 'POST', path: /topic-destination-routes$/ },
			handler: () => (secret = harness.secret()),
			respond: { status: 403 },
		});
		await expect(harness.host.activate(file)).rejects.toThrow();
		harness.host.listen(file);
		expect((await harness.deliver(file, { secret })).status).toBe(401);
	});

	it('is rejected when it is a form, whose raw body n8n does not keep', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const headers = { 'content-type': 'multipart/form-data; boundary=x' };
		expect((await harness.deliver(file, { headers })).status).toBe(401);
	});

	it('is rejected when the project cannot be read', async () => {
		const file = harness.workflow({ projectIdOrName: byId('={{ nothing.here }}') });
		harness.host.listen(file);
		expect((await harness.deliver(file, { secret: FORGED })).status).toBe(401);
	});

	it('is rejected with an empty body', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		expect((await harness.deliver(file, { sentBody: '' })).status).toBe(401);
	});
});

describe('a delivery whose timestamp is off', () => {
	const harness = triggerHarness();

	it.each([
		[300, 200],
		[301, 401],
	])('by %i seconds gets the status %i', async (seconds, status) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const time = Math.floor(Date.now() / 1000) * 1000;
		jest.spyOn(clock, 'now').mockReturnValue(time + seconds * 1000);
		expect((await harness.deliver(file, { time })).status).toBe(status);
	});

	it.each([
		['is signed', {}, "its timestamp is 400 seconds off, so check this server's clock"],
		['is not signed', { secret: FORGED }, 'its timestamp is 400 seconds off'],
	])('is told from one with a wrong signature when it %s', async (_, delivery, reason) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const time = Math.floor(Date.now() / 1000) * 1000;
		jest.spyOn(clock, 'now').mockReturnValue(time + 400_000);
		expect((await harness.deliver(file, { time, ...delivery })).status).toBe(401);
		expect(harness.host.log[0].message.endsWith(`): ${reason}`)).toBe(true);
	});
});

describe('a delivery to a trigger with several webhooks in its static data', () => {
	const harness = triggerHarness();

	it('is verified with the secret of the newest one when a former path could not be removed', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const moved = await harness.otherHost({ publicUrl: `${PUBLIC_URL}/automation` });
		moved.staticData = harness.host.staticData;
		harness.api.fault({ match: { method: 'DELETE', path: /destinations/ }, respond: { status: 403 } });
		await moved.activate(file);
		const [, { secrets }] = harness.api.state.destinations;
		const delivery = { to: moved, secret: secrets.webhookSigningKey };
		expect((await harness.deliver(file, delivery)).status).toBe(200);
	});
});
