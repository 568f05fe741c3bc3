import { connectionOperations } from '../../../nodes/Ampersand/resources/connection';
import { path } from '../../support/node';
import { type Kind, OPERATIONS, type Outcome } from './outcome';
import type { FaultRow } from './table';

/** The document that shows the table. */
export const REPORT = path.resolve('docs/reliability.md');

const COLUMNS: Array<[title: string, operation: string]> = [
	['Get Many', 'getAll'],
	['Get', 'get'],
	['Generate', 'generate'],
	['Update', 'update'],
	['Delete', 'delete'],
	['OAuth URLs', 'oauthConnect'],
];

/** The fault table in Markdown: requests made for each operation, and what the user reads. */
export function reportOf(faults: FaultRow[]): string {
	const head = ['fault', ...COLUMNS.map(([title]) => title), 'what the user reads'];
	const lines = [head, head.map(() => '---'), ...faults.map(rowOf)];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(row: FaultRow): string[] {
	const outcomes = COLUMNS.map(([, operation]) => {
		const kind: Kind = OPERATIONS[operation];
		const meets = !row.only || row.only.includes(kind);
		return meets ? row.outcome(kind, connectionOperations[operation].purpose.label) : undefined;
	});
	const said = outcomes.map((outcome) => outcome?.error).filter(Boolean);
	const words = [...new Set(said.map((error) => generalWords(error ?? '')))].join('; ');
	return [row.name, ...outcomes.map(cellOf), words || '(it succeeds)'];
}

function cellOf(outcome: Outcome | undefined): string {
	if (!outcome) return '–';
	return `${outcome.error === undefined ? '✓' : '✗'} ${outcome.requests}`;
}

function generalWords(error: string): string {
	return error
		.replace(/could not [a-zA-Z ]+ \(HTTP/, 'could not … (HTTP')
		.replace(/the response is not a.*/, 'the response is not what was asked for');
}
