import { operations } from '../../../nodes/Ampersand/resources';
import { path } from '../../support/node';
import { type FaultRow, type Kind, OPERATIONS, type Outcome } from './outcome';

/** The document that contains the table. */
export const REPORT = path.resolve('docs/reliability.md');

const COLUMNS: Array<[title: string, operation: string]> = [
	['Get Many', 'getAll'],
	['Get', 'get'],
	['Generate', 'generate'],
	['Update', 'update'],
	['Delete', 'delete'],
	['OAuth URLs', 'oauthConnect'],
];

/** The fault table in Markdown: the number of requests per operation, and what the user reads. */
export function reportOf(faults: FaultRow[]): string {
	const head = ['fault', ...COLUMNS.map(([title]) => title), 'what the user reads'];
	const lines = [head, head.map(() => '---'), ...faults.map(rowOf)];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(row: FaultRow): string[] {
	const outcomes = COLUMNS.map(([, operation]) => {
		const kind: Kind = OPERATIONS[operation];
		const applies = !row.only || row.only.includes(kind);
		return applies ? row.outcome(kind, operations.connection[operation].action.label) : undefined;
	});
	const errors = outcomes.flatMap((outcome) => outcome?.error ?? []);
	const messages = [...new Set(errors.map(withoutLabel))].join('; ');
	return [row.name, ...outcomes.map(cellOf), messages || '(success)'];
}

function cellOf(outcome: Outcome | undefined): string {
	if (!outcome) return '–';
	return `${outcome.error === undefined ? '✓' : '✗'} ${outcome.requests}`;
}

/** The message as it reads for any operation. */
function withoutLabel(error: string): string {
	return error
		.replace(/Couldn't [a-zA-Z ]+ \(HTTP/, "Couldn't … (HTTP")
		.replace(/(when trying to) .*/, '$1 …')
		.replace(/(Couldn't confirm) .*/, '$1 …');
}
