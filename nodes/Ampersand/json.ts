import type { IDataObject } from 'n8n-workflow';
import { invalidParameter } from '../shared/errors/failure';
import { asJsonObject, isBlank } from './conversions';

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

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
