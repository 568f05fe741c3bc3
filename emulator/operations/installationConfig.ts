import { isObject } from '../input';
import { type Issue, Problem } from '../problem';
import type { ConfigContent, StoredConnection } from '../state';
import type { EmulatorOptions } from '../types';

/** What the objects of each kind must have (schemas `ReadConfigObject`, `WriteConfigObject`, `SubscribeConfigObject`). */
const REQUIRED_FIELDS: Record<string, string[]> = {
	read: ['objectName', 'selectedFields', 'selectedFieldMappings'],
	write: ['objectName'],
	subscribe: ['objectName', 'destination', 'inheritFieldsAndMappings'],
};

/** The issues of a config's content that is not as schema `ConfigContent` has it, or is for another provider. */
export function configIssues(content: unknown, provider: string): Issue[] {
	const name = 'config.content';
	if (!isObject(content)) return [{ in: 'body', name, detail: 'is required' }];
	const issues: Issue[] = [];
	if (content.provider !== provider) {
		const detail = `must be ${provider}, the provider of the integration`;
		issues.push({ in: 'body', name: `${name}.provider`, detail, value: content.provider });
	}
	for (const [kind, fields] of Object.entries(REQUIRED_FIELDS)) {
		const section = content[kind];
		if (section !== undefined) issues.push(...sectionIssues(section, `${name}.${kind}`, kind, fields));
	}
	return issues;
}

/**
 * Reads a sample, by which a config is validated before it is saved.
 *
 * @throws Problem 422 when that fails: because the option says so, or the credentials are broken
 */
export function sampleRead(
	{ read }: ConfigContent,
	{ connection }: StoredConnection,
	{ failSampling = false }: Pick<EmulatorOptions, 'failSampling'>,
): void {
	const [objectName] = Object.keys(read?.objects ?? {});
	if (objectName === undefined) return;
	if (!failSampling && connection.status !== 'bad_credentials') return;
	const detail = failSampling
		? 'a selected field is not visible to the connected user'
		: 'the provider rejects the credentials of the connection';
	throw new Problem(422, `The sample read of ${objectName} failed`, {
		issues: [{ in: 'body', name: `config.content.read.objects.${objectName}`, detail }],
	});
}

function sectionIssues(section: unknown, name: string, kind: string, fields: string[]): Issue[] {
	const objects = isObject(section) ? section.objects : section;
	if (objects === undefined && kind === 'write') return [];
	if (!isObject(objects)) return [{ in: 'body', name: `${name}.objects`, detail: 'must be an object' }];
	return Object.entries(objects).flatMap(([objectName, object]) => {
		const missing = fields.filter((field) => !isObject(object) || object[field] === undefined);
		return missing.map(
			(field): Issue => ({
				in: 'body',
				name: `${name}.objects.${objectName}.${field}`,
				detail: 'is required',
			}),
		);
	});
}
