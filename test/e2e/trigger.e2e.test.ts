import { Buffer } from '../support/node';
import { CONNECTION_DATA, type Delivery, signed } from '../../emulator/signed';
import { API_KEY, PROJECT, PUBLIC_URL, e2eHarness, withParameters } from './support/e2eHarness';
import { itemsOf, type SavedWorkflow } from './support/saved';
import { eventually } from './support/until';
import { byId, node, PACKAGE } from './support/workflows';

const TRIGGER = 'Ampersand Trigger';
const EVENTS = ['connection.created', 'connection.error'];
const EMPTY = { destinations: [], topics: [], events: [], links: 0 };

describe('the trigger in a whole n8n', () => {
	const harness = e2eHarness();
	let workflow: SavedWorkflow;
	let count = 0;

	beforeEach(async () => {
		const parameters = { projectIdOrName: byId(PROJECT), events: EVENTS };
		workflow = await harness.client.createWorkflow({
			name: `Trigger ${++count}`,
			nodes: [
				node(TRIGGER, `${PACKAGE}.ampersandTrigger`, parameters, {
					credentials: { ampersandApi: harness.credential },
					webhookId: `trigger-${count}`,
				}),
				node('Then', 'n8n-nodes-base.noOp', {}, { position: [220, 0] }),
			],
			connections: { [TRIGGER]: { main: [[{ node: 'Then', type: 'main', index: 0 }]] } },
		});
	});
	afterEach(async () => {
		harness.api.clearFaults();
		await harness.client.deactivate(workflow.id);
		await harness.api.deliveriesSettled();
		harness.api.resetLog();
	});

	const remoteState = () => {
		const { destinations, topics, eventRoutes, destinationRoutes } = harness.api.state;
		return {
			destinations: destinations.map(({ metadata }) => metadata.url),
			topics: topics.map(({ name }) => name),
			events: eventRoutes.map(({ eventType }) => eventType).sort(),
			links: destinationRoutes.length,
		};
	};
	const registered = (events: string[]) => ({
		destinations: [expect.stringMatching(new RegExp(`^${PUBLIC_URL}/webhook/trigger-${count}/`))],
		topics: [expect.stringMatching(/^n8n-n8n-example-test-/)],
		events,
		links: 1,
	});
	const destination = () => harness.api.state.destinations[0];
	const secret = () => destination().secrets.webhookSigningKey;
	const send = async ({ headers, body }: Delivery) =>
		await harness.post(new URL(destination().metadata.url).pathname, body, headers);
	const genuine = (id: string, event = 'connection.error') => signed(secret(), id, event, CONNECTION_DATA);
	const someConnection = () => harness.api.state.connections[0].connection;
	/** The IDs of the deliveries that started the workflow, once there are as many executions as expected. */
	const startedBy = async (expected: number) => {
		const executions = await harness.executions(workflow.id, expected);
		return executions.map((execution) => itemsOf(execution, TRIGGER)[0].json.id);
	};

	it('registers exactly what it needs when the workflow is activated', async () => {
		await harness.client.activate(workflow.id);
		expect(remoteState()).toEqual(registered(EVENTS));
	});

	it('leaves nothing in Ampersand when the workflow is deactivated', async () => {
		await harness.client.activate(workflow.id);
		await harness.client.deactivate(workflow.id);
		expect(remoteState()).toEqual(EMPTY);
	});

	it('starts the workflow once, with the event, when a connection breaks', async () => {
		await harness.client.activate(workflow.id);
		const { id: connectionId, projectId, provider, group, consumer } = someConnection();
		harness.api.breakConnection(connectionId, ['Token refresh error']);
		await harness.api.deliveriesSettled();
		expect(harness.api.deliveries).toEqual([expect.objectContaining({ attempt: 1, status: 200 })]);
		const executions = await harness.executions(workflow.id, 1);
		expect(executions).toHaveLength(1);
		const [execution] = executions;
		expect([execution.status, execution.mode]).toEqual(['success', 'webhook']);
		const item = {
			id: harness.api.deliveries[0].id,
			event: 'connection.error',
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.000Z$/),
			data: {
				projectId,
				connectionId,
				provider,
				groupRef: group.groupRef,
				consumerRef: consumer.consumerRef,
				consumerName: consumer.consumerName,
				errors: ['Token refresh error'],
				// For receivers that are older than `errors`.
				error: ['Token refresh error'],
			},
		};
		expect(itemsOf(execution, TRIGGER).map(({ json }) => json)).toEqual([item]);
		expect(itemsOf(execution, 'Then')).toEqual([expect.objectContaining({ json: item })]);
	});

	describe('rejects with 401 and does not start the workflow for', () => {
		it.each<[string, (delivery: Delivery) => Delivery]>([
			[
				'a delivery signed with another secret',
				() =>
					signed(`whsec_${Buffer.from('another').toString('base64')}`, 'forged', EVENTS[0], CONNECTION_DATA),
			],
			[
				'a delivery whose body was changed',
				({ headers, body }) => ({ headers, body: body.replace('salesforce', 'hubspot') }),
			],
			['a delivery without a signature', ({ body }) => ({ headers: {}, body })],
			[
				'a form, whose raw body n8n does not keep',
				({ headers }) => ({
					headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
					body: '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
				}),
			],
		])('%s', async (_, forge) => {
			await harness.client.activate(workflow.id);
			expect((await send(forge(genuine('forged')))).status).toBe(401);
			// The last delivery shows that the earlier one didn't start the workflow.
			expect((await send(genuine('genuine'))).status).toBe(200);
			expect(await startedBy(1)).toEqual(['genuine']);
		});
	});

	it('accepts an event that was not selected, without starting the workflow', async () => {
		await harness.client.activate(workflow.id);
		expect((await send(genuine('unselected', 'connection.deleted'))).status).toBe(200);
		expect((await send(genuine('selected'))).status).toBe(200);
		expect(await startedBy(1)).toEqual(['selected']);
	});

	it('starts the workflow once for a repeated delivery', async () => {
		await harness.client.activate(workflow.id);
		const delivery = genuine('twice');
		expect((await send(delivery)).status).toBe(200);
		expect((await send(delivery)).status).toBe(200);
		expect((await send(genuine('next'))).status).toBe(200);
		expect(await startedBy(2)).toEqual(['twice', 'next']);
	});

	it('routes exactly the new events after they were changed', async () => {
		const { nodes } = workflow;
		await harness.client.activate(workflow.id);
		const events = ['connection.deleted', 'connection.error', 'installation.created'];
		await harness.client.updateWorkflow(workflow.id, withParameters(nodes, TRIGGER, { events }));
		await harness.client.activate(workflow.id);
		expect(remoteState()).toEqual(registered(events));
		expect((await send(genuine('unselected', 'connection.created'))).status).toBe(200);
		expect((await send(genuine('selected', 'installation.created'))).status).toBe(200);
		expect(await startedBy(1)).toEqual(['selected']);
	});

	it('moves to another project after it was changed', async () => {
		const [, other] = harness.api.state.projects;
		await harness.client.activate(workflow.id);
		const moved = withParameters(workflow.nodes, TRIGGER, { projectIdOrName: byId(other.name) });
		await harness.client.updateWorkflow(workflow.id, moved);
		await harness.client.activate(workflow.id);
		expect(remoteState()).toEqual(registered(EVENTS));
		expect(destination().projectId).toBe(other.id);
	});

	it('says why the workflow cannot be activated, and leaves nothing in Ampersand', async () => {
		const detail = 'This plan has no notifications';
		const headers = { 'content-type': 'application/problem+json' };
		harness.api.fault({
			match: { method: 'POST', path: /topic-destination-routes/ },
			times: Number.POSITIVE_INFINITY,
			respond: { status: 403, headers, body: { title: 'Forbidden', status: 403, detail } },
		});
		await expect(harness.client.activate(workflow.id)).rejects.toThrow(detail);
		expect(remoteState()).toEqual(EMPTY);
	});

	it('is registered once and still receives events after a restart of n8n', async () => {
		await harness.client.activate(workflow.id);
		const before = structuredClone(harness.api.state.destinations);
		await harness.restart();
		await eventually(
			async () => (await harness.post(new URL(before[0].metadata.url).pathname, '')).status,
			(status) => status === 401,
		);
		expect(remoteState()).toEqual(registered(EVENTS));
		expect(harness.api.state.destinations).toEqual(before);
		harness.api.breakConnection(someConnection().id);
		await harness.api.deliveriesSettled();
		expect(await startedBy(1)).toEqual([harness.api.deliveries[0].id]);
	});

	it('listens for a test event next to the active workflow, and removes only its own webhook', async () => {
		await harness.client.activate(workflow.id);
		const production = remoteState();
		expect(await harness.client.listen(workflow.id, TRIGGER)).toEqual({ waitingForWebhook: true });
		const [, listening] = harness.api.state.destinations;
		expect(listening.metadata.url).toMatch(new RegExp(`^${PUBLIC_URL}/webhook-test/trigger-${count}/`));

		const delivery = signed(listening.secrets.webhookSigningKey, 'test', EVENTS[0], CONNECTION_DATA);
		const { status } = await harness.post(
			new URL(listening.metadata.url).pathname,
			delivery.body,
			delivery.headers,
		);
		expect(status).toBe(200);
		const [execution] = await harness.executions(workflow.id, 1);
		expect([execution.mode, itemsOf(execution, TRIGGER)[0].json.id]).toEqual(['manual', 'test']);
		expect(await eventually(remoteState, ({ destinations }) => destinations.length === 1)).toEqual(
			production,
		);
	});

	it('leaves nothing after listening for a test event was stopped', async () => {
		await harness.client.listen(workflow.id, TRIGGER);
		await harness.client.stopListening(workflow.id);
		expect(await eventually(remoteState, ({ destinations }) => destinations.length === 0)).toEqual(EMPTY);
	});

	it('leaves neither the signing secret nor the API key in what n8n saves and logs', async () => {
		await harness.client.activate(workflow.id);
		await send(genuine('secret'));
		const [{ rawData }] = await harness.executions(workflow.id, 1);
		const saved = [rawData, JSON.stringify(await harness.client.workflow(workflow.id)), harness.server.log()];
		for (const text of saved) {
			expect(text).not.toContain(API_KEY);
			expect(text).not.toContain(secret().replace('whsec_', ''));
		}
	});
});
