import { childProcess, fs, path, process } from '../support/node';
import {
	isCritical,
	type Report,
	type Score,
	scores,
	survivors,
	type Survivor,
	TARGET,
	total,
} from './score';

/** What Stryker keeps between runs. */
const REPORT = '.cache/mutation.json';

/** Where Stryker copies the sources to; an interrupted run leaves them there, where the linter reads them. */
const COPIES = '.cache/stryker';

/** The score of each file, to be read after a run. */
const TABLE = '.cache/mutation.md';

/**
 * `npm run test:mutation`, with the files or folders that are to be mutated; all by default. Writes the score of each file into `TABLE`.
 *
 * Ends with 1 if the target is missed, or if a mutant of a critical file has survived without a reason.
 */
function main(paths: string[]): void {
	const patterns = paths.map((name) => (name.endsWith('.ts') ? name : `${name.replace(/\/$/, '')}/**/*.ts`));
	const mutate = patterns.length > 0 ? ['--mutate', patterns.join(',')] : [];
	fs.rmSync(COPIES, { recursive: true, force: true });
	const { status } = childProcess.spawnSync('npx', ['stryker', 'run', ...mutate], { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);

	const report = JSON.parse(fs.readFileSync(REPORT, 'utf8')) as Report;
	const unexplained = survivors(report).filter(
		({ file, reason }) => isCritical(file) && reason === undefined,
	);
	fs.writeFileSync(TABLE, `${tableOf(report)}\n\n${unseen(report)}\n`);
	process.stdout.write(
		`${total(report).percent.toFixed(1)} % of the mutants were seen; ${TABLE} has each file\n`,
	);
	for (const { file, line, code, replacement } of unexplained) {
		process.stdout.write(`Not seen by any test: ${file}:${line} ${code} → ${replacement}\n`);
	}
	if (unexplained.length > 0 || total(report).percent < TARGET) process.exitCode = 1;
}

function tableOf(report: Report): string {
	const rows = [...scores(report)].map(([file, score]) => [
		isCritical(file) ? `**\`${file}\`**` : `\`${file}\``,
		...cellsOf(score),
	]);
	const lines = [['file', 'seen', 'not seen', 'score'], ['---', '--:', '--:', '--:'], ...rows];
	lines.push(['**All files**', ...cellsOf(total(report))]);
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf({ killed, survived, percent }: Score): string[] {
	return [String(killed), String(survived), `${percent.toFixed(1)} %`];
}

function unseen(report: Report): string {
	const known = survivors(report).filter(
		(survivor): survivor is Survivor & { reason: string } =>
			isCritical(survivor.file) && survivor.reason !== undefined,
	);
	if (known.length === 0) return 'In the files in bold, tests see every mutant.';
	const lines = known.map(
		({ file, code, replacement, reason }) =>
			`- \`${path.basename(file)}\`: \`${code}\` → \`${replacement}\`: ${reason}`,
	);
	return `What tests can't see in the files in bold:\n\n${lines.join('\n')}`;
}

main(process.argv.slice(2));
