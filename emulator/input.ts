import { type Issue, Problem } from './problem';

/** A request body that must be a JSON object. */
export function objectBody(body: unknown): Record<string, unknown> {
	if (isObject(body)) return body;
	throw new Problem(400, 'The body must be a JSON object', {
		issues: [{ in: 'body', name: 'body', detail: 'is not an object' }],
	});
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The issues of members that must be there as text. */
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

/** The issues of metadata that is not as schema `ProviderMetadata` has it. */
export function metadataIssues(metadata: unknown): Issue[] {
	if (metadata === undefined) return [];
	const entries = isObject(metadata) ? Object.entries(metadata) : [['', undefined] as const];
	return entries
		.filter(
			([, entry]) =>
				!isObject(entry) ||
				typeof entry.value !== 'string' ||
				!['input', 'token', 'provider'].includes(String(entry.source)),
		)
		.map(([name]) => ({
			in: 'body',
			name: `providerMetadata.${name}`,
			detail: 'needs a value and a source, which is input, token or provider',
		}));
}
