import { clock } from '../../../nodes/shared/clock';
import { byId } from '../../support/suite';
import { triggerSuite } from '../../support/trigger';
import { EXACTLY, NOTHING } from './standing';

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

describe('faults during activation', () => {
	const test = triggerSuite();

	it('retries a 503 on the way', async () => {
		test.api.fault({ match: { path: /topics$/ }, respond: { status: 503 } });
		await test.host.activate(test.workflow());
		expect(test.standing()).toEqual(EXACTLY);
		expect(jest.mocked(clock.sleep)).toHaveBeenCalledTimes(1);
	});
});
