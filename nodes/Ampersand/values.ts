import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { invalidParameter } from '../shared/errors/failure';
import { jsonErrorOffset } from '../shared/json';
import { requiredString } from '../shared/transport/path';

/**
 * A text that may be left empty.
 *
 * @returns undefined when there is nothing in it
 * @throws Failure when it is neither a text nor a number
 */
export function optionalText(value: unknown, where: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value === 'string' && value.trim() === '') return undefined;
	return requiredString(value, where);
}

/** Words separated by spaces, commas or line breaks; a list of texts is taken as it is. */
export function wordList(value: unknown, where: string): string[] | undefined {
	const parts = Array.isArray(value) ? value : [value];
	const words = parts.flatMap((part) => optionalText(part, where)?.split(/[\s,]+/) ?? []).filter(Boolean);
	return words.length ? words : undefined;
}

/**
 * A whole number within bounds.
 *
 * @throws Failure when it is something else; digits in a text are taken for the number
 */
export function wholeNumber(value: unknown, where: string, from: number, to?: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (
		typeof number === 'number' &&
		Number.isInteger(number) &&
		number >= from &&
		number <= (to ?? Infinity)
	) {
		return number;
	}
	throw invalidParameter(
		where,
		`must be a whole number ${to === undefined ? `of at least ${from}` : `from ${from} to ${to}`}`,
	);
}

/** True and false, also as text, as expressions often give them. */
export function yesOrNo(value: unknown, where: string): boolean {
	if (typeof value === 'boolean') return value;
	if (value === undefined || value === null || value === '') return false;
	if (value === 'true' || value === 'false') return value === 'true';
	throw invalidParameter(where, 'must be true or false');
}

/** One of several values. */
export function oneOf(value: unknown, where: string, choices: readonly string[]): string {
	if (typeof value === 'string' && choices.includes(value)) return value;
	throw invalidParameter(where, `must be one of: ${choices.join(', ')}`);
}

/**
 * A moment, as the API wants it (RFC 3339, UTC).
 *
 * @param value a date with or without offset, or milliseconds since 1970
 * @param zone the workflow's time zone, for a date without an offset
 * @throws Failure when it is no date
 */
export function moment(value: unknown, where: string, zone: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const parsed =
		typeof value === 'number'
			? DateTime.fromMillis(value)
			: value instanceof Date
				? DateTime.fromJSDate(value)
				: DateTime.fromISO(requiredString(value, where).trim().replace(' ', 'T'), { zone });
	const text = parsed.toUTC().toISO();
	if (text === null) {
		throw invalidParameter(
			where,
			'is not a date',
			'Write it like 2026-01-31T12:00:00Z, or use the date picker.',
		);
	}
	return text;
}

/**
 * A JSON object, given as text or, by an expression, as an object.
 *
 * @throws Failure when it is something else; of a text that is no JSON, where the mistake is, but nothing of the
 *   text itself, since it may hold secrets
 */
export function jsonObject(value: unknown, where: string): IDataObject {
	const parsed = typeof value === 'string' ? parseJson(value, where) : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw invalidParameter(where, 'must be a JSON object', 'Begin it with { and end it with }.');
	}
	return parsed as IDataObject;
}

function parseJson(text: string, where: string): unknown {
	if (text.trim() === '') throw invalidParameter(where, 'is empty');
	try {
		return JSON.parse(text);
	} catch {
		const before = text.slice(0, jsonErrorOffset(text)).split('\n');
		const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
		throw invalidParameter(
			where,
			`is not valid JSON: the mistake is at ${place}`,
			'Check quotes, commas and brackets there.',
		);
	}
}
