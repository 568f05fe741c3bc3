import { fs } from './node';

/**
 * Replaces a generated section of a document: what is between `<!-- title: written by … -->` and `<!-- end of title -->`.
 *
 * @param title of the section, such as `the fault table`
 * @throws Error if the document has no such section
 */
export function writeSection(document: string, title: string, content: string): void {
	const text = fs.readFileSync(document, 'utf8');
	const begin = text.match(new RegExp(`<!-- ${title}: written by .* -->`));
	const end = text.indexOf(`<!-- end of ${title} -->`);
	if (begin?.index === undefined || end < 0) throw new Error(`${document} has no section "${title}"`);
	const before = text.slice(0, begin.index + begin[0].length);
	fs.writeFileSync(document, `${before}\n\n${content}\n\n${text.slice(end)}`);
}
