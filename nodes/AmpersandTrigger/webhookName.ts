import { createHash } from 'node:crypto';

/** The API's limit for the names of destinations and topics (`createTopic`: 64). */
const MAX_NAME_LENGTH = 64;

/**
 * The name of what belongs to a webhook at Ampersand: its destination and its topic.
 *
 * It follows from the URL alone, so that a lost state finds its own again. The host is there for whoever reads it in
 * Ampersand's console; the digest keeps any two webhooks, and a test run and production, apart.
 *
 * @param url the webhook's URL
 * @returns letters, digits and dashes, 64 at most
 */
export function webhookName(url: string): string {
	const digest = createHash('sha256').update(url).digest('hex').slice(0, 24);
	const room = MAX_NAME_LENGTH - 'n8n--'.length - digest.length;
	const host = new URL(url).hostname.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
	return `n8n-${host.slice(0, room).replace(/-$/, '')}-${digest}`;
}
