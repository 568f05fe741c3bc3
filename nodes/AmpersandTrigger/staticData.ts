import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Where a webhook is registered in Ampersand. */
export interface WebhookLocation {
	/** The name of its destination and its topic. */
	name: string;
	/** The webhook's URL. */
	url: string;
	/** As the user chose it. */
	projectIdOrName: string;
	/** The project's ID, which stays the same when the project is renamed. Unknown until the webhook is registered. */
	projectId?: string;
}

/**
 * A webhook in the trigger's static data. It holds no secret, because n8n saves static data with every execution. n8n
 * keeps the static data of test runs apart.
 */
export interface StoredWebhook extends WebhookLocation {
	/** The workflow's ID in n8n: a copy of a workflow inherits static data that isn't its own. */
	workflowId: string;
}

/** The webhooks of this trigger, oldest first. */
export function storedWebhooks(context: IHookFunctions | IWebhookFunctions): StoredWebhook[] {
	const { registered } = context.getWorkflowStaticData('node') as { registered?: StoredWebhook[] };
	const { id } = context.getWorkflow();
	return registered?.filter(({ workflowId }) => workflowId === id) ?? [];
}

/** Stores a webhook as the newest one. */
export function saveWebhook(context: IHookFunctions, webhook: WebhookLocation): void {
	const { name, url, projectIdOrName, projectId } = webhook;
	const workflowId = String(context.getWorkflow().id);
	deleteWebhook(context, webhook);
	const stored = { name, url, projectIdOrName, projectId, workflowId };
	context.getWorkflowStaticData('node').registered = [...storedWebhooks(context), stored];
}

/** Deletes a webhook from the static data. */
export function deleteWebhook(context: IHookFunctions, webhook: WebhookLocation): void {
	const others = storedWebhooks(context).filter((stored) => !isSameWebhook(stored, webhook));
	context.getWorkflowStaticData('node').registered = others;
}

/** Whether two webhooks are the same one in Ampersand. A project's name and its ID are the same project. */
export function isSameWebhook(a: WebhookLocation, b: WebhookLocation): boolean {
	if (a.name !== b.name) return false;
	if (a.projectId !== undefined && b.projectId !== undefined) return a.projectId === b.projectId;
	return a.projectIdOrName === b.projectIdOrName || projectOf(a) === projectOf(b);
}

/** What addresses the project of a webhook best. */
export function projectOf({ projectId, projectIdOrName }: WebhookLocation): string {
	return projectId ?? projectIdOrName;
}
