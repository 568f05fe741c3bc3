import { placesOf } from '../support/e2eHarness';
import { CUSTOMER_KEY, type Claims, type ExamplesContext, expectNoKey, jsonOf, pairingOf } from './context';

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
			const [{ count, report }] = jsonOf(execution, 'Write Report');
			expect(count).toBe(broken.length);
			expect(report).toMatch(new RegExp(`^${broken.length} connections are broken`));
			expect(report).toContain('• Stark Industries: Slack of Ana Souza, last updated on April 5, 2026');
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
			expect(`${error} ${hint}`).toContain('unknown provider');
			expect(pairingOf(execution, 'Generate Connection', 1)).toEqual([{ item: 0 }]);
			expectNoKey(execution);
		},
	};
}

/** What the example does in a whole n8n. */
export function connectionStatus(context: ExamplesContext): Claims {
	const { harness } = context;
	const ask = async (query: string) => {
		const { id } = await context.load('connection-status-for-your-app');
		await harness.client.activate(id);
		const response = await fetch(`${harness.server.url}/webhook/connection-status${query}`);
		return [response.status, await response.json()];
	};
	return {
		'responds with the connections of the customer': async () => {
			const theirs = context.connections().filter(({ group }) => group.groupRef === 'group-127');
			const connections = theirs.map(({ provider, status }) => ({
				provider,
				works: status !== 'bad_credentials',
			}));
			expect(await ask('?customer=group-127')).toEqual([200, { found: true, connections }]);
		},
		'responds that there is none for an unknown customer': async () => {
			expect(await ask('?customer=nobody')).toEqual([200, { found: false }]);
		},
		'lists nothing without a customer': async () => {
			expect(await ask('')).toEqual([400, { error: expect.any(String) as string }]);
			expect(context.requests()).toEqual([]);
		},
	};
}

/** What the example does in a whole n8n. */
export function callApi(context: ExamplesContext): Claims {
	return {
		"returns the records of the customer's own account": async () => {
			const installation = context.installations().find(
				({ config, healthStatus }) => config.content.provider === 'salesforce' && healthStatus === 'healthy',
			);
			const execution = await context.runWith('call-a-customers-api', {
				customer: installation?.group.groupRef,
			});
			expect(jsonOf(execution, 'Split Out Records')).toEqual([
				{ id: '1', name: installation?.group.groupName },
			]);
			expectNoKey(execution);
		},
	};
}

/** What the example does in a whole n8n. */
export function syncCustomers(context: ExamplesContext): Claims {
	return {
		'connects each customer of the list, and changes nothing the second time': async () => {
			const sync = async () => await context.runWith('sync-customers-from-a-list', {}, 'Every Night');
			const ids = jsonOf(await sync(), 'Generate Connection').map(({ id }) => id);
			expect(ids).toHaveLength(3);
			context.harness.api.resetLog();
			expect(jsonOf(await sync(), 'Generate Connection').map(({ id }) => id)).toEqual(ids);
			expect(context.requests()).toEqual(['GET 200', 'GET 200', 'GET 200']);
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
