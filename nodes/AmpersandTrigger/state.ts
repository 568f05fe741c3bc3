import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What n8n keeps for the trigger: where it is registered. No secret; n8n saves this with each execution. */
export interface Registered {
	projectIdOrName: string;
	url: string;
	/** Whether it belongs to a test run in the editor. */
	test: boolean;
}

/**
 * Where the trigger is registered, by the name at Ampersand; changes to it are saved by n8n (static data of a
 * node, `getWorkflowStaticData`).
 */
export function registrations(context: IHookFunctions | IWebhookFunctions): Record<string, Registered> {
	const data = context.getWorkflowStaticData('node') as { registrations?: Record<string, Registered> };
	data.registrations ??= {};
	return data.registrations;
}

/** Whether the editor listens for a test event; n8n runs those in the mode 'manual'. */
export function isTest(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}
