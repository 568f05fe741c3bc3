import { invalidParameter } from '../errors/failure';

/** C0, DEL, and C1: never part of an ID, and proxies disagree on how to treat them in a path. */
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Half of a surrogate pair, which can't be encoded as UTF-8. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Percent-encodes one value of a path, so that it can't reach any other resource.
 *
 * @param value the parameter's value; a number is converted to text
 * @param label the parameter's name as the editor shows it, for the message
 * @throws Failure when the value is empty, blank, `.`, `..`, of another type, or contains characters no ID can have
 */
export function encodePathValue(value: unknown, label: string): string {
	const text = requiredString(value, label);
	if (text === '.' || text === '..') {
		throw invalidParameter(
			label,
			`can't be '${text}'`,
			'This value would change the request path. Enter a name or an ID.',
		);
	}
	if (CONTROL_CHARACTER.test(text)) {
		throw invalidParameter(
			label,
			'contains a control character',
			'Check for a line break or tab in the value.',
		);
	}
	if (LONE_SURROGATE.test(text)) {
		throw invalidParameter(label, 'contains an incomplete character', 'The value was probably truncated.');
	}
	return encodeURIComponent(text);
}

/**
 * The text of a required parameter; a number is converted to text.
 *
 * @param label the parameter's name as the editor shows it, for the message
 * @throws Failure when the value is empty, blank, or neither text nor a number
 */
export function requiredString(value: unknown, label: string): string {
	if (Number.isFinite(value)) return String(value);
	if (value === undefined || value === null || value === '') {
		throw invalidParameter(
			label,
			'is empty',
			"If it's an expression, check that the field exists in the input item.",
		);
	}
	if (typeof value !== 'string') {
		throw invalidParameter(
			label,
			`must be text, but is ${typeName(value)}`,
			'Change the expression so that it returns a single value.',
		);
	}
	if (value.trim() === '') throw invalidParameter(label, 'is blank', 'It contains only spaces.');
	return value;
}

/**
 * Fills in a path template.
 *
 * @param template such as `/projects/{projectIdOrName}/connections`
 * @param encode returns the encoded value for a name in braces
 */
export function fillPath(template: string, encode: (name: string) => string): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encode(name));
}

function typeName(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}
