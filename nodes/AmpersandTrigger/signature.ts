import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** How far the timestamp of a message may be off in either direction, in seconds, as in Svix's own libraries. */
export const TOLERANCE_SECONDS = 300;

/** A delivery as Svix sends it: its three headers and the raw body. */
export interface SignedMessage {
	id: string;
	/** `svix-timestamp`: seconds since 1970, as digits. */
	timestamp: string;
	/** `svix-signature`: versioned signatures, separated by spaces. */
	signatures: string;
	body: Uint8Array;
}

/**
 * The signed message in a request.
 *
 * @param headers by lower-case name; a header that was sent twice, which Node.js joins with a comma, is malformed
 * @param body the raw body; a parsed and serialized one may differ from what was signed
 * @returns undefined when a part is missing or malformed
 */
export function readMessage(
	headers: Record<string, unknown>,
	body: Uint8Array | undefined,
): SignedMessage | undefined {
	const { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signatures } = headers;
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
		return undefined;
	if (!id || !signatures || !/^\d{1,12}$/.test(timestamp)) return undefined;
	// Svix separates signatures by spaces, so a comma joins two headers.
	if (signatures.includes(', ')) return undefined;
	return body && { id, timestamp, signatures, body };
}

/** How far the timestamp of a message is off, in seconds; an old one may be a replay (`nowMs` in milliseconds since 1970). */
export function secondsOff({ timestamp }: SignedMessage, nowMs: number): number {
	return Math.abs(Math.floor(nowMs / 1000) - Number(timestamp));
}

/**
 * Whether a message was signed with a secret: HMAC-SHA256 over `id.timestamp.body` (Svix, 'Verifying webhooks
 * manually'). One matching `v1` signature is enough; other versions are ignored.
 *
 * @param secret base64, with or without the prefix `whsec_`
 */
export function isSignedWith(message: SignedMessage, secret: string): boolean {
	const key = createSecretKey(secret.replace(/^whsec_/, ''), 'base64');
	// Anyone can sign with an empty key.
	if (!key.symmetricKeySize) return false;
	const expected = createHmac('sha256', key)
		.update(`${message.id}.${message.timestamp}.`)
		.update(message.body)
		.digest('base64');
	// Compares all of them, so that the time taken doesn't reveal which one matched.
	const matches = message.signatures.split(' ').map((signature) => safeEqual(signature, `v1,${expected}`));
	return matches.includes(true);
}

function safeEqual(given: string, expected: string): boolean {
	const encoder = new TextEncoder();
	const [a, b] = [encoder.encode(given), encoder.encode(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
