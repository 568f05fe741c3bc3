import { createHash } from 'node:crypto';

/** Every emulator is seeded with the same IDs, and tests start thousands of them. */
const made = new Map<string, string>();

/** An ID that looks random and is the same every time. */
export function idOf(text: string): string {
	const id = made.get(text) ?? make(text);
	made.set(text, id);
	return id;
}

function make(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}
