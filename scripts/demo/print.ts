import type { INodeExecutionData } from 'n8n-workflow';
import type { EngineResult, WorkflowFile } from '../../test/support/engine';
import { process } from '../../test/support/node';
import { formatTable, truncate } from './table';

/** Width of a terminal that doesn't tell its own. */
const STANDARD_WIDTH = 80;
const INDENT = '   ';
const ARROW = ' → ';

/** Items that a table shows; the rest are counted. */
const MAX_ITEMS = 4;
/** Lines that a quoted text shows. */
const MAX_LINES = 4;

let scenes = 0;

/** Prints a line. */
export function print(text = ''): void {
	process.stdout.write(`${text}\n`);
}

/** Prints the title of a scene, with its number. */
export function printTitle(title: string): void {
	print(truncate(`\n${++scenes}. ${title}`, width()));
}

/** Prints indented lines, each cut to the width of the terminal. */
export function printLines(lines: string[], indent = INDENT): void {
	for (const line of lines) print(indent + truncate(line, width() - indent.length));
}

/** Prints which nodes of a workflow ran, with the number of items that each returned. */
export function printNodes(file: WorkflowFile, result: EngineResult): void {
	const nodes = file.nodes.flatMap(({ name, onError }) => {
		const ran = result.nodes[name];
		if (!ran) return [];
		const counts = ran.outputs.map(({ length }) => length);
		const failed = onError === 'continueErrorOutput' ? counts.pop() : 0;
		const total = counts.reduce((sum, count) => sum + count, 0);
		return [`${name} (${total}${failed ? `, ${failed} failed` : ''})`];
	});
	let line = '';
	for (const node of nodes) {
		if (line && `${line}${node}${ARROW}`.length > width() - INDENT.length) {
			printLines([line.trimEnd()]);
			line = '';
		}
		line += node === nodes.at(-1) ? node : node + ARROW;
	}
	printLines([line]);
}

/** Prints items as a table. */
export function printItems(items: INodeExecutionData[]): void {
	const shown = items.slice(0, MAX_ITEMS).map(({ json }) => json);
	printLines(formatTable(shown, width() - 2 * INDENT.length), INDENT + INDENT);
	if (items.length > shown.length) printLines([`… and ${items.length - shown.length} more`], INDENT + INDENT);
}

/** Prints the first lines of a text. */
export function printText(text: string): void {
	const lines = text.split('\n').filter(Boolean);
	printLines(
		lines.slice(0, MAX_LINES).map((line) => `│ ${line}`),
		INDENT + INDENT,
	);
}

/**
 * Prints that something is as expected.
 *
 * @throws Error when it isn't
 */
export function expectThat(holds: boolean, what: string): void {
	if (!holds) throw new Error(`The demo failed: expected that ${what}`);
	printLines([`✓ ${what}`]);
}

function width(): number {
	return process.stdout.columns ?? STANDARD_WIDTH;
}
