import { CUSTOMER_KEY, type Claims, type ExamplesContext, expectNoKey, jsonOf } from './context';

/** What the example does in a whole n8n. */
export function rotateKey(context: ExamplesContext): Claims {
	const { harness } = context;
	const rotate = async (differences: object = {}) => {
		const { group, consumer, provider } = context.first('apiKey');
		const form = {
			'Customer ID': group.groupRef,
			'User ID': consumer.consumerRef,
			Provider: provider,
			'New API Key': CUSTOMER_KEY,
			...differences,
		};
		const { id } = await context.load('rotate-an-api-key', { pinned: { 'On Form Submission': [form] } });
		return await harness.client.runWorkflow(id, 'On Form Submission');
	};
	return {
		'replaces the key and reads the connection back': async () => {
			const execution = await rotate();
			const { id, provider } = context.first('apiKey');
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Get Connection')).toEqual([expect.objectContaining({ id, provider })]);
			expect(context.requests()).toEqual(['GET 200', 'PATCH 200', 'GET 200']);
			expect(harness.api.requests[1].body).toEqual({
				updateMask: ['apiKey'],
				connection: { apiKey: CUSTOMER_KEY },
			});
			expectNoKey(execution);
		},
		'stops with the reason when there is no such connection': async () => {
			const execution = await rotate({ 'Customer ID': 'nobody' });
			expect(execution.status).toBe('error');
			expect(execution.data.resultData.error?.message).toContain('No connections found');
			expect(context.requests().filter((request) => request.startsWith('PATCH'))).toEqual([]);
		},
	};
}

/** What the example does in a whole n8n. */
export function rotateKeys(context: ExamplesContext): Claims {
	const { harness } = context;
	return {
		'accounts for every row of the file that is uploaded': async () => {
			const { group, consumer, provider } = context.first('apiKey');
			const workflow = await context.load('rotate-keys-from-a-csv');
			await harness.client.activate(workflow.id);
			const form = workflow.nodes.find(({ name }) => name === 'On Form Submission');
			const csv = [
				'customerId,userId,provider,apiKey',
				`nobody,user-1,${provider},${CUSTOMER_KEY}`,
				`${group.groupRef},${consumer.consumerRef},${provider},${CUSTOMER_KEY}`,
				`,user-1,${provider},${CUSTOMER_KEY}`,
			].join('\n');
			const body = new FormData();
			body.append('field-0', new Blob([csv], { type: 'text/csv' }), 'keys.csv');
			const url = `${harness.server.url}/form/${form?.webhookId}`;
			expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
			const [execution] = await harness.executions(workflow.id, 1);
			expect(execution.status).toBe('success');
			const [report] = jsonOf(execution, 'Write Report');
			expect(report).toMatchObject({
				rotated: 1,
				others: [
					{ customerId: 'nobody', result: 'not found' },
					{ userId: 'user-1', result: expect.stringContaining('is empty') as string },
				],
			});
			expectNoKey(execution);
		},
	};
}
