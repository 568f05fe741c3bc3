import { placesOf } from '../support/e2eHarness';
import { CUSTOMER_KEY, UNKNOWN, type Claims, type ExamplesContext, expectNoKey, jsonOf, pairingOf } from './context';

/** What the example does in a whole n8n. */
export function morningReport(context: ExamplesContext): Claims {
	const { harness } = context;
	return {
		'reports every broken connection in one message': async () => {
			const { id } = await context.load('morning-report');
			const execution = await harness.client.runWorkflow(id, 'Every Morning');
			const broken = context.connections().filter(({ status }) => status === 'bad_credentials');
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Get Broken Connections').map((json) => json.id)).toEqual(
				broken.map((connection) => connection.id),
			);
			expect(pairingOf(execution, 'Get Broken Connections')).toEqual(broken.map(() => ({ item: 0 })));
			const lines = broken.map(
				({ group, provider, updateTime }) => `${group.groupName}: ${provider} (last updated ${updateTime})`,
			);
			expect(jsonOf(execution, 'Write Report')).toEqual([
				{ count: broken.length, report: lines.join('\n') },
			]);
			expectNoKey(execution);
		},
	};
}

/** What the example does in a whole n8n. */
export function connectCustomer(context: ExamplesContext): Claims {
	const { harness } = context;
	return {
		'connects a customer whom the app posts, and responds with the ID': async () => {
			const { id } = await context.load('connect-a-new-customer');
			await harness.client.activate(id);
			const { status, body } = await harness.post('/webhook/connect-a-new-customer', customer('apollo'));
			const [execution] = await harness.executions(id, 1);
			const [generated] = jsonOf(execution, 'Generate Connection');
			expect([status, JSON.parse(body)]).toEqual([201, { connectionId: generated.id, status: 'created' }]);
			expect(context.connections().find((connection) => connection.id === generated.id)).toMatchObject({
				provider: 'apollo',
				group: { groupRef: 'customer-1', groupName: 'Customer One' },
				consumer: { consumerRef: 'user-1' },
			});
			expect(pairingOf(execution, 'Generate Connection')).toEqual([{ item: 0 }]);
			expectNoKey(execution);
			// The webhook's own output is the app's request as it came; the node adds no other place.
			expect(placesOf(CUSTOMER_KEY, execution.data.resultData.runData['Generate Connection'])).toEqual([]);
		},
		"responds with the reason when a customer can't be connected": async () => {
			const { id } = await context.load('connect-a-new-customer');
			await harness.client.activate(id);
			const response = await harness.post('/webhook/connect-a-new-customer', customer('no-such-provider'));
			const [execution] = await harness.executions(id, 1);
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Generate Connection', 0)).toEqual([]);
			const [failed] = jsonOf(execution, 'Generate Connection', 1);
			const { error, hint } = JSON.parse(response.body) as { error: string; hint: string };
			expect([response.status, error]).toEqual([422, failed.error]);
			expect(hint).toContain('unknown provider');
			expect(pairingOf(execution, 'Generate Connection', 1)).toEqual([{ item: 0 }]);
			expectNoKey(execution);
		},
	};
}

/** What the example does in a whole n8n. */
export function rotateKey(context: ExamplesContext): Claims {
	const { harness } = context;
	return {
		'replaces the key and reads the connection back': async () => {
			const { id: connectionId, provider } = context.first('apiKey');
			const pinned = { Start: [{ connectionId, apiKey: CUSTOMER_KEY }] };
			const { id } = await context.load('rotate-an-api-key', { pinned });
			const execution = await harness.client.runWorkflow(id, 'Start');
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Get Connection')).toEqual([
				expect.objectContaining({ id: connectionId, provider }),
			]);
			expect(context.requests()).toEqual(['PATCH 200', 'GET 200']);
			expect(harness.api.requests[0].body).toEqual({
				updateMask: ['apiKey'],
				connection: { apiKey: CUSTOMER_KEY },
			});
			expectNoKey(execution);
		},
		'stops with the reason when there is no such connection': async () => {
			const pinned = { Start: [{ connectionId: UNKNOWN, apiKey: CUSTOMER_KEY }] };
			const { id } = await context.load('rotate-an-api-key', { pinned });
			const execution = await harness.client.runWorkflow(id, 'Start');
			expect(execution.status).toBe('error');
			expect(execution.data.resultData.error?.message).toContain(UNKNOWN);
			expect(context.requests()).toEqual(['PATCH 404']);
			expectNoKey(execution);
		},
	};
}

function customer(provider: string): object {
	return {
		customerId: 'customer-1',
		customerName: 'Customer One',
		userId: 'user-1',
		provider,
		apiKey: CUSTOMER_KEY,
	};
}
