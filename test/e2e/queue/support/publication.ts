import { performance, timersPromises } from '../../../support/node';
import type { Client } from '../../support/client';

/** What n8n says of a workflow that is published or taken back, which it does after its answer. */
interface Publication {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ status: string; errorMessage: string | null }>;
}

const DEADLINE_MS = 60_000;
const POLL_MS = 50;

/** Publishes a workflow, and waits until its webhooks are registered. */
export async function publish(client: Client, workflowId: string): Promise<void> {
	await client.activate(workflowId);
	await reached(client, workflowId, 'published');
}

/** Takes a workflow back, and waits until its webhooks are removed. */
export async function unpublish(client: Client, workflowId: string): Promise<void> {
	await client.deactivate(workflowId);
	await reached(client, workflowId, 'not_published');
}

/** @throws Error when n8n cannot do it, or not within a minute */
async function reached(client: Client, workflowId: string, wanted: Publication['status']): Promise<void> {
	const deadline = performance.now() + DEADLINE_MS;
	for (;;) {
		const text = await client.request('GET', `/rest/workflows/${workflowId}/publication-status`);
		const { data } = JSON.parse(text) as { data: Publication };
		if (data.status === wanted) return;
		if (['partial', 'failed'].includes(data.status) || performance.now() > deadline) {
			throw new Error(`Workflow ${workflowId} is not ${wanted}: ${JSON.stringify(data)}`);
		}
		await timersPromises.setTimeout(POLL_MS);
	}
}
