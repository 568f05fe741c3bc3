import { fs } from './node';

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
