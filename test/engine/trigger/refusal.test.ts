import { clock } from '../../../nodes/shared/transport/clock';
import { byId } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, REGISTERED } from './remoteState';

describe('activating a workflow that cannot work', () => {
	const harness = triggerHarness();

	it.each(['http://localhost:5678', 'n8n.example.test'])(
		'rejects a webhook URL at %s, and says how to fix it',
		async (publicUrl) => {
			const host = await harness.otherHost({ publicUrl, fresh: false });
			await expect(host.activate(harness.workflow())).rejects.toMatchObject({
				name: 'NodeApiError',
				message: expect.stringMatching(
					/^Ampersand requires an HTTPS webhook URL, but this n8n instance uses \S+\. Set N8N_WEBHOOK_URL\.$/,
				) as string,
				description: expect.stringMatching(
					/\. Set the environment variable N8N_WEBHOOK_URL \(before n8n 2\.35: WEBHOOK_URL\) to the HTTPS URL .+ restart n8n, and publish the workflow\. On your own machine, use a tunnel\.$/,
				) as string,
			});
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it('names the URL that it rejects', async () => {
		const host = await harness.otherHost({ publicUrl: 'http://localhost:5678', fresh: false });
		await expect(host.activate(harness.workflow())).rejects.toThrow(
			'Ampersand requires an HTTPS webhook URL, but this n8n instance uses http://localhost:5678. Set N8N_WEBHOOK_URL.',
		);
	});

	it.each([
		['no events', { events: [] }, "The parameter 'Trigger On' is empty"],
		['no project', { projectIdOrName: byId('') }, "The parameter 'Project' is empty"],
		[
			'a project that an expression does not find',
			{ projectIdOrName: byId("={{ 'p-' + undefined }}") },
			"The parameter 'Project' ends with 'undefined'",
		],
	])('rejects %s before any request', async (_, parameters, message) => {
		await expect(harness.host.activate(harness.workflow(parameters))).rejects.toThrow(message);
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('the error of a failed activation', () => {
	const harness = triggerHarness();

	/** The error of an activation in which every response is a problem. */
	const errorFor = async (problem: object): Promise<{ message: string; description: string }> => {
		harness.api.fault({ times: Infinity, respond: { status: 422, body: problem } });
		return await harness.host.activate(harness.workflow()).then(
			() => Promise.reject(new Error('The workflow was activated')),
			(error: unknown) => error as { message: string; description: string },
		);
	};

	it("has the API's own words", async () => {
		const file = harness.workflow({ projectIdOrName: byId('nowhere') });
		await expect(harness.host.activate(file)).rejects.toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			message: expect.stringMatching(/project/i) as string,
		});
	});

	it('has the causes in its message, because n8n 2.41 shows nothing else', async () => {
		const { message } = await errorFor({
			title: 'Invalid destination',
			causes: ['the webhook quota is used up'],
		});
		expect(message).toBe('Invalid destination: the webhook quota is used up');
	});

	it('has the first issue in its message, and its place in the description', async () => {
		const issues = [{ in: 'body', name: 'metadata.url', detail: 'must be reachable' }];
		const { message, description } = await errorFor({ title: 'Invalid destination', issues });
		expect(message).toBe('Invalid destination: must be reachable');
		expect(description).toContain(" Check 'metadata.url' (body).");
	});

	it('has the reason in its description as well, because n8n 1 and 2.0 show nothing else', async () => {
		const { description } = await errorFor({ detail: 'This plan has no notifications' });
		expect(description).toMatch(/^This plan has no notifications\./);
	});

	it('does not contain the API key', async () => {
		const key = harness.api.apiKey;
		const error = await errorFor({ detail: `no: ${key}`, causes: [`key ${key}`] });
		expect(JSON.stringify(error) + error.message + error.description).not.toContain(key);
	});
});

describe('an activation that fails', () => {
	const harness = triggerHarness({ keepRoutes: true });
	const OUT_OF_ORDER = { times: 12, respond: { status: 500, body: { detail: 'out of order' } } };

	it.each([
		['the destination', /\/destinations$/],
		['the topic', /\/topics$/],
		['an event route', /notification-event-topic-routes$/],
		['the route to the destination', /topic-destination-routes$/],
	])('leaves nothing when %s cannot be created', async (_, path) => {
		const file = harness.workflow({ events: ['connection.error', 'connection.updated'] });
		harness.api.fault({ ...OUT_OF_ORDER, match: { method: 'POST', path } });
		await expect(harness.host.activate(file)).rejects.toThrow('out of order');
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('leaves nothing when the last of several event routes cannot be created', async () => {
		const file = harness.workflow({
			events: ['connection.error', 'connection.updated', 'connection.created'],
		});
		const creating = { method: 'POST', path: /notification-event-topic-routes$/ };
		harness.api.fault({ match: creating, times: 2, delayMs: 0 });
		harness.api.fault({ ...OUT_OF_ORDER, match: creating });
		await expect(harness.host.activate(file)).rejects.toThrow('out of order');
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('succeeds when the new destination cannot be read, and fetches its secret later', async () => {
		const reading = { method: 'GET', path: /\/destinations\/n8n/ };
		harness.api.fault({
			match: { method: 'POST', path: /\/destinations$/ },
			handler: () => harness.api.fault({ ...OUT_OF_ORDER, times: 4, match: reading }),
			delayMs: 0,
		});
		const file = harness.workflow();
		await harness.host.activate(file);
		expect((await harness.deliver(file)).status).toBe(200);
	});

	it('continues when the response to a creation is lost', async () => {
		harness.api.fault({ match: { method: 'POST', path: /\/topics$/ }, drop: 'beforeHeaders', perform: true });
		await harness.host.activate(harness.workflow());
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('leaves nothing when the API returns no secret', async () => {
		harness.api.fault({
			match: { method: 'GET', path: /\/destinations\/n8n/ },
			times: 3,
			handler: () => {
				for (const destination of harness.api.state.destinations) Object.assign(destination, { secrets: {} });
			},
			delayMs: 0,
		});
		await expect(harness.host.activate(harness.workflow())).rejects.toMatchObject({
			message: expect.stringMatching(/didn't return a signing secret/) as string,
			description: expect.stringContaining(
				"Deliveries can't be verified without it. Check the permissions of the API key.",
			) as string,
		});
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('logs what may remain when it cannot be rolled back', async () => {
		const file = harness.workflow();
		const fail = { times: 50, respond: { status: 500, body: { detail: 'out of order' } } };
		harness.api.fault({ ...fail, match: { method: 'POST', path: /topics$/ } });
		harness.api.fault({ ...fail, match: { method: 'DELETE' } });
		await expect(harness.host.activate(file)).rejects.toThrow('out of order');
		expect(harness.host.log.at(-1)?.message).toMatch(
			/^A topic and a destination named 'n8n-[\w-]+' may remain in the project 'mailmonkey-production'\.$/,
		);
	});

	it.each([
		['is forbidden', { respond: { status: 403 } }],
		['is reset', { times: 4, drop: 'beforeHeaders' }],
		['is reset after it was processed', { times: 4, drop: 'beforeHeaders', perform: true }],
	] as const)('leaves nothing, whichever request %s', async (_, failure) => {
		const events = ['connection.created', 'connection.error'];
		await harness.host.activate(harness.workflow({ events }));
		const count = harness.api.requests.length;
		expect(count).toBeGreaterThan(8);
		const before = harness.remoteState();
		for (let failing = 1; failing <= count; failing++) {
			const file = harness.workflow({ events });
			harness.api.fault({ times: failing - 1, delayMs: 0 });
			harness.api.fault(failure);
			const isActive = await harness.host.activate(file).then(
				() => true,
				() => false,
			);
			harness.api.clearFaults();
			// A check after everything was created may fail.
			if (isActive) await harness.host.deactivate(file);
			expect({ failing, ...harness.remoteState() }).toEqual({ failing, ...before });
		}
	});

	it('keeps what was registered before', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.events = ['connection.created', 'connection.updated'];
		const creating = { method: 'POST', path: /notification-event-topic-routes$/ };
		harness.api.fault({ match: creating, delayMs: 0 });
		harness.api.fault({ match: creating, respond: { status: 403 } });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual(REGISTERED);
	});
});

describe('a transient error during activation', () => {
	const harness = triggerHarness();

	it('is retried', async () => {
		harness.api.fault({ match: { path: /topics$/ }, respond: { status: 503 } });
		await harness.host.activate(harness.workflow());
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(jest.mocked(clock.sleep)).toHaveBeenCalledTimes(1);
	});
});
