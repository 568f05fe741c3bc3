import type { IDataObject } from 'n8n-workflow';
import { pairing } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, jsonOf, play } from './play';

const harness = triggerHarness();

describe('the example "morning report"', () => {
	it('reports each broken connection once', async () => {
		const broken = connectionsOf(harness).filter(({ status }) => status === 'bad_credentials');
		const [report] = jsonOf(await play(harness, 'morning-report'), 'Write Report');
		const lines = broken.map(
			({ group, provider, updateTime }) => `${group.groupName}: ${provider} (last updated ${updateTime})`,
		);
		expect(report).toEqual({ count: broken.length, report: lines.join('\n') });
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

	it('creates the connection and responds with its ID', async () => {
		const { responses, nodes } = await play(harness, 'connect-a-new-customer', [{ body }]);
		const created = connectionsOf(harness).find(({ group }) => group.groupRef === 'group-900');
		expect(responses).toEqual([
			{ statusCode: 201, headers: {}, body: { connectionId: created?.id, status: 'created' } },
		]);
		expect(nodes['Generate Connection'].outputs.map(pairing)).toEqual([[0], []]);
	});

	it('responds with the reason if the API rejects it', async () => {
		const { responses } = await play(harness, 'connect-a-new-customer', [
			{ body: { ...body, provider: 'nobody' } },
		]);
		expect(responses).toEqual([
			{
				statusCode: 422,
				headers: {},
				body: {
					error: 'The connection cannot be generated: unknown provider',
					hint: expect.stringContaining('unknown provider') as string,
				},
			},
		]);
	});

	it.each(['customerId', 'userId', 'provider', 'apiKey'])(
		'responds with the reason, and sends nothing, without %s',
		async (missing) => {
			const { responses } = await play(harness, 'connect-a-new-customer', [
				{ body: { ...body, [missing]: undefined } },
			]);
			expect(responses).toEqual([expect.objectContaining({ statusCode: 422 })]);
			expect(harness.sent()).toEqual([]);
		},
	);
});

describe('the example "rotate an API key"', () => {
	const withKey = () => String(connectionsOf(harness).find(({ authScheme }) => authScheme === 'apiKey')?.id);

	it('replaces the key of the connection, and only the key', async () => {
		const connectionId = withKey();
		const result = await play(harness, 'rotate-an-api-key', [{ connectionId, apiKey: 'next' }]);
		expect(jsonOf(result, 'Get Connection')).toEqual([expect.objectContaining({ id: connectionId })]);
		const update = harness.api.requests.find(({ method }) => method === 'PATCH');
		expect(update?.body).toEqual({ updateMask: ['apiKey'], connection: { apiKey: 'next' } });
	});

	it.each<[string, IDataObject]>([
		['a connection', { apiKey: 'next' }],
		['a key', { connectionId: 'connection-1' }],
		['anything', {}],
	])('sends nothing without %s', async (_, input) => {
		const { error } = await play(harness, 'rotate-an-api-key', [input]);
		expect(error?.message).toContain('is empty');
		expect(harness.sent()).toEqual([]);
	});
});
