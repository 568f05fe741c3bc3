import type { INodePropertyOptions } from 'n8n-workflow';
import { invalidParameter } from './errors/failure';

/** Whether there is nothing in a value: missing, null, or blank text. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
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
