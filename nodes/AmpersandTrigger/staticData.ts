import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Where the trigger is registered. No secret: n8n saves this with each execution. */
export interface StoredWebhook {
	/** Of the destination and of the topic at Ampersand. */
	name: string;
	/** The webhook's URL. */
	url: string;
	projectIdOrName: string;
	/** Whether it belongs to a test run in the editor. */
	isTestRun: boolean;
	/** Of the workflow at n8n: what a copy of it finds here is not its own. */
	workflowId: string;
}

/** The registrations that n8n keeps for the trigger (static data of a node, `getWorkflowStaticData`). */
export function storedWebhooks(context: IHookFunctions | IWebhookFunctions): StoredWebhook[] {
	const { registered } = context.getWorkflowStaticData('node') as { registered?: StoredWebhook[] };
	const { id } = context.getWorkflow();
	return (registered ?? []).filter(({ workflowId }) => workflowId === id);
}

/** Has n8n keep a registration. */
export function saveWebhook(context: IHookFunctions, registered: Omit<StoredWebhook, 'workflowId'>): void {
	const workflowId = String(context.getWorkflow().id);
	const others = storedWebhooks(context).filter((one) => !isSameWebhook(one, registered));
	context.getWorkflowStaticData('node').registered = [...others, { ...registered, workflowId }];
}

/** Has n8n forget a registration. */
export function deleteWebhook(
	context: IHookFunctions,
	registered: Pick<StoredWebhook, 'name' | 'projectIdOrName'>,
): void {
	const others = storedWebhooks(context).filter((one) => !isSameWebhook(one, registered));
	context.getWorkflowStaticData('node').registered = others;
}

/** Whether the editor listens for a test event; n8n registers and receives those in the mode 'manual'. */
export function isTestRun(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

/** Whether two registrations are the same one at Ampersand. */
export function isSameWebhook(
	a: Pick<StoredWebhook, 'name' | 'projectIdOrName'>,
	b: Pick<StoredWebhook, 'name' | 'projectIdOrName'>,
): boolean {
	return a.name === b.name && a.projectIdOrName === b.projectIdOrName;
}
