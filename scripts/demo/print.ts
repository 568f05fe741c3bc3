import type { INodeExecutionData } from 'n8n-workflow';
import type { EngineResult } from '../../test/support/engine';
import { process } from '../../test/support/node';
import { formatTable, truncate, wrap } from './table';

/** Width of a terminal that doesn't tell its own. */
const STANDARD_WIDTH = 80;
const INDENT = '   ';
const ARROW = ' → ';
const NO_BREAK_SPACE = '\u00a0';

/** Items that a table shows; the rest are counted. */
const MAX_ITEMS = 4;
/** Lines that a quoted text shows. */
const MAX_LINES = 8;

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

/** Prints the path that an execution took through a workflow: the nodes that ran, in their order. */
export function printPath({ run }: EngineResult): void {
	const { runData } = run.data.resultData;
	const order = (name: string) => runData[name][0].executionIndex;
	const nodes = Object.keys(runData).sort((a, b) => order(a) - order(b));
	// A name isn't broken in two: its spaces are no places to wrap at.
	const path = nodes.map((name) => name.replaceAll(' ', NO_BREAK_SPACE)).join(ARROW);
	printLines(wrap(path, width() - INDENT.length).map((line) => line.replaceAll(NO_BREAK_SPACE, ' ')));
}

/** Prints a sentence. */
export function printSentence(text: string): void {
	printLines(wrap(text, width() - INDENT.length));
}

/** Prints items as a table. */
export function printItems(items: INodeExecutionData[]): void {
	const shown = items.slice(0, MAX_ITEMS).map(({ json }) => json);
	printLines(formatTable(shown, width() - 2 * INDENT.length), INDENT + INDENT);
	if (items.length > shown.length) printLines([`… and ${items.length - shown.length} more`], INDENT + INDENT);
}

/** Prints the first lines of a text. */
export function printText(text: string): void {
	const inner = width() - 2 * INDENT.length - '│ '.length;
	const lines = text
		.split('\n')
		.filter(Boolean)
		.slice(0, MAX_LINES)
		.flatMap((line) => wrap(line, inner));
	printLines(
		lines.map((line) => `│ ${line}`),
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
