import { notification, triggerHarness } from '../../support/triggerHarness';

describe('a delivery from Ampersand', () => {
	const harness = triggerHarness();

	it('starts the workflow with what has happened', async () => {
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

	it('gives the time at which Ampersand sent it', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const time = Math.floor(Date.now() / 1000) * 1000 - 42_000;
		await harness.deliver(file, { time });
		const [[item]] = harness.host.runs[0].nodes['Ampersand Trigger'].outputs;
		expect(item.json.timestamp).toBe(new Date(time).toISOString());
	});

	it('passes on fields and events that are not known yet', async () => {
		const file = harness.workflow({ events: ['connection.exploded'] });
		await harness.host.activate(file);
		const body = notification('connection.exploded', { newField: { deep: [1] } });
		expect((await harness.deliver(file, { body })).status).toBe(200);
		const [[item]] = harness.host.runs[0].nodes['Ampersand Trigger'].outputs;
		expect(item.json).toMatchObject({ event: 'connection.exploded', data: { newField: { deep: [1] } } });
	});

	it.each([
		'{"notificationType":"connection.error","data":{"name":"Zoë 🚀"}}',
		'{\n "data" : {} ,"notificationType":"connection.error" }\n',
	])('is verified over the bytes as they came: %j', async (body) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.deliver(file, { body });
		expect(harness.host.runs).toHaveLength(1);
	});

	it('is received by the test run that it was sent to', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.activate(file, { test: true });
		const [production, own] = harness.api.state.destinations.map(({ secrets }) => secrets.webhookSigningKey);
		expect((await harness.deliver(file, { test: true, secret: own })).status).toBe(200);
		expect((await harness.deliver(file, { test: true, secret: production })).status).toBe(401);
		expect(harness.host.runs).toHaveLength(1);
	});
});

describe('what is not wanted', () => {
	const harness = triggerHarness();
	const filters = { provider: 'salesforce', groupRef: 'group-123', consumerRef: 'user-456' };

	it.each([
		['an event that was not selected', notification('connection.created')],
		['another provider', notification('connection.error', { provider: 'hubspot' })],
		['another group', notification('connection.error', { groupRef: 'group-1234' })],
		['another consumer', notification('connection.error', { consumerRef: 'USER-456' })],
		['an event without what is filtered by', notification('connection.error', { groupRef: undefined })],
		['a body that is no notification', '{"hello":"world"}'],
		['a body that is no object', 'null'],
		['a notification with a type that is no text', '{"notificationType":7,"data":{}}'],
	])('answers 200 to %s, and starts nothing', async (_, body) => {
		const file = harness.workflow({ filters });
		await harness.host.activate(file);
		expect((await harness.deliver(file, { body })).status).toBe(200);
		expect(harness.host.runs).toHaveLength(0);
	});

	it.each([
		['all filters match', filters],
		['the filters are empty', { provider: '', groupRef: ' ', consumerRef: '' }],
		['there are no filters', {}],
	])('starts the workflow when %s', async (_, chosen) => {
		const file = harness.workflow({ filters: chosen });
		await harness.host.activate(file);
		await harness.deliver(file);
		expect(harness.host.runs).toHaveLength(1);
	});
});

describe('a delivery that comes again', () => {
	const harness = triggerHarness();

	it('starts no second run', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const statuses = [];
		for (const id of ['a', 'a', 'b', 'a']) statuses.push((await harness.deliver(file, { id })).status);
		expect(statuses).toEqual([200, 200, 200, 200]);
		expect(harness.host.runs).toHaveLength(2);
	});

	it('starts one run when it comes twice at the same time', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await Promise.all([1, 2, 3].map(async () => await harness.deliver(file, { id: 'same' })));
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts the run that could not be started the first time', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.host.failToStart = true;
		expect((await harness.deliver(file, { id: 'again' })).status).toBe(500);
		harness.host.failToStart = false;
		expect((await harness.deliver(file, { id: 'again' })).status).toBe(200);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('is not counted as seen when it was not wanted', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.deliver(file, { id: 'x', body: notification('connection.created') });
		await harness.deliver(file, { id: 'x' });
		expect(harness.host.runs).toHaveLength(1);
	});

	it('starts a second run when it reaches another process, which is what n8n users must know', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const other = await harness.otherHost();
		await other.activate(file);
		await harness.deliver(file, { id: 'same' });
		await harness.deliver(file, { id: 'same', to: other });
		expect([harness.host.runs.length, other.runs.length]).toEqual([1, 1]);
	});
});
