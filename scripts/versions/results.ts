import { path } from '../../test/support/node';
import { readSection, writeSection } from '../../test/support/section';

/** What a run of tests has shown on one version. */
export interface Result {
	/** Which tests: `END_TO_END` or `FAST`. */
	tests: string;
	/** What the nodes ran in, such as `n8n 2.41.1`. */
	on: string;
	/** The exact version of Node.js. */
	node: string;
	passed: number;
	failed: number;
	/** Not run, because something that they need wasn't there. */
	skipped: number;
	/** The day, such as 2026-11-26. */
	date: string;
}

/** The tests of `npm run test:e2e:all`. */
export const END_TO_END = 'End-to-end';

/** The tests of `npm run test:nodes`. */
export const FAST = 'Unit, engine, and contract';

const DOCUMENT = path.resolve(module.path, '..', '..', 'docs', 'compatibility.md');
const TITLE = 'the results';

/** The order in the table. */
const ORDER = [END_TO_END, FAST];

const COLUMNS: Array<[title: string, keyof Result]> = [
	['tests', 'tests'],
	['ran in', 'on'],
	['Node.js', 'node'],
	['passed', 'passed'],
	['failed', 'failed'],
	['skipped', 'skipped'],
	['date', 'date'],
];

/** The results in docs/compatibility.md. */
export function savedResults(): Result[] {
	const [, , ...lines] = readSection(DOCUMENT, TITLE).split('\n');
	return lines.map(resultOf);
}

/** Replaces all results of the same tests in docs/compatibility.md. */
export function saveResults(results: Result[]): void {
	writeSection(DOCUMENT, TITLE, tableOf(merge(savedResults(), results)));
}

/** The results with new ones in the place of all earlier ones of the same tests. */
export function merge(before: Result[], results: Result[]): Result[] {
	const kept = before.filter(({ tests }) => !results.some((result) => result.tests === tests));
	return [...kept, ...results].sort((a, b) => ORDER.indexOf(a.tests) - ORDER.indexOf(b.tests));
}

/** The results as a table in Markdown, with aligned columns, so that it can be read in a terminal, too. */
export function tableOf(results: Result[]): string {
	const head = COLUMNS.map(([title]) => title);
	const rows = [head, ...results.map((result) => COLUMNS.map(([, key]) => String(result[key])))];
	const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])));
	lines.splice(
		1,
		0,
		widths.map((width) => '-'.repeat(width)),
	);
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The result of a line of the table. */
export function resultOf(line: string): Result {
	const [tests, on, node, passed, failed, skipped, date] = line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());
	return { tests, on, node, passed: Number(passed), failed: Number(failed), skipped: Number(skipped), date };
}
