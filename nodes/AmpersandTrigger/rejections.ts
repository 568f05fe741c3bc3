import type { IWebhookFunctions } from 'n8n-workflow';
import { clock } from '../shared/transport/clock';

/** How often a rejection is logged per webhook and reason, in milliseconds: anyone can send badly signed messages. */
const LOG_INTERVAL_MS = 60_000;

interface Rejections {
	/** In milliseconds since 1970. */
	loggedAt: number;
	/** How many came since then. */
	unlogged: number;
}

/** By the webhook's name. */
const rejections = new Map<string, Rejections>();

/** Logs that a delivery was rejected, at most once a minute for each webhook. */
export function logRejection(context: IWebhookFunctions, name: string, reason = ''): void {
	const last = rejections.get(name);
	if (last && clock.now() - last.loggedAt < LOG_INTERVAL_MS) {
		last.unlogged++;
		return;
	}
	const more = last?.unlogged ? ` (and ${last.unlogged} more since the last such line)` : '';
	rejections.set(name, { loggedAt: clock.now(), unlogged: 0 });
	context.logger.warn(`Rejected a delivery to ${describeWebhook(context, name)}: ${reason}${more}`);
}

/** The webhook with its node and its workflow, for the log. */
export function describeWebhook(context: IWebhookFunctions, name: string): string {
	const { id, name: workflow } = context.getWorkflow();
	return `the webhook '${name}' of the node '${context.getNode().name}' in the workflow '${workflow ?? ''}' (${id ?? ''})`;
}
