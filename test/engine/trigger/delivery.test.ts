import { timers } from '../../support/node';
import { notification, triggerHarness } from '../../support/triggerHarness';

describe('a delivery from Ampersand', () => {
	const harness = triggerHarness();

	it('starts the workflow with its event and data', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { connection } = harness.api.state.connections[0];
		harness.api.breakConnection(connection.id, ['Token refresh error']);
		await harness.settled();
		expect(harness.host.runs).toHaveLength(1);
		const [[item]] = harness.host.runs[0].nodes['Ampersand Trigger'].outputs;
		expect(item.json).toEqual({
			id: harness.api.deliveries[0].id,
			event: 'connection.error',
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string,
			data: {
				projectId: connection.projectId,
				connectionId: connection.id,
				provider: connection.provider,
				groupRef: connection.group.groupRef,
				consumerRef: connection.consumer.consumerRef,
				consumerName: connection.consumer.consumerName,
				errors: ['Token refresh error'],
				error: ['Token refresh error'],
			},
		});
	});

	it('has the time at which Ampersand sent it', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const time = Math.floor(Date.now() / 1000) * 1000 - 42_000;
		await harness.deliver(file, { time });
		const [[item]] = harness.host.runs[0].nodes['Ampersand Trigger'].outputs;
		expect(item.json.timestamp).toBe(new Date(time).toISOString());
	});

	it('passes on fields that are not known yet', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const body = notification('connection.error', { newField: { deep: [1] } });
		expect((await harness.deliver(file, { body })).status).toBe(200);
		const [[item]] = harness.host.runs[0].nodes['Ampersand Trigger'].outputs;
		expect(item.json).toMatchObject({ event: 'connection.error', data: { newField: { deep: [1] } } });
	});

	it.each([
		'{"notificationType":"connection.error","data":{"name":"Zoë 🚀"}}',
		'{\n "data" : {} ,"notificationType":"connection.error" }\n',
	])('is verified against the raw body: %j', async (body) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.deliver(file, { body });
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts the test run that it was sent to', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.activate(file, { test: true });
		const [production, own] = harness.api.state.destinations.map(({ secrets }) => secrets.webhookSigningKey);
		expect((await harness.deliver(file, { test: true, secret: own })).status).toBe(200);
		expect((await harness.deliver(file, { test: true, secret: production })).status).toBe(401);
		expect(harness.host.runs).toHaveLength(1);
	});
});

describe('a delivery that does not match', () => {
	const harness = triggerHarness();
	const filters = { provider: 'salesforce', groupRef: 'group-123', consumerRef: 'user-456' };

	it.each([
		['an event that was not selected', notification('connection.created')],
		['another provider', notification('connection.error', { provider: 'hubspot' })],
		['an event without a provider', notification('connection.error', { provider: undefined })],
		['another group', notification('connection.error', { groupRef: 'group-1234' })],
		['another consumer', notification('connection.error', { consumerRef: 'USER-456' })],
		['an event without a filtered field', notification('connection.error', { groupRef: undefined })],
		['a body that is not a notification', '{"hello":"world"}'],
		['a body that is not an object', 'null'],
		['a notification whose type is not text', '{"notificationType":7,"data":{}}'],
	])('gets 200 and starts nothing: %s', async (_, body) => {
		const file = harness.workflow({ filters });
		await harness.host.activate(file);
		expect((await harness.deliver(file, { body })).status).toBe(200);
		expect(harness.host.runs).toHaveLength(0);
	});

	it.each([
		['all filters match', filters],
		['the filters are left empty', { provider: '', groupRef: ' ', consumerRef: '' }],
		['a filter is null, as other tools write it', { provider: null as unknown as string }],
		['there are no filters', {}],
	])('starts the workflow after all when %s', async (_, chosen) => {
		const file = harness.workflow({ filters: chosen });
		await harness.host.activate(file);
		await harness.deliver(file);
		expect(harness.host.runs).toHaveLength(1);
	});
});

describe('a delivery with its provider in another spelling', () => {
	const harness = triggerHarness();

	it('starts the workflow', async () => {
		const file = harness.workflow({ filters: { provider: 'salesforce' } });
		await harness.host.activate(file);
		await harness.deliver(file, { body: notification('connection.error', { provider: 'Salesforce' }) });
		expect(harness.host.runs).toHaveLength(1);
	});
});

describe('a repeated delivery', () => {
	const harness = triggerHarness();

	it('does not start a second run', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const statuses = [];
		for (const id of ['a', 'a', 'b', 'a']) statuses.push((await harness.deliver(file, { id })).status);
		expect(statuses).toEqual([200, 200, 200, 200]);
		expect(harness.host.runs).toHaveLength(2);
	});

	it('starts one run when it arrives several times at once', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await Promise.all([1, 2, 3].map(async () => await harness.deliver(file, { id: 'same' })));
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts the run that n8n could not start the first time', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.host.failToStart = true;
		expect((await harness.deliver(file, { id: 'again' })).status).toBe(500);
		harness.host.failToStart = false;
		expect((await harness.deliver(file, { id: 'again' })).status).toBe(200);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts the run that n8n could not start after the sender had hung up', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const sender = new AbortController();
		harness.host.failToStart = true;
		const hungUp = new Promise<void>((resolve) => {
			harness.host.beforeStart = async (closed) => {
				sender.abort();
				await closed;
				timers.setImmediate(resolve);
			};
		});
		await expect(harness.send(file, { id: 'again', signal: sender.signal })).rejects.toThrow(/abort/);
		await hungUp;
		Object.assign(harness.host, { failToStart: false, beforeStart: undefined });
		expect((await harness.deliver(file, { id: 'again' })).status).toBe(200);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('does not start a second run if n8n started the first one after the sender had hung up', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const sender = new AbortController();
		harness.host.beforeStart = async (closed) => {
			sender.abort();
			await closed;
		};
		await expect(harness.send(file, { id: 'again', signal: sender.signal })).rejects.toThrow(/abort/);
		harness.host.beforeStart = undefined;
		expect((await harness.deliver(file, { id: 'again' })).status).toBe(200);
		await harness.host.settled();
		expect(harness.host.runs).toHaveLength(1);
	});

	it('waits for the first attempt, and starts the run that it could not start', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		let fail = (): void => undefined;
		const failing = new Promise<void>((resolve) => (fail = resolve));
		const started = new Promise<void>((resolve) => {
			harness.host.beforeStart = async () => {
				harness.host.beforeStart = undefined;
				resolve();
				await failing;
				harness.host.failToStart = true;
			};
		});
		const first = harness.send(file, { id: 'same' });
		await started;
		const second = harness.send(file, { id: 'same' });
		fail();
		expect((await first).status).toBe(500);
		harness.host.failToStart = false;
		expect((await second).status).toBe(200);
		await harness.host.settled();
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts the workflow if it did not match the first time', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.deliver(file, { id: 'x', body: notification('connection.created') });
		await harness.deliver(file, { id: 'x' });
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts a second run in another process', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const other = await harness.otherHost();
		await other.activate(file);
		await harness.deliver(file, { id: 'same' });
		await harness.deliver(file, { id: 'same', to: other });
		expect([harness.host.runs.length, other.runs.length]).toEqual([1, 1]);
	});
});
