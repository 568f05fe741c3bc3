import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Where a webhook is registered in Ampersand. */
export interface WebhookLocation {
	/** The name of its destination and its topic. */
	name: string;
	/** The webhook's URL. */
	url: string;
	projectIdOrName: string;
}

/** A webhook in the trigger's static data. It holds no secret, because n8n saves static data with every execution. */
export interface StoredWebhook extends WebhookLocation {
	/** Whether it belongs to a test run in the editor. */
	isTestRun: boolean;
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
export function saveWebhook(context: IHookFunctions, webhook: Omit<StoredWebhook, 'workflowId'>): void {
	const workflowId = String(context.getWorkflow().id);
	const others = storedWebhooks(context).filter((stored) => !isSameWebhook(stored, webhook));
	context.getWorkflowStaticData('node').registered = [...others, { ...webhook, workflowId }];
}

/** Deletes a webhook from the static data. */
export function deleteWebhook(context: IHookFunctions, webhook: WebhookLocation): void {
	const others = storedWebhooks(context).filter((stored) => !isSameWebhook(stored, webhook));
	context.getWorkflowStaticData('node').registered = others;
}

/** Whether two webhooks are the same one in Ampersand. */
export function isSameWebhook(a: WebhookLocation, b: WebhookLocation): boolean {
	return a.name === b.name && a.projectIdOrName === b.projectIdOrName;
}

/** Whether the editor listens for a test event: n8n registers the webhook and receives its deliveries in manual mode. */
export function isTestRun(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

/**
 * Whether a URL belongs to a test run. n8n removes every webhook in internal mode, so only the URL tells.
 *
 * @param stored the webhooks of the trigger
 * @param url the URL that n8n has for the webhook now; another host or path may have been configured since
 */
export function isTestUrl(stored: StoredWebhook[], url: string): boolean {
	const similar = stored.find((webhook) => basePath(webhook.url) === basePath(url));
	return similar ? similar.isTestRun : stored.every((webhook) => webhook.isTestRun);
}

/** The path between the host and the parts that name node and webhook, such as `webhook-test`. */
function basePath(url: string): string {
	const [, ...path] = url.replace(/^\w+:\/\//, '').split('/');
	return path.slice(0, -2).join('/');
}
