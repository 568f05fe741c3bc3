import type { IDataObject } from 'n8n-workflow';

/** Fields that tell the most about an item, the most telling first. Others follow in their own order. */
const TELLING_FIELDS = [
	'deleted',
	'error',
	'provider',
	'status',
	'healthStatus',
	'groupRef',
	'groupName',
	'consumerName',
	'event',
	'id',
	'url',
	'text',
	'count',
	'report',
];

/** Columns wider than this are truncated. */
const MAX_COLUMN_WIDTH = 36;
const GAP = '  ';

/**
 * Items as an aligned table, one line for the header and one for each item.
 *
 * @param width number of characters that a line may have; columns that don't fit are left out
 */
export function formatTable(items: IDataObject[], width: number): string[] {
	const lines = ['', ...items.map(() => '')];
	for (const field of fieldsOf(items)) {
		const cells = [field, ...items.map((item) => format(field, item[field]))];
		const columnWidth = Math.max(...cells.map((cell) => cell.length));
		const indent = lines[0] === '' ? '' : GAP;
		if (lines[0].length + indent.length + columnWidth > width) {
			// A table without a column says nothing.
			if (lines[0] === '') return cells.map((cell) => truncate(cell, width));
			continue;
		}
		cells.forEach((cell, index) => (lines[index] += indent + cell.padEnd(columnWidth)));
	}
	return lines.map((line) => line.trimEnd());
}

/** Cuts a text so that it fits, with an ellipsis. */
export function truncate(text: string, width: number): string {
	return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Breaks a text into lines between words; a word that is too long is left as it is. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const line = `${lines.at(-1)} ${word}`;
		if (lines.length && line.length <= width) lines[lines.length - 1] = line;
		else lines.push(word);
	}
	return lines;
}

/** The fields of all items, the most telling first. */
function fieldsOf(items: IDataObject[]): string[] {
	const rank = (field: string) => (TELLING_FIELDS.indexOf(field) + 1 || Infinity) - 1;
	const fields = [...new Set(items.flatMap((item) => Object.keys(item)))];
	// Infinity - Infinity is no number, so fields without a rank keep their order by a comparison.
	return fields.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? -1 : 1));
}

function format(field: string, value: unknown): string {
	if (field === 'apiKey') return '•••';
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	return truncate(text.replaceAll('\n', ' '), MAX_COLUMN_WIDTH);
}
