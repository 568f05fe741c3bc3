import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** How far a message's time may be off, in seconds, either way (Svix's own libraries allow as much). */
export const TOLERANCE_SECONDS = 300;

/** A delivery as Svix sends it: its three headers and the body's bytes as they came. */
export interface SignedMessage {
	id: string;
	/** `svix-timestamp`: seconds since 1970, as digits. */
	timestamp: string;
	/** `svix-signature`: signatures with their versions, separated by spaces. */
	signatures: string;
	body: Uint8Array;
}

/**
 * The signed message that a request carries.
 *
 * @param headers by lower-case name; one that was sent twice, which Node.js joins with a comma, is malformed
 * @param body the body as it came; nothing that was parsed and written again
 * @returns undefined when a part is missing or malformed
 */
export function readMessage(
	headers: Record<string, unknown>,
	body: Uint8Array | undefined,
): SignedMessage | undefined {
	const id = headers['svix-id'];
	const timestamp = headers['svix-timestamp'];
	const signatures = headers['svix-signature'];
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
		return undefined;
	if (!id || !signatures || !/^\d{1,12}$/.test(timestamp)) return undefined;
	// Svix puts spaces between signatures; which of two headers is meant, nobody can tell.
	if (signatures.includes(', ')) return undefined;
	return body && { id, timestamp, signatures, body };
}

/** Whether a message was sent just now: an old one may have been recorded by somebody (`nowMs` since 1970). */
export function isRecent({ timestamp }: SignedMessage, nowMs: number): boolean {
	return Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) <= TOLERANCE_SECONDS;
}

/**
 * Whether a message was signed with a secret: HMAC-SHA256 over `id.timestamp.body` (Svix, 'Verifying webhooks
 * manually'). Any of several `v1` signatures will do; other versions count for nothing.
 *
 * @param secret base64, with or without `whsec_` before it
 */
export function isSignedWith(message: SignedMessage, secret: string): boolean {
	const key = createSecretKey(secret.replace(/^whsec_/, ''), 'base64');
	// Anybody can sign with nothing.
	if (!key.symmetricKeySize) return false;
	const expected = createHmac('sha256', key)
		.update(`${message.id}.${message.timestamp}.`)
		.update(message.body)
		.digest('base64');
	// No early return: the time taken tells nothing about which one matched.
	let matches = false;
	for (const signature of message.signatures.split(' ')) {
		if (safeEqual(signature, `v1,${expected}`)) matches = true;
	}
	return matches;
}

function safeEqual(given: string, expected: string): boolean {
	const encoder = new TextEncoder();
	const [a, b] = [encoder.encode(given), encoder.encode(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
