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

/** The values of `CHOICES`; none for a node without operations. */
type Choices = Record<string, string>;

/** All parameters of nodes in Markdown, as n8n's editor shows them: first those of all operations, then those of each. */
export function reference(nodes: INodeType[]): string {
	return nodes.flatMap(sectionsOf).join('\n\n');
}

function sectionsOf({ description }: INodeType): string[] {
	const { displayName, properties } = description;
	const head = `## ${displayName}\n\n${description.description}.`;
	const operations = operationsOf(properties);
	if (operations.length === 0) return [head, tableOf(rowsOf(properties))];
	const [first, ...others] = operations.map(({ rows }) => rows);
	const common = first.filter((row) => others.every((rows) => rows.includes(row)));
	const sections = operations.flatMap(({ title, about, rows }) => [
		title,
		about,
		tableOf(rows.filter((row) => !common.includes(row))),
	]);
	return [head, '### All operations', tableOf(common), ...sections];
}

interface Operation {
	title: string;
	about: string;
	/** Its parameters, each as a row of a table. */
	rows: string[];
}

function operationsOf(properties: INodeProperties[]): Operation[] {
	const lists = properties.filter(({ name }) => name === 'operation');
	return lists.flatMap((list) => {
		const resource = String(list.displayOptions?.show?.resource?.[0]);
		return (list.options as INodePropertyOptions[]).map(({ name, value, description, action }) => ({
			title: `### ${name} (${resource}: \`${String(value)}\`)`,
			about: `${description ?? ''}. For AI agents: *${action}*.`,
			rows: rowsOf(properties, { resource, operation: String(value) }),
		}));
	});
}

/** Where a parameter is: its label and its name, both with those of the collections around it. */
interface Place {
	label: string;
	path: string;
}

/** A row for each parameter that is shown with these choices, and for each parameter in it. */
function rowsOf(properties: INodeProperties[], choices: Choices = {}, parent?: Place): string[] {
	return properties
		.filter((property) => property.type !== 'hidden' && belongsTo(property, choices))
		.flatMap((property) => {
			const { displayName, name } = property;
			const place = {
				label: parent ? `${parent.label} → ${displayName}` : displayName,
				path: parent ? `${parent.path}.${name}` : name,
			};
			return [...rowOf(property, place), ...nestedRows(property, choices, place)];
		});
}

function nestedRows({ type, options = [] }: INodeProperties, choices: Choices, place: Place): string[] {
	if (type === 'collection') return rowsOf(options as INodeProperties[], choices, place);
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
		rowsOf(values, choices, { ...place, path: `${place.path}.${name}` }),
	);
}

/** Whether a parameter is shown with these choices, whatever the others are. */
function belongsTo({ name, displayOptions }: INodeProperties, choices: Choices): boolean {
	const { show = {} } = displayOptions ?? {};
	const isShown = ([choice, value]: [string, string]): boolean =>
		// Within a collection, the path to a parameter outside of it begins with a slash.
		[show[choice], show[`/${choice}`]].every((values) => !values || (values as unknown[]).includes(value));
	return !CHOICES.has(name) && Object.entries(choices).every(isShown);
}

function tableOf(rows: string[]): string {
	return [lineOf(HEAD), lineOf(HEAD.map(() => '---')), ...rows].join('\n');
}

function lineOf(cells: string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** The row of a parameter; none for a collection about which only its parameters say something. */
function rowOf(property: INodeProperties, { label, path }: Place): string[] {
	const conditions = conditionsOf(property.displayOptions);
	const text = textOf(property);
	if (['collection', 'fixedCollection'].includes(property.type) && !conditions && !text) return [];
	const type = [property.type, property.required && 'required'].filter(Boolean).join(', ');
	const value = isBlank(property.default) ? '' : `\`${JSON.stringify(property.default)}\``;
	return [lineOf([label, `\`${path}\``, type, value, conditions, text])];
}

function isBlank(value: unknown): boolean {
	// A locator starts empty, in the mode that is listed first.
	const text =
		value && typeof value === 'object' && 'mode' in value && 'value' in value ? value.value : value;
	return text === undefined || text === '' || JSON.stringify(text) === '{}';
}

/** Such as `authScheme: apiKey`, beyond resource and operation. */
function conditionsOf({ show = {}, hide = {} }: IDisplayOptions = {}): string {
	const listed = (conditions: NonNullable<IDisplayOptions['show']>, prefix: string): string[] =>
		Object.entries(conditions)
			.filter(([name]) => !CHOICES.has(name.replace('/', '')))
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
	const mode = ({ displayName, name, placeholder: shown }: (typeof modes & object)[number]): string =>
		`*${displayName}* (\`${name}\`)${shown?.startsWith(EXAMPLE) ? `, ${shown}` : ''}`;
	const example = placeholder?.startsWith(EXAMPLE) ? placeholder : undefined;
	return [description, hint, example, choices?.map(choice).join('; '), modes?.map(mode).join('; ')]
		.filter(Boolean)
		.map((text) => String(text).replace(/\.$/, ''))
		.join('. ');
}
