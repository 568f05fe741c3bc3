import type {
	IDisplayOptions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

const HEAD = ['parameter', 'name', 'type', 'default', 'shown', 'description'];

/** How placeholders begin that show a value; others are prompts, such as *Add Option*. */
const EXAMPLE = 'e.g. ';

/** These choose the operation, whose heading tells them already. */
const CHOICES: ReadonlySet<string> = new Set(['resource', 'operation']);

/** All parameters of nodes in Markdown: for each operation, what n8n's editor shows. */
export function reference(nodes: INodeType[]): string {
	return nodes.flatMap(sectionsOf).join('\n\n');
}

function sectionsOf({ description }: INodeType): string[] {
	const { displayName, properties } = description;
	const head = `## ${displayName}\n\n${description.description}.`;
	const operations = properties.filter(({ name }) => name === 'operation');
	if (operations.length === 0) return [head, tableOf(properties)];
	const sections = operations.flatMap((list) => {
		const resource = String(list.displayOptions?.show?.resource?.[0]);
		return (list.options as INodePropertyOptions[]).map((option) => {
			const shown = properties.filter((property) => belongsTo(property, resource, String(option.value)));
			const title = `### ${option.name} (${resource}: \`${String(option.value)}\`)`;
			return [title, `${option.description ?? ''}. For AI agents: *${option.action}*.`, tableOf(shown)].join(
				'\n\n',
			);
		});
	});
	return [head, ...sections];
}

function belongsTo({ name, displayOptions }: INodeProperties, resource: string, operation: string): boolean {
	const { show = {} } = displayOptions ?? {};
	const includes = (values: unknown[] | undefined, value: string): boolean =>
		!values || values.includes(value);
	return !CHOICES.has(name) && includes(show.resource, resource) && includes(show.operation, operation);
}

function tableOf(properties: INodeProperties[]): string {
	const rows = properties.flatMap((property) => rowsOf(property, []));
	return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A row for a parameter, and for each parameter in it. */
function rowsOf(property: INodeProperties, parents: string[]): string[][] {
	const titles = [...parents, property.displayName];
	const row = [
		titles.join(' → '),
		`\`${property.name}\``,
		[property.type, property.required && 'required'].filter(Boolean).join(', '),
		isBlank(property.default) ? '' : `\`${JSON.stringify(property.default)}\``,
		conditionsOf(property.displayOptions),
		textOf(property),
	];
	return [
		row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')),
		...nestedOf(property, titles),
	];
}

function nestedOf({ type, options = [] }: INodeProperties, titles: string[]): string[][] {
	if (type === 'collection')
		return (options as INodeProperties[]).flatMap((option) => rowsOf(option, titles));
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) =>
		values.flatMap((value) => rowsOf(value, titles)),
	);
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === '' || JSON.stringify(value) === '{}';
}

/** Such as `authScheme: apiKey`, beyond resource and operation. */
function conditionsOf({ show = {}, hide = {} }: IDisplayOptions = {}): string {
	const listed = (conditions: NonNullable<IDisplayOptions['show']>, prefix: string): string[] =>
		Object.entries(conditions)
			.filter(([name]) => !CHOICES.has(name))
			.map(
				([name, values]) =>
					`${prefix}\`${name}\`: ${values?.map((value) => JSON.stringify(value)).join(', ')}`,
			);
	return [...listed(show, ''), ...listed(hide, 'not ')].join('; ');
}

/** Its description, the choices that it offers, and an example. */
function textOf({ description, type, options, modes, placeholder, hint }: INodeProperties): string {
	const isList = type === 'options' || type === 'multiOptions';
	const choices = isList ? (options as INodePropertyOptions[] | undefined) : undefined;
	const choice = ({ name, value, description: about }: INodePropertyOptions): string =>
		`*${name}* (\`${String(value)}\`)${about ? `: ${about}` : ''}`;
	const mode = ({ displayName, name, placeholder: example }: (typeof modes & object)[number]): string =>
		`*${displayName}* (\`${name}\`)${example?.startsWith(EXAMPLE) ? `, ${example}` : ''}`;
	return [description, hint, placeholder, choices?.map(choice).join('; '), modes?.map(mode).join('; ')]
		.filter(Boolean)
		.map((text) => String(text).replace(/\.$/, ''))
		.join('. ');
}
