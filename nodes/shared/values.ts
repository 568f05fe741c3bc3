import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { invalidParameter } from './errors/failure';

/** C0, DEL, and C1: never part of an ID, and proxies disagree on how to treat them in a path. */
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Half of a surrogate pair, which can't be encoded as UTF-8. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Part of a collection that must not vanish: n8n silently drops a collection that is an expression as a whole, or a list,
 * before the node runs. Of such a value this takes over the first character or entry, so that the reader can reject it; in
 * a real collection it is never shown and never set.
 */
export const NOT_A_COLLECTION: INodeProperties = {
	displayName: 'Not a Collection',
	name: '0',
	type: 'hidden',
	default: '',
	displayOptions: { show: { '0': [{ _cnd: { exists: true } }] } },
};

/** Whether a value is an object with fields: not null, not an array. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether there is nothing in a value: missing, null, or blank text. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Whether a parameter as it is saved is an expression. */
export function isExpression(raw: unknown): raw is string {
	return typeof raw === 'string' && raw.startsWith('=');
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

function typeName(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}

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
 * One of the declared choices, by its value or by the name that the editor shows.
 *
 * @param label the parameter's name as the editor shows it, for the message
 * @throws Failure that names the allowed values
 */
export function oneOf(value: unknown, label: string, options: INodePropertyOptions[]): string {
	const found = findOption(value, options);
	if (found) return String(found.value);
	throw invalidParameter(label, `must be one of: ${options.map((option) => option.value).join(', ')}`);
}

/**
 * Any of the declared choices, as a list, as a JSON list in text, or separated by commas or spaces.
 *
 * n8n turns a list into text when anything follows the braces of an expression, even a blank.
 *
 * @returns each choice once, in the order given; empty when there is nothing in the value
 * @throws Failure that names the allowed values
 */
export function someOf(value: unknown, label: string, options: INodePropertyOptions[]): string[] {
	const list = Array.isArray(value) ? value : typeof value === 'string' ? splitList(value, options) : [value];
	return [...new Set(list.filter((entry) => !isBlank(entry)).map((entry) => oneOf(entry, label, options)))];
}

function findOption(value: unknown, options: INodePropertyOptions[]): INodePropertyOptions | undefined {
	const wanted = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
	return (
		options.find((option) => option.value === value) ??
		options.find((option) => String(option.value).toLowerCase() === wanted) ??
		options.find((option) => option.name.toLowerCase() === wanted)
	);
}

function splitList(text: string, options: INodePropertyOptions[]): unknown[] {
	if (text.trim().startsWith('[')) {
		try {
			return JSON.parse(text) as unknown[];
		} catch {
			return [text];
		}
	}
	// A name may contain a space, and then it isn't a separator.
	return text.split(',').flatMap((part) => (findOption(part, options) ? [part] : part.split(/\s+/)));
}

/**
 * Rejects a collection that is something else, since its fields would be ignored.
 *
 * @param raw the collection as n8n has saved it; its options must hold `NOT_A_COLLECTION`
 * @throws Failure that names the collection
 */
export function checkCollection(raw: unknown, label: string): void {
	if (!isObject(raw) || raw[NOT_A_COLLECTION.name] === undefined) return;
	throw invalidParameter(
		label,
		"can't be an expression or a list",
		'Add its fields one by one and use expressions in them.',
	);
}
