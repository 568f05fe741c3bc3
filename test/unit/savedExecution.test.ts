import { fastify } from 'fastify';
import { Client } from '../e2e/support/client';

/** What n8n saves of an execution, as its package `flatted` writes it. */
const WAITING =
	'[{"resultData":"1","executionData":"2"},{"lastNodeExecuted":"3"},{"nodeExecutionStack":"4"},"Wait",["5"],{"node":"6"},{"name":"3"}]';
const ENDED =
	'[{"resultData":"1","executionData":"2"},{"lastNodeExecuted":"3"},{"nodeExecutionStack":"4"},"Last",[]]';

it('reads an execution whose status was saved before its data only when the data are saved too', async () => {
	const saved = [
		{ status: 'waiting', data: WAITING },
		{ status: 'success', data: WAITING },
		{ status: 'success', data: ENDED },
	];
	const n8n = fastify();
	n8n.get('/rest/executions/7', async () => await Promise.resolve({ data: saved.shift() }));
	try {
		const { rawData } = await new Client(await n8n.listen({ host: '127.0.0.1', port: 0 })).execution('7');
		expect(rawData).toBe(ENDED);
	} finally {
		await n8n.close();
	}
});
