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

/** What a line of the table says. Faults with the same outcome share a line. */
interface Line {
	/** The statuses of the responses; none if the fault isn't a response. */
	statuses: string[];
	faults: string[];
	/** The cells of the operations, and what the user reads. */
	outcome: string[];
}

/** The fault table in Markdown: the number of requests per operation, and what the user reads. */
export function reportOf(faults: FaultRow[]): string {
	const head = ['fault', ...COLUMNS.map(([title]) => title), 'what the user reads'];
	const byFault = join(faults.map(lineOf), 'statuses', 'faults');
	const lines = join(byFault, 'faults', 'statuses').map((line) => [nameOf(line), ...line.outcome]);
	return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function lineOf(row: FaultRow): Line {
	const outcomes = COLUMNS.map(([, operation]) => {
		const kind: Kind = OPERATIONS[operation];
		const applies = !row.only || row.only.includes(kind);
		return applies ? row.outcome(kind, operations.connection[operation].action.label) : undefined;
	});
	const errors = outcomes.flatMap((outcome) => outcome?.error ?? []);
	const messages = [...new Set(errors.map(withoutLabel))].join('; ');
	const [, status, fault] = /^(\d{3}) with (.+)$/.exec(row.name) ?? [];
	return {
		statuses: status ? [status] : [],
		faults: [fault ?? row.name],
		outcome: [...outcomes.map(cellOf), messages || '(success)'],
	};
}

/** Joins the values of one field of all lines that are the same otherwise. */
function join(lines: Line[], joined: 'statuses' | 'faults', equal: 'statuses' | 'faults'): Line[] {
	const groups = new Map<string, Line>();
	for (const line of lines) {
		const key = JSON.stringify([line[equal], line.outcome]);
		const group = groups.get(key);
		groups.set(key, group ? { ...group, [joined]: [...group[joined], ...line[joined]] } : line);
	}
	return [...groups.values()];
}

function nameOf({ statuses, faults }: Line): string {
	return [statuses.join(', '), faults.join('; ')].filter(Boolean).join(' with ');
}

function cellOf(outcome: Outcome | undefined): string {
	if (!outcome) return '–';
	return `${outcome.error === undefined ? '✓' : '✗'} ${outcome.requests}`;
}

/** The message as it reads for any operation. */
function withoutLabel(error: string): string {
	return error
		.replace(/Couldn't [a-zA-Z ]+ \(HTTP \d+/, "Couldn't … (HTTP …")
		.replace(/(when trying to) .*/, '$1 …')
		.replace(/(Couldn't confirm) .*/, '$1 …');
}
