import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { invalidParameter } from '../shared/errors/failure';
import { hasLoneSurrogate, isBlank, isObject, listIn, requiredString, trimInvisible } from '../shared/values';

/** 2001-01-01 in seconds since 1970: as a smaller unit, a time from then to the year 9999 would be before 2001. */
const YEAR_2001 = 978_307_200;

/** Microseconds, milliseconds, and seconds: how many of them a second has. */
const UNITS_PER_SECOND = [1e6, 1e3, 1];

/** Such as 20260131120000, which as a number would be a time in the year 2612. */
const COMPACT_DATE_TIME = /^(\d{8})(\d{6})$/;

const INEXACT: [string, string] = [
	'contains a number that is too large or too precise to be sent unchanged',
	'Put it in quotes to send it as text.',
];

const TRUNCATED: [string, string] = [
	'contains an incomplete character',
	'A text in it was probably truncated.',
];

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Words separated by spaces, commas, or line breaks, or in a list, which may also be JSON in text.
 *
 * @returns undefined when there are none
 * @throws Failure when one isn't text
 */
export function toStringList(value: unknown, label: string, isComputed = false): string[] | undefined {
	const words = (listIn(value) ?? [value])
		.filter((part) => !isBlank(part))
		.flatMap((part) => requiredString(part, label, isComputed).split(/[\s,]/))
		.filter(Boolean);
	if (words[0]?.startsWith('[')) throw invalidParameter(label, 'is not a valid JSON list');
	return words.length ? words : undefined;
}

/**
 * A number, also as text, as n8n's variables always are.
 *
 * @throws Failure when it is something else
 */
export function toNumber(value: unknown, label: string): number {
	const number = numberIn(value);
	if (Number.isNaN(number)) throw invalidParameter(label, 'must be a number');
	return number;
}

/**
 * A whole number within bounds, also as text.
 *
 * @throws Failure when it is something else
 */
export function toInteger(value: unknown, label: string, { min = 0, max = Infinity }): number {
	const number = numberIn(value);
	if (Number.isInteger(number) && number >= min && number <= max) return number;
	const range = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
	throw invalidParameter(label, `must be a whole number ${range}`);
}

/** NaN when it is neither a number nor the text of one. */
function numberIn(value: unknown): number {
	if (typeof value === 'string' && !isBlank(value)) return Number(trimInvisible(value));
	return typeof value === 'number' ? value : NaN;
}

/** True or false, also as text in any case, as expressions, spreadsheets, and Python give them; nothing counts as false. */
export function toBoolean(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	if (isBlank(value)) return false;
	const text = typeof value === 'string' ? trimInvisible(value).toLowerCase() : undefined;
	if (text === 'true' || text === 'false') return text === 'true';
	throw invalidParameter(label, 'must be true or false');
}

/**
 * A point in time as the API expects it (RFC 3339, UTC).
 *
 * @param value a date in ISO, SQL, or RFC 2822 form, a Date, a luxon DateTime, or seconds, milliseconds, or microseconds
 *   since 1970
 * @param zone the workflow's time zone, for a date without an offset
 * @throws Failure when it isn't a date, its year doesn't have four digits, or it is a number for a time before 2001
 */
export function toTimestamp(value: unknown, label: string, zone: string): string | undefined {
	if (isBlank(value)) return undefined;
	const text = String(dateTimeOf(value, label, zone).toUTC().toISO());
	if (/^\d{4}-/.test(text)) return text;
	const hint = 'Use a format such as 2026-01-31T12:00:00Z, or the date picker.';
	throw invalidParameter(label, 'is not a valid date', hint);
}

function dateTimeOf(value: unknown, label: string, zone: string): DateTime {
	if (value instanceof Date) return DateTime.fromJSDate(value);
	if (DateTime.isDateTime(value)) return value;
	const text = requiredString(value, label).replace(COMPACT_DATE_TIME, '$1T$2');
	if (/^-?\d+(\.\d+)?$/.test(text)) return sinceEpoch(Number(text));
	// Without a year it may be a time, which luxon takes for one of today.
	if (!/^\d{4}/.test(text)) return DateTime.fromRFC2822(text);
	const formats = [DateTime.fromISO(text.replace(' ', 'T'), { zone }), DateTime.fromSQL(text)];
	return formats.find(({ isValid }) => isValid) ?? formats[0];
}

function sinceEpoch(number: number): DateTime {
	const unit = UNITS_PER_SECOND.find((perSecond) => number / perSecond >= YEAR_2001);
	return unit ? DateTime.fromMillis(Math.round((number / unit) * 1000)) : DateTime.invalid('unknown unit');
}

/**
 * A JSON object, given as text or, by an expression, as an object.
 *
 * @param isComputed whether an expression or an AI agent gave the value: then it must contain something
 * @throws Failure when it is something else, or when a part of it can't be sent unchanged; nothing of it is quoted,
 *   since it may contain secrets
 */
export function toJsonObject(value: unknown, label: string, isComputed = false): IDataObject {
	if (isBlank(value)) throw invalidParameter(label, 'is empty');
	const object = typeof value === 'string' ? parse(value, label) : copyOf(value, label);
	if (!isObject(object)) {
		throw invalidParameter(label, 'must be a JSON object', 'Start it with { and end it with }.');
	}
	if (!isComputed || !hasNoValues(object)) return object;
	const hint = 'Check that the expression refers to fields of the input item.';
	throw invalidParameter(label, 'has no values', hint);
}

/** Whether there is nothing in a value, or only in objects and lists around nothing. */
function hasNoValues(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return isBlank(value);
	return Object.values(value).every(hasNoValues);
}

function parse(text: string, label: string): unknown {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const hint = 'Check the quotes, commas, and brackets at this position.';
		throw invalidParameter(label, `is not valid JSON${placeOf(error as Error, text)}`, hint);
	}
	const numbers = text.match(STRING_OR_NUMBER)?.filter((token) => token[0] !== '"') ?? [];
	if (!numbers.every(isExact)) throw invalidParameter(label, ...INEXACT);
	write(value, label, () => true);
	return value;
}

/** Where in a text `JSON.parse` failed. */
function placeOf({ message }: Error, text: string): string {
	const position = /at position (\d+)/.exec(message)?.[1];
	if (position === undefined) return '';
	const before = text.slice(0, Number(position));
	return ` (line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n')})`;
}

/** An object from an expression as it will be sent, so that nothing can change it later. */
function copyOf(value: unknown, label: string): unknown {
	const text = write(value, label, (number) => Number.isSafeInteger(number) || !Number.isInteger(number));
	return text === undefined ? undefined : JSON.parse(text);
}

/** Writes a value as JSON; undefined for a function. */
function write(value: unknown, label: string, isKept: (number: number) => boolean): string | undefined {
	let flaw: [reason: string, hint: string] | undefined;
	const check = (key: string, member: unknown): unknown => {
		if (typeof member === 'number' && !(Number.isFinite(member) && isKept(member))) flaw = INEXACT;
		if ([key, member].some((text) => typeof text === 'string' && hasLoneSurrogate(text))) flaw = TRUNCATED;
		return member;
	};
	let text: string | undefined;
	try {
		text = JSON.stringify(value, check);
	} catch {
		flaw = ["can't be converted to JSON", 'It contains itself, or is nested too deep.'];
	}
	if (flaw) throw invalidParameter(label, ...flaw);
	return text;
}

/** Whether a number in JSON text is still the same number after JavaScript has read it: up to 15 digits always are. */
function isExact(text: string): boolean {
	const number = Number(text);
	const digits = text
		.replace(/e.*/i, '')
		.replace(/[-.]/g, '')
		.replace(/^0+|0+$/g, '');
	if (digits === '' || String(number) === text) return true;
	return digits.length <= 15 && Number.isFinite(number) && Math.abs(number) > 1e-300;
}
