import { properties } from '../../nodes/Ampersand/resources';
import { fs } from '../support/node';
import { describeWith, descriptionPath } from './openapi';

interface Schema {
	name?: string;
	enum?: string[];
	schema?: Schema;
	properties: Record<string, Schema>;
}

interface Description {
	components: { schemas: Record<string, Schema> };
	paths: Record<string, { get: { parameters: Schema[] } }>;
}

const CONNECTION_PATH = '/projects/{projectIdOrName}/connections/{connectionId}';

describeWith(descriptionPath)('the API description, for lists of choices', () => {
	const text = descriptionPath ? fs.readFileSync(descriptionPath, 'utf8') : '';
	const read = () => JSON.parse(text) as Description;

	it.each<[string, (description: Description) => Schema | undefined]>([
		['status', ({ components }) => components.schemas.Connection.properties.status],
		['healthStatus', ({ components }) => components.schemas.Installation.properties.healthStatus],
		[
			'refresh',
			({ paths }) => paths[CONNECTION_PATH].get.parameters.find(({ name }) => name === 'refresh')?.schema,
		],
	])('names exactly those of the field %s', (name, described) => {
		expect(choicesOf(name)).toContainEqual([...(described(read())?.enum ?? [])].sort());
	});
});

/** The values that each of the node's fields with this name offers. */
function choicesOf(name: string): string[][] {
	const found: string[][] = [];
	JSON.stringify(properties, (_, field: { name?: string; options?: Array<{ value?: string }> } | null) => {
		if (field?.name === name && field.options)
			found.push(field.options.map(({ value }) => String(value)).sort());
		return field;
	});
	return found;
}
