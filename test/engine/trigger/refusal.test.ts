import { clock } from '../../../nodes/shared/transport/clock';
import { byId } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { REGISTERED, EMPTY } from './remoteState';

describe('what cannot be activated', () => {
	const harness = triggerHarness();

	it('a webhook at http is refused, with the way to fix it', async () => {
		const host = await harness.otherHost({ publicUrl: 'http://localhost:5678', fresh: false });
		await expect(host.activate(harness.workflow())).rejects.toMatchObject({
			name: 'NodeApiError',
			message:
				'Ampersand sends webhooks to https URLs only, and this n8n has http://localhost:5678: set WEBHOOK_URL',
			description: expect.stringContaining('WEBHOOK_URL') as string,
		});
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([
		['no events', { events: [] }, "The parameter 'Events' is empty"],
		['no project', { projectIdOrName: byId('') }, "The parameter 'Project' is empty"],
	])('%s are refused before any request', async (_, parameters, message) => {
		await expect(harness.host.activate(harness.workflow(parameters))).rejects.toThrow(message);
		expect(harness.api.requests).toHaveLength(0);
	});

	it("shows the API's own reason", async () => {
		const file = harness.workflow({ projectIdOrName: byId('nowhere') });
		await expect(harness.host.activate(file)).rejects.toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			message: expect.stringMatching(/project/i) as string,
		});
	});

	it('says the cause in the message, because n8n shows nothing else', async () => {
		const body = { detail: 'Not possible', causes: ['The project is archived'] };
		harness.api.fault({ times: 9, respond: { status: 400, body } });
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow(
			'Not possible: The project is archived',
		);
	});

	it('names the key that is not allowed, without showing it', async () => {
		const file = harness.workflow();
		harness.api.fault({ times: 9, respond: { status: 403, body: { detail: `no: ${harness.api.apiKey}` } } });
		const error: unknown = await harness.host.activate(file).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ httpCode: '403' });
		expect(JSON.stringify(error)).not.toContain(harness.api.apiKey);
	});

	const OUT_OF_ORDER = { times: 4, respond: { status: 500, body: { detail: 'out of order' } } };

	it.each([
		['the destination', /\/destinations$/],
		['the topic', /\/topics$/],
		['an event route', /notification-event-topic-routes$/],
		['the route to the destination', /topic-destination-routes$/],
	])('leaves nothing behind when %s cannot be created', async (_, path) => {
		const file = harness.workflow({ events: ['connection.error', 'connection.updated'] });
		harness.api.fault({ ...OUT_OF_ORDER, match: { method: 'POST', path } });
		await expect(harness.host.activate(file)).rejects.toThrow('out of order');
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('leaves nothing behind when the last of several event routes cannot be created', async () => {
		const file = harness.workflow({ events: ['connection.error', 'connection.updated', 'not.an.event'] });
		const creating = { method: 'POST', path: /notification-event-topic-routes$/ };
		harness.api.fault({ match: creating, times: 2, delayMs: 0 });
		harness.api.fault({ ...OUT_OF_ORDER, match: creating });
		await expect(harness.host.activate(file)).rejects.toThrow('out of order');
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('leaves nothing behind when the new destination cannot be read', async () => {
		const reading = { method: 'GET', path: /\/destinations\/n8n/ };
		harness.api.fault({
			match: { method: 'POST', path: /\/destinations$/ },
			handler: () => harness.api.fault({ ...OUT_OF_ORDER, match: reading }),
			delayMs: 0,
		});
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow('out of order');
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('leaves nothing behind when the answer to a creation is lost', async () => {
		harness.api.fault({ match: { method: 'POST', path: /\/topics$/ }, drop: 'beforeHeaders', perform: true });
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow();
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('leaves nothing behind when the API gives no secret', async () => {
		harness.api.fault({
			match: { method: 'GET', path: /\/destinations\/n8n/ },
			times: 3,
			handler: () => {
				for (const destination of harness.api.state.destinations) Object.assign(destination, { secrets: {} });
			},
			delayMs: 0,
		});
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow(/gave no signing secret/);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('says what may be left when it cannot be taken back', async () => {
		const file = harness.workflow();
		const fail = { times: 50, respond: { status: 500, body: { detail: 'out of order' } } };
		harness.api.fault({ ...fail, match: { method: 'POST', path: /topics$/ } });
		harness.api.fault({ ...fail, match: { method: 'DELETE' } });
		await expect(harness.host.activate(file)).rejects.toMatchObject({
			description: expect.stringMatching(/topic and a destination named "n8n-[\w-]+" may be left/) as string,
		});
	});
});

describe('faults during activation', () => {
	const harness = triggerHarness();

	it('retries a 503 on the way', async () => {
		harness.api.fault({ match: { path: /topics$/ }, respond: { status: 503 } });
		await harness.host.activate(harness.workflow());
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(jest.mocked(clock.sleep)).toHaveBeenCalledTimes(1);
	});
});
