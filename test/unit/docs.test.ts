import { operations } from '../../nodes/Ampersand/resources';
import { fs, path } from '../support/node';

const DOCUMENTS = ['.', 'docs', 'bench', 'emulator', 'examples'].flatMap((folder) =>
	fs
		.readdirSync(folder)
		.filter((name) => name.endsWith('.md'))
		.map((name) => path.join(folder, name)),
);

const textOf = (file: string): string => fs.readFileSync(file, 'utf8');
const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, '');
const matches = (text: string, pattern: RegExp): string[] =>
	[...text.matchAll(pattern)].map(([, match]) => match);

/** The IDs that GitHub gives to a document's headings. */
function anchorsOf(file: string): string[] {
	return matches(withoutCode(textOf(file)), /^#+ (.*)$/gm).map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\w\- ]/g, '')
			.replace(/ /g, '-'),
	);
}

/** All sources of the nodes; parts of a text that depend on values are shown as `…`. */
function sources(folder = 'nodes'): string {
	return fs
		.readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => textOf(path.join(folder, name)))
		.join('\n')
		.replace(/\$\{[^}]*\}/g, '…');
}

describe.each(DOCUMENTS)('%s', (file) => {
	const text = withoutCode(textOf(file));

	it('has no broken link to a file or a heading', () => {
		const broken = matches(text, /\]\(([^)\s]+)\)/g).filter((link) => {
			// Links to another site, and to pages of the repository on GitHub.
			if (/^(https?:|\.\.\/\.\.\/)/.test(link)) return false;
			const [target, anchor] = link.split('#');
			const linked = target ? path.join(path.dirname(file), target) : file;
			return !fs.existsSync(linked) || (anchor !== undefined && !anchorsOf(linked).includes(anchor));
		});
		expect(broken).toEqual([]);
	});

	it('names no file and no command that does not exist', () => {
		const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
		const code = matches(text, /`([^`\n]+)`/g);
		const files = code.filter((name) =>
			/^(nodes|test|docs|bench|examples|scripts|emulator|credentials|icons|\.github|\.ci)\/[\w./-]+$/.test(
				name,
			),
		);
		const commands = code.flatMap((name) => matches(name, /^npm run (?:--silent )?([\w:]+)/g));
		expect(files.filter((name) => !name.endsWith('.cache') && !fs.existsSync(name))).toEqual([]);
		expect(commands.filter((name) => !(name in scripts))).toEqual([]);
	});
});

describe('README.md', () => {
	it('is short enough to read', () => {
		expect(textOf('README.md').split('\n').length).toBeLessThan(200);
	});

	it.each(Object.keys(operations))('lists every operation of %s, as the editor names it', (resource) => {
		const text = textOf('README.md');
		const [, table = ''] = text.split(new RegExp(`^\\| ${resource} \\|.*\\n`, 'im'));
		const listed = matches(table.split('\n\n')[0], /^\| \*\*([^*]+)\*\*/gm);
		expect(listed.sort()).toEqual(
			Object.values(operations[resource])
				.map(({ option }) => option.name)
				.sort(),
		);
	});

	it('quotes the messages of the nodes as they are', () => {
		const section = textOf('README.md').split('## Troubleshooting')[1];
		const quotes = matches(section, /(?<!\*)\*([^*|]+)\*(?!\*)/g);
		const values = / titled '…', |…|http:\/\/localhost:5678|'Connection'|\[item 3\]|n8n-/;
		const parts = quotes
			.flatMap((quote) => quote.split(values))
			.map((part) => part.replace(/^[' .]+|[' ]+$/g, ''));
		const texts = sources();
		expect(parts.length).toBeGreaterThan(8);
		expect(parts.filter((part) => !texts.includes(part))).toEqual([]);
	});
});

describe('the layout in CONTRIBUTING.md', () => {
	it('names only folders that exist', () => {
		const layout = /## Layout\s+```\n([\s\S]*?)\n```/.exec(textOf('CONTRIBUTING.md'))?.[1] ?? '';
		let parent = '';
		const folders = layout.split('\n').flatMap((line) => {
			const names = line
				.trim()
				.split(/\s{3,}/)[0]
				.split(/\s+/);
			if (line.startsWith(' ')) return names.map((name) => path.join(parent, name));
			[parent] = names;
			return names;
		});
		expect(folders.length).toBeGreaterThan(15);
		expect(folders.filter((folder) => !fs.existsSync(folder))).toEqual([]);
	});
});
