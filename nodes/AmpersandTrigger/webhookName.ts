import { createHash } from 'node:crypto';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** The API's limit for the names of destinations and topics (operation `createTopic`). */
const MAX_NAME_LENGTH = 64;

/** The webhook's URL in n8n, which may lack the protocol if n8n is misconfigured. */
export function webhookUrl(context: IHookFunctions | IWebhookFunctions): string {
	// n8n has none only for a webhook that the node doesn't declare.
	return context.getNodeWebhookUrl('default') as string;
}

/**
 * The name of a webhook in Ampersand, for its destination and its topic.
 *
 * It depends on the URL alone, so that a trigger without static data finds its webhook again. The host makes it
 * readable in Ampersand's dashboard; the digest keeps any two webhooks apart, as well as a test run and production.
 *
 * @param url the webhook's URL
 * @returns letters, digits, and dashes, 64 at most
 */
export function webhookName(url: string): string {
	const digest = createHash('sha256').update(url).digest('hex').slice(0, 24);
	const maxHostLength = MAX_NAME_LENGTH - 'n8n--'.length - digest.length;
	const hostname = URL.canParse(url) ? new URL(url).hostname : '';
	const host = hostname.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
	return `n8n-${host.slice(0, maxHostLength).replace(/-$/, '')}-${digest}`;
}
