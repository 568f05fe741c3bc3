import { UNSEEN } from './unseen';

/** What this uses of a report of Stryker: https://github.com/stryker-mutator/mutation-testing-elements (report schema). */
export interface Report {
	files: Record<string, { source: string; mutants: Mutant[] }>;
}

interface Mutant {
	status:
		| 'Killed'
		| 'Timeout'
		| 'Survived'
		| 'NoCoverage'
		| 'RuntimeError'
		| 'CompileError'
		| 'Ignored'
		| 'Pending';
	mutatorName: string;
	replacement?: string;
	location: { start: Position; end: Position };
}

/** Both from 1. */
interface Position {
	line: number;
	column: number;
}

/** A mutant that no test fails on. */
export interface Survivor {
	file: string;
	line: number;
	/** The code before and after the mutation. */
	code: string;
	replacement: string;
	/** Why no test can see it, if `unseen.ts` tells. */
	reason?: string;
}

/** The files in which a mistake costs a customer's credential or connection: tests must see every mutant that can be seen. */
export const CRITICAL: ReadonlySet<string> = new Set([
	'nodes/Ampersand/conversions.ts',
	'nodes/Ampersand/execute.ts',
	'nodes/Ampersand/expressions.ts',
	'nodes/Ampersand/parameters.ts',
	'nodes/Ampersand/resources/connection/update.ts',
	'nodes/Ampersand/route.ts',
	'nodes/Ampersand/run.ts',
	'nodes/AmpersandTrigger/parameters.ts',
	'nodes/AmpersandTrigger/signature.ts',
	'nodes/shared/authenticate.ts',
	'nodes/shared/errors/redaction.ts',
	'nodes/shared/transport/request.ts',
	'nodes/shared/transport/retry.ts',
	'nodes/shared/values.ts',
]);

/** The score of all files together, in percent. */
export const TARGET = 97;

/** How many mutants of a file, or of all, the tests have seen. */
export interface Score {
	killed: number;
	survived: number;
	/** In percent; 100 if there is no mutant. */
	percent: number;
}

export function isCritical(file: string): boolean {
	return CRITICAL.has(file);
}

/** The score of each file with at least one mutant. */
export function scores(report: Report): Map<string, Score> {
	const entries = Object.entries(report.files).map(([file, { mutants }]): [string, Score] => [
		file,
		scoreOf(mutants),
	]);
	return new Map(
		entries
			.filter(([, { killed, survived }]) => killed + survived > 0)
			.sort(([one], [other]) => one.localeCompare(other)),
	);
}

export function total(report: Report): Score {
	return scoreOf(Object.values(report.files).flatMap(({ mutants }) => mutants));
}

function scoreOf(mutants: Mutant[]): Score {
	const count = (...statuses: Array<Mutant['status']>): number =>
		mutants.filter(({ status }) => statuses.includes(status)).length;
	const killed = count('Killed', 'Timeout');
	const survived = count('Survived', 'NoCoverage');
	return { killed, survived, percent: killed + survived === 0 ? 100 : (100 * killed) / (killed + survived) };
}

/** All mutants that the tests have not seen. */
export function survivors(report: Report): Survivor[] {
	return Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
		mutants
			.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
			.map(({ location, replacement = '', mutatorName }) => {
				const code = excerpt(source, location);
				const known = UNSEEN.find(
					(unseen) => unseen.file === file && unseen.code === code && unseen.replacement === replacement,
				);
				return {
					file,
					line: location.start.line,
					code,
					replacement: replacement || mutatorName,
					reason: known?.reason,
				};
			}),
	);
}

function excerpt(source: string, { start, end }: Mutant['location']): string {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
	lines[0] = lines[0].slice(start.column - 1);
	return lines.map((line) => line.trim()).join(' ');
}
