import { fs, path } from '../../test/support/node';

/** Stands for what only the first maintainer knows: RFC 2606's example domain, and a made-up owner of the repository. */
const PLACEHOLDER = /your-organization|example\.com/;

/** The files that contain placeholders until the maintainer has set them. */
const FILES = [
	'package.json',
	'credentials/AmpersandApi.credentials.ts',
	'nodes/Ampersand/Ampersand.node.json',
	'nodes/AmpersandTrigger/AmpersandTrigger.node.json',
	'.github/ISSUE_TEMPLATE/config.yml',
];

/**
 * What must be set before the package is published, one line for each place, such as
 * `package.json:7 "homepage": "https://…"`.
 *
 * @param root folder of the repository
 */
export function fieldsToSet(root: string): string[] {
	return FILES.flatMap((file) => placeholdersIn(file, fs.readFileSync(path.join(root, file), 'utf8')));
}

/** The lines of a file's text that contain a placeholder. */
export function placeholdersIn(file: string, text: string): string[] {
	return text
		.split('\n')
		.flatMap((line, index) => (PLACEHOLDER.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []));
}
