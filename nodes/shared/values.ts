import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { invalidParameter } from './errors/failure';

/** White space, and characters that have no width or only set the direction of text. */
const INVISIBLE = /[\s\u0085\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;

/** C0, DEL, and C1: never part of an ID, and proxies disagree on how to treat them in a path. */
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Half of a surrogate pair, which can't be encoded as UTF-8. */
const LONE_SURROGATE = /\p{Cs}/u;

/** What JavaScript and language models write for a missing value. No ID ends in `undefined`, but a name can in `null`. */
const NO_VALUE = /(?:undefined|<UNKNOWN>|(?<!\p{L})(?:null|None|NaN))$/u;

/** How JavaScript writes a number that is too large to be exact. */
const LARGE_NUMBER = /^-?\d(?:\.\d+)?e\+\d+$/;

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

/** Whether a value is that of a resource locator, as it is saved. */
export function isLocator(value: unknown): value is { value: unknown } {
	return isObject(value) && value.__rl === true;
}

/** Of a resource locator the value inside; anything else as it is. */
export function inLocator(value: unknown): unknown {
	return isLocator(value) ? value.value : value;
}

/** Text without what can't be seen at its edges, such as line breaks, no-break spaces, and byte order marks. */
export function trimInvisible(text: string): string {
	let [start, end] = [0, text.length];
	// Beyond either end, `charAt` returns empty text, which ends the loop.
	while (INVISIBLE.test(text.charAt(start))) start++;
	while (INVISIBLE.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

/** Whether text contains half of a character, as it does after it was cut in the middle of an emoji. */
export function hasLoneSurrogate(text: string): boolean {
	return LONE_SURROGATE.test(text);
}

/** Whether there is nothing in a value: missing, null, or blank text. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && trimInvisible(value) === '');
}

/** Text in a response, unless it is blank; undefined for anything else. */
export function optionalString(value: unknown): string | undefined {
	return typeof value === 'string' && !isBlank(value) ? value : undefined;
}

/** Whether a parameter as it is saved is an expression. */
export function isExpression(raw: unknown): raw is string {
	return typeof raw === 'string' && raw.startsWith('=');
}

/**
 * The text of a required parameter, without what can't be seen at its edges; a number is converted to text.
 *
 * @param label the parameter's name as the editor shows it, for the message
 * @param isComputed whether an expression or an AI agent gave the value: then `undefined`, `null`, and the like, alone or
 *   at the end, mean that nothing was found; a person may have typed them as a name
 * @throws Failure when the value is empty, blank, neither text nor a number, or no longer what it was meant to be
 */
export function requiredString(value: unknown, label: string, isComputed = false): string {
	const flaw = flawOf(value, isComputed);
	if (flaw) throw invalidParameter(label, ...flaw);
	return typeof value === 'string' ? trimInvisible(value) : String(value);
}

type Flaw = [reason: string, hint: string];

const EMPTY: Flaw = ['is empty', "If it's an expression, check that the field exists in the input item."];
const INEXACT: Flaw = [
	'is a number that is too large to be exact',
	'JavaScript rounds whole numbers beyond 9007199254740991. Return it as text.',
];
const OBJECT_AS_TEXT: Flaw = [
	"contains '[object Object]', which is an object converted to text",
	'Change the expression so that it returns a single field of the object.',
];

/** What is wrong with a value that should be text; undefined when nothing is. */
function flawOf(value: unknown, isComputed: boolean): Flaw | undefined {
	if (value === undefined || value === null || value === '') return EMPTY;
	if (Number.isFinite(value)) {
		return Number.isInteger(value) && !Number.isSafeInteger(value) ? INEXACT : undefined;
	}
	if (typeof value !== 'string') {
		const hint = 'Change the expression so that it returns a single value.';
		return [`must be text, but is ${typeName(value)}`, hint];
	}
	const text = trimInvisible(value);
	if (text === '') return ['is blank', 'It contains only spaces.'];
	if (hasLoneSurrogate(text))
		return ['contains an incomplete character', 'The value was probably truncated.'];
	if (text.includes('[object Object]')) return OBJECT_AS_TEXT;
	if (!isComputed) return undefined;
	const missing = NO_VALUE.exec(text)?.[0];
	if (missing !== undefined) {
		const reason = `${text === missing ? 'is' : 'ends with'} '${missing}', so a value is missing`;
		return [reason, 'Check that the expression refers to a field of the input item.'];
	}
	return LARGE_NUMBER.test(text) ? INEXACT : undefined;
}

function typeName(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}

/**
 * Percent-encodes one value of a path, so that it can't reach any other resource.
 *
 * @param value the parameter's value; read like any text (`requiredString`)
 * @throws Failure also when the value is `.`, `..`, or contains characters no ID can have
 */
export function encodePathValue(value: unknown, label: string, isComputed = false): string {
	const text = requiredString(value, label, isComputed);
	if (text === '.' || text === '..') {
		const hint = 'This value would change the request path. Enter a name or an ID.';
		throw invalidParameter(label, `can't be '${text}'`, hint);
	}
	if (!CONTROL_CHARACTER.test(text)) return encodeURIComponent(text);
	const hint = 'Check for a line break or tab in the value.';
	throw invalidParameter(label, 'contains a control character', hint);
}

/**
 * One of the declared choices, by its value or by the name that the editor shows.
 *
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
	const list = listIn(value) ?? (typeof value === 'string' ? splitChoices(value, options) : [value]);
	return [...new Set(list.filter((entry) => !isBlank(entry)).map((entry) => oneOf(entry, label, options)))];
}

function findOption(value: unknown, options: INodePropertyOptions[]): INodePropertyOptions | undefined {
	const wanted = typeof value === 'string' ? trimInvisible(value).toLowerCase() : undefined;
	return (
		options.find((option) => String(option.value).toLowerCase() === wanted) ??
		options.find((option) => option.name.toLowerCase() === wanted)
	);
}

function splitChoices(text: string, options: INodePropertyOptions[]): unknown[] {
	// A name may contain a space, and then it isn't a separator.
	return text.split(',').flatMap((part) => (findOption(part, options) ? [part] : part.split(/\s/)));
}

/** The entries of a list, also of one that is JSON in text; undefined for anything else. */
export function listIn(value: unknown): unknown[] | undefined {
	const list = typeof value === 'string' ? tryParse(trimInvisible(value)) : value;
	return Array.isArray(list) ? list : undefined;
}

/** The value that JSON text stands for; undefined when it isn't JSON. */
export function tryParse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Any other text is no error.
	}
	return undefined;
}

/**
 * Rejects a collection that is something else, since its fields would be ignored.
 *
 * @param raw the collection as n8n has saved it; its options must hold `NOT_A_COLLECTION`
 * @throws Failure that names the collection
 */
export function checkCollection(raw: unknown, label: string): void {
	if (!isObject(raw) || raw[NOT_A_COLLECTION.name] === undefined) return;
	const hint = 'Add its fields one by one and use expressions in them.';
	throw invalidParameter(label, "can't be an expression or a list", hint);
}
