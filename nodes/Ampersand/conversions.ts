import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { invalidParameter } from '../shared/errors/failure';
import { isBlank, isObject, requiredString } from '../shared/values';

/** 2001-01-01 in milliseconds since 1970: a smaller number is taken as seconds. */
const FIRST_MILLISECONDS = 978_307_200_000;

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Text that may be left empty; a number counts as its digits.
 *
 * @returns undefined when it is empty
 * @throws Failure when it is neither text nor a number
 */
export function optionalString(value: unknown, label: string): string | undefined {
	return isBlank(value) ? undefined : requiredString(value, label);
}

/** Words separated by spaces, commas, or line breaks; undefined when there are none. */
export function toStringList(value: unknown, label: string): string[] | undefined {
	const parts = Array.isArray(value) ? value : [value];
	const words = parts.flatMap((part) => optionalString(part, label)?.split(/[\s,]/) ?? []).filter(Boolean);
	return words.length ? words : undefined;
}

/**
 * A number, also as text, as n8n's variables always are.
 *
 * @throws Failure when it is something else
 */
export function toNumber(value: unknown, label: string): number {
	const number = numberIn(value);
	if (!Number.isNaN(number)) return number;
	throw invalidParameter(label, 'must be a number');
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
	if (typeof value === 'string' && !isBlank(value)) return Number(value);
	return typeof value === 'number' ? value : NaN;
}

/** True or false, also as text, as expressions often give them; nothing counts as false. */
export function toBoolean(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	if (isBlank(value)) return false;
	if (value === 'true' || value === 'false') return value === 'true';
	throw invalidParameter(label, 'must be true or false');
}

/**
 * A point in time as the API expects it (RFC 3339, UTC).
 *
 * @param value a date in ISO or RFC 2822 form, a Date, a luxon DateTime, or seconds or milliseconds since 1970
 * @param zone the workflow's time zone, for a date without an offset
 * @throws Failure when it isn't a date, or is a number for a time before 2001
 */
export function toTimestamp(value: unknown, label: string, zone: string): string | undefined {
	if (isBlank(value)) return undefined;
	const text = dateTimeOf(value, label, zone).toUTC().toISO();
	if (text !== null) return text;
	throw invalidParameter(
		label,
		'is not a valid date',
		'Use a format such as 2026-01-31T12:00:00Z, or the date picker.',
	);
}

function dateTimeOf(value: unknown, label: string, zone: string): DateTime {
	if (value instanceof Date) return DateTime.fromJSDate(value);
	if (DateTime.isDateTime(value)) return value;
	const text = requiredString(value, label).trim();
	if (/^-?\d+(\.\d+)?$/.test(text)) {
		const number = Number(text);
		const milliseconds = Math.abs(number) < FIRST_MILLISECONDS ? number * 1000 : number;
		if (milliseconds >= FIRST_MILLISECONDS) return DateTime.fromMillis(Math.round(milliseconds));
		return DateTime.invalid('before 2001');
	}
	const iso = DateTime.fromISO(text.replace(' ', 'T'), { zone });
	return iso.isValid ? iso : DateTime.fromRFC2822(text);
}

/**
 * A JSON object, given as text or, by an expression, as an object.
 *
 * @throws Failure when it is something else, or contains a number that JavaScript can't represent exactly; nothing of
 *   the text is quoted, since it may contain secrets
 */
export function toJsonObject(value: unknown, label: string): IDataObject {
	if (isBlank(value)) throw invalidParameter(label, 'is empty');
	if (typeof value !== 'string') {
		if (containsInexactNumber(value)) throw inexactNumber(label);
		return asJsonObject(value, label);
	}
	const parsed = parse(value, label);
	if (value.match(STRING_OR_NUMBER)?.some((token) => token[0] !== '"' && !isExact(token))) {
		throw inexactNumber(label);
	}
	return asJsonObject(parsed, label);
}

/**
 * A value that must be a JSON object.
 *
 * @throws Failure when it isn't
 */
function asJsonObject(value: unknown, label: string): IDataObject {
	if (isObject(value)) return value;
	throw invalidParameter(label, 'must be a JSON object', 'Start it with { and end it with }.');
}

function parse(text: string, label: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		const position = /at position (\d+)/.exec((error as Error).message)?.[1];
		const before = text.slice(0, Number(position));
		const [line, column] = [before.split('\n').length, before.length - before.lastIndexOf('\n')];
		const place = position ? ` (line ${line}, column ${column})` : '';
		throw invalidParameter(
			label,
			`is not valid JSON${place}`,
			'Check the quotes, commas, and brackets at this position.',
		);
	}
}

function inexactNumber(label: string): Error {
	return invalidParameter(
		label,
		'contains a number that is too large or too precise to be sent unchanged',
		'Put it in quotes to send it as text.',
	);
}

/** Whether a number in JSON text is still the same number after JavaScript has read it. */
function isExact(text: string): boolean {
	const number = Number(text);
	return Number.isFinite(number) && significantDigits(text) === significantDigits(String(number));
}

/** A decimal number in one form, such as `12|5` for 12000, so that two spellings can be compared. */
function significantDigits(text: string): string {
	const [mantissa, exponent = 0] = text.replace(/^-/, '').toLowerCase().split('e');
	const [whole, fraction = ''] = mantissa.split('.');
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return significant;
	return `${significant}|${Number(exponent) - fraction.length + digits.length}`;
}

function containsInexactNumber(value: unknown): boolean {
	if (typeof value === 'number') {
		return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
	}
	return typeof value === 'object' && value !== null && Object.values(value).some(containsInexactNumber);
}
