import { parseArgs, process } from '../../test/support/node';
import { type Result, saveResults, tableOf } from './results';
import type { Count } from './runTests';

/** Something that the tests run on. */
export interface Candidate {
	/** By which it can be chosen on the command line. */
	name: string;
	/** Prepares it and runs the tests on it. */
	run(): Promise<Omit<Result, 'tests' | 'date' | keyof Count> & Count>;
}

/**
 * Runs tests on one version after the other, and prints a table. If it was on all of them, the table goes to
 * docs/compatibility.md, too.
 *
 * @param tests what the table calls them
 */
export async function runInTurn(tests: string, candidates: Candidate[]): Promise<void> {
	const { positionals } = parseArgs({ allowPositionals: true });
	const names = candidates.map(({ name }) => name);
	const unknown = positionals.filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}, only ${names.join(', ')}`);

	const chosen = candidates.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
	const results: Result[] = [];
	for (const { name, run } of chosen) {
		process.stdout.write(`\n${tests} tests on ${name}\n`);
		results.push({ tests, ...(await run()), date: new Date().toISOString().slice(0, 10) });
	}
	process.stdout.write(`\n${tableOf(results)}\n`);
	if (chosen.length === candidates.length) saveResults(results);
	if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/** Runs a command's main function; an error ends the process with its message. */
export function start(main: () => Promise<void>): void {
	main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	});
}
