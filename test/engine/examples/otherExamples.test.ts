import { pairing } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, installationsOf, jsonOf, play } from './play';

const harness = triggerHarness();

describe('the example "morning report"', () => {
	const report = async () => jsonOf(await play(harness, 'morning-report'), 'Write Report')[0];

	it('begins with the number of broken connections', async () => {
		const broken = connectionsOf(harness).filter(({ status }) => status === 'bad_credentials');
		const { count, report: text } = await report();
		expect(count).toBe(broken.length);
		expect(text).toMatch(new RegExp(`^${broken.length} connections are broken \\(\\w+ \\d+, \\d{4}\\)\\n\\n`));
	});

	it('has one line for each: the customer, the provider, the person, and a readable date', async () => {
		const { report: text } = await report();
		const lines = String(text).split('\n').slice(2);
		expect(lines).toHaveLength(6);
		expect(lines[0]).toBe('• Stark Industries: Slack of Ana Souza, last updated on April 5, 2026');
	});

	it('speaks of one connection', async () => {
		const [, ...others] = connectionsOf(harness).filter(({ status }) => status === 'bad_credentials');
		for (const connection of others) connection.status = 'working';
		expect((await report()).report).toMatch(/^1 connection is broken /);
	});

	it('stops when nothing is broken', async () => {
		for (const connection of connectionsOf(harness)) connection.status = 'working';
		const { nodes, status } = await play(harness, 'morning-report');
		expect(status).toBe('success');
		expect(nodes['Write Report']).toBeUndefined();
	});
});

describe('the example "connect a new customer"', () => {
	const body = {
		customerId: 'group-900',
		customerName: 'New',
		userId: 'user-900',
		provider: 'apollo',
		apiKey: 'k',
	};
	const connect = async (differences: object = {}) =>
		await play(harness, 'connect-a-new-customer', { input: [{ body: { ...body, ...differences } }] });
	const created = () => connectionsOf(harness).filter(({ group }) => group.groupRef === 'group-900');

	it('creates the connection and responds with its ID', async () => {
		const { responses, nodes } = await connect();
		const [{ id }] = created();
		expect(responses).toEqual([
			{ statusCode: 201, headers: {}, body: { connectionId: id, status: 'created' } },
		]);
		expect(nodes['Generate Connection'].outputs.map(pairing)).toEqual([[0], []]);
	});

	it('replaces the key when the app calls twice', async () => {
		await connect();
		await connect({ apiKey: 'another' });
		expect(created()).toHaveLength(1);
		expect(harness.sent('PATCH').map((request) => request.body)).toEqual([
			{ updateMask: ['apiKey'], connection: { apiKey: 'another' } },
		]);
	});

	it('responds with the reason if the API rejects it', async () => {
		const { responses } = await connect({ provider: 'nobody' });
		expect(responses).toMatchObject([
			{ statusCode: 422, body: { error: expect.stringContaining('The connection cannot be generated') as string } },
		]);
		expect(JSON.stringify(responses)).toContain('unknown provider');
	});

	it.each(['customerId', 'userId', 'provider', 'apiKey'])(
		'responds with the reason, and sends nothing, without %s',
		async (missing) => {
			const { responses } = await connect({ [missing]: undefined });
			expect(responses).toEqual([expect.objectContaining({ statusCode: 422 })]);
			expect(harness.sent()).toEqual([]);
		},
	);
});

describe('the example "connection status for your own app"', () => {
	const ask = async (query: object) => {
		const { responses } = await play(harness, 'connection-status-for-your-app', { input: [{ query: { ...query } }] });
		return responses.map(({ statusCode, body }) => ({ statusCode, body }));
	};

	it('responds with each connection of the customer, and whether it works', async () => {
		const theirs = connectionsOf(harness).filter(({ group }) => group.groupRef === 'group-127');
		const connections = theirs.map(({ provider, status }) => ({
			provider,
			works: status !== 'bad_credentials',
		}));
		expect(new Set(connections.map(({ works }) => works))).toContain(false);
		expect(await ask({ customer: 'group-127' })).toEqual([
			{ statusCode: 200, body: { found: true, connections } },
		]);
	});

	it('responds that there is none for an unknown customer', async () => {
		expect(await ask({ customer: 'nobody' })).toEqual([{ statusCode: 200, body: { found: false } }]);
	});

	it.each([{}, { customer: '' }, { customer: ' ' }])('tells nothing about other customers: %j', async (query) => {
		const [{ statusCode, body }] = await ask(query);
		expect(statusCode).toBe(400);
		expect(Object.keys(body as object)).toEqual(['error']);
		expect(harness.sent()).toEqual([]);
	});
});

describe('the example "call a customer\'s API"', () => {
	const call = async (customer: string) =>
		await play(harness, 'call-a-customers-api', { settings: { customer } });
	const installed = (healthStatus: string) =>
		installationsOf(harness).find(
			(installation) =>
				installation.config.content.provider === 'salesforce' && installation.healthStatus === healthStatus,
		);

	it("returns the records of the customer's own account, through the proxy", async () => {
		const installation = installed('healthy');
		const result = await call(String(installation?.group.groupRef));
		expect(jsonOf(result, 'Split Out Records')).toEqual([{ id: '1', name: installation?.group.groupName }]);
		const { headers, path } = harness.api.requests[1];
		expect(path).toMatch(/\/services\/data\/v61.0\/query$/);
		expect(headers).toMatchObject({
			'x-amp-proxy-version': '1',
			'x-amp-project-id': installation?.projectId,
			'x-amp-installation-id': installation?.id,
		});
	});

	it.each(['', 'nobody'])('calls nothing for the customer "%s"', async (customer) => {
		const { error, nodes } = await call(customer);
		expect(error?.message).toBeDefined();
		expect(nodes['Call Salesforce']).toBeUndefined();
	});
});
