import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Where the trigger is registered. No secret: n8n saves this with each execution. */
export interface Registered {
	/** Of the destination and of the topic at Ampersand. */
	name: string;
	/** The webhook's URL. */
	url: string;
	projectIdOrName: string;
	/** Whether it belongs to a test run in the editor. */
	test: boolean;
	/** Of the workflow at n8n: what a copy of it finds here is not its own. */
	workflowId: string;
}

/** The registrations that n8n keeps for the trigger (static data of a node, `getWorkflowStaticData`). */
export function registrations(context: IHookFunctions | IWebhookFunctions): Registered[] {
	const { registered } = context.getWorkflowStaticData('node') as { registered?: Registered[] };
	const { id } = context.getWorkflow();
	return (registered ?? []).filter(({ workflowId }) => workflowId === id);
}

/** Has n8n keep a registration. */
export function keep(context: IHookFunctions, registered: Omit<Registered, 'workflowId'>): void {
	const workflowId = String(context.getWorkflow().id);
	const others = registrations(context).filter((one) => !isSame(one, registered));
	context.getWorkflowStaticData('node').registered = [...others, { ...registered, workflowId }];
}

/** Has n8n forget a registration. */
export function forget(
	context: IHookFunctions,
	registered: Pick<Registered, 'name' | 'projectIdOrName'>,
): void {
	const others = registrations(context).filter((one) => !isSame(one, registered));
	context.getWorkflowStaticData('node').registered = others;
}

/** Whether the editor listens for a test event; n8n registers and receives those in the mode 'manual'. */
export function isTest(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

/** Whether two registrations are the same one at Ampersand. */
export function isSame(
	a: Pick<Registered, 'name' | 'projectIdOrName'>,
	b: Pick<Registered, 'name' | 'projectIdOrName'>,
): boolean {
	return a.name === b.name && a.projectIdOrName === b.projectIdOrName;
}
