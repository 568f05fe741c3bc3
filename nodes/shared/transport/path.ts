import { invalidParameter } from '../errors/failure';

/** Code points that have no place in a URL's path and that proxies treat in ways of their own (C0, DEL, C1). */
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Half of a surrogate pair, which UTF-8 and so a URL cannot express. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * One value of a path, percent-encoded, so that it can name nothing but its own resource.
 *
 * @param value what the user gave; a number is taken for its digits
 * @param where the parameter's label, for the error
 * @throws Failure when the value is empty, blank, `.`, `..`, of another type, or holds characters no ID can have
 */
export function encodePathValue(value: unknown, where: string): string {
	const text = requiredString(value, where);
	if (text === '.' || text === '..') {
		throw invalidParameter(
			where,
			`cannot be "${text}"`,
			'A path made of dots would reach something else than you mean.',
		);
	}
	if (CONTROL_CHARACTER.test(text)) {
		throw invalidParameter(
			where,
			'contains a control character',
			'Check for a line break or tab in the value.',
		);
	}
	if (LONE_SURROGATE.test(text)) {
		throw invalidParameter(where, 'contains half of a Unicode character', 'The value was probably cut off.');
	}
	return encodeURIComponent(text);
}

/**
 * A text that must be there.
 *
 * @throws Failure when it is empty, blank, or not a text or number
 */
export function requiredString(value: unknown, where: string): string {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (value === undefined || value === null || value === '') {
		throw invalidParameter(
			where,
			'is empty',
			'If it is an expression, check that the field exists in the input item.',
		);
	}
	if (typeof value !== 'string') {
		const kind = Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
		throw invalidParameter(
			where,
			`must be a text, but is ${kind}`,
			'Point the expression at a single field.',
		);
	}
	if (value.trim() === '') throw invalidParameter(where, 'is blank', 'It contains only spaces.');
	return value;
}

/**
 * A path template with its values filled in.
 *
 * @param template such as `/projects/{projectIdOrName}/connections`
 * @param encode gives the encoded value for a name between braces
 */
export function fillPath(template: string, encode: (name: string) => string): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encode(name));
}
