import { fs, path } from './node';

/**
 * A generated section of a document: what is between `<!-- title: written by … -->` and `<!-- end of title -->`.
 *
 * @param title of the section, such as `the fault table`
 * @throws Error if the document has no such section
 */
export function readSection(document: string, title: string): string {
	return partsOf(document, title).content.trim();
}

/**
 * What is wrong with a section that `npm run docs` writes, in one sentence; undefined if nothing is.
 *
 * @param title of the section, such as `the fault table`
 * @param content what it should be
 * @throws Error if the document has no such section
 */
export function staleSection(document: string, title: string, content: string): string | undefined {
	const [written, wanted] = [readSection(document, title), content.trim()].map((text) => text.split('\n'));
	const line = wanted.findIndex((text, index) => text !== written[index]);
	if (line < 0 && written.length === wanted.length) return undefined;
	const [is = '', shouldBe = ''] = [written, wanted].map((lines) =>
		lines.at(line < 0 ? wanted.length : line),
	);
	return `Run \`npm run docs\`: in ${path.relative('.', document)}, the first line that differs is "${is}" and should be "${shouldBe}"`;
}

/**
 * Replaces a generated section of a document.
 *
 * @param title of the section, such as `the fault table`
 * @throws Error if the document has no such section
 */
export function writeSection(document: string, title: string, content: string): void {
	const { before, after } = partsOf(document, title);
	fs.writeFileSync(document, `${before}\n\n${content}\n\n${after}`);
}

function partsOf(document: string, title: string): { before: string; content: string; after: string } {
	const text = fs.readFileSync(document, 'utf8');
	const begin = text.match(new RegExp(`<!-- ${title}: written by .* -->`));
	const end = text.indexOf(`<!-- end of ${title} -->`);
	if (begin?.index === undefined || end < 0) throw new Error(`${document} has no section "${title}"`);
	const from = begin.index + begin[0].length;
	return { before: text.slice(0, from), content: text.slice(from, end), after: text.slice(end) };
}
