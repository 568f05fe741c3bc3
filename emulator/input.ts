import { type Issue, Problem } from './problem';

/**
 * A request body that must be a JSON object.
 *
 * @throws Problem 400 when it is something else
 */
export function objectBody(body: unknown): Record<string, unknown> {
	if (isObject(body)) return body;
	throw new Problem(400, 'The body must be a JSON object', {
		issues: [{ in: 'body', name: 'body', detail: 'is not an object' }],
	});
}

/** Whether a value is an object, and neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The issues of fields that must hold a text that is not empty. */
export function missingTexts(body: Record<string, unknown>, names: string[]): Issue[] {
	return names
		.filter((name) => typeof body[name] !== 'string' || body[name] === '')
		.map((name) => ({
			in: 'body',
			name,
			detail:
				body[name] === undefined || body[name] === '' ? `${name} is required` : `${name} must be a string`,
		}));
}

/**
 * Texts that a request body must have.
 *
 * @throws Problem 422 when one is missing
 */
export function textsIn<Name extends string>(raw: unknown, names: Name[]): Record<Name, string> {
	const body = objectBody(raw);
	const issues = missingTexts(body, names);
	if (issues.length) throw new Problem(422, 'Fields are missing', { issues });
	return body as Record<Name, string>;
}

/**
 * A query parameter that is true or false.
 *
 * @throws Problem 400 when it is something else
 */
export function booleanQuery(query: Record<string, string>, name: string): boolean {
	const value = query[name];
	if (value === undefined || value === 'true' || value === 'false') return value === 'true';
	throw new Problem(400, `Invalid ${name}`, {
		issues: [{ in: 'query', name, detail: 'must be true or false', value }],
	});
}
