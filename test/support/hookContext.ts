import { HookContext } from 'n8n-core';
import type { WorkflowFile } from './engine';
import type { WebhookHost } from './engine/webhookHost';

/** What n8n gives to the webhook methods of a trigger when it activates a workflow. */
export function hookContext(host: WebhookHost, file: WorkflowFile): HookContext {
	const { workflow, node, additionalData, webhookData } = host.load(file, false);
	return new HookContext(workflow, node, additionalData, 'trigger', 'activate', webhookData);
}
