import { process } from '../test/support/node';
import { type Figure, ratio, type Row } from './results';

/** Prints a line about the progress. */
export function log(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** A row for the terminal: our node : HTTP Request node = ratio, in milliseconds and MB. */
export function formatRow(row: Row): string {
	const { Ampersand: ours, 'HTTP Request': theirs } = row.sides;
	const pair = (figure: Figure) =>
		`${figure} ${ours[figure]?.toFixed(0)} : ${theirs[figure]?.toFixed(0)} = ${ratio(row, figure).toFixed(2)}`;
	const pairs = [pair('cpu'), pair('wall'), ...(ours.memory === undefined ? [] : [pair('memory')])];
	const stall = `stall ${ours.stall.toFixed(0)} : ${theirs.stall.toFixed(0)}`;
	return `${row.title}: ${pairs.join(', ')}, ${stall}; ${ours.requests} requests, ${ours.items} items`;
}
