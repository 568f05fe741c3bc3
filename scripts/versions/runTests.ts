import { childProcess, fs, os, path, process } from '../../test/support/node';

/** How many tests there were. */
export interface Count {
	passed: number;
	failed: number;
	skipped: number;
}

interface Report {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	/** Files that could not be run at all. */
	numRuntimeErrorTestSuites: number;
}

/** The root of the project. */
export const ROOT = path.resolve(module.path, '..', '..');

/**
 * Runs tests with jest and counts them.
 *
 * @param args what to run; arguments for jest are added to them
 * @throws Error if it ends without a report
 */
export async function countTests(
	command: string,
	args: string[],
	env: Record<string, string>,
): Promise<Count> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-versions-'));
	const file = path.join(folder, 'report.json');
	try {
		const child = childProcess.spawn(command, [...args, '--json', `--outputFile=${file}`], {
			cwd: ROOT,
			env: { ...process.env, ...env },
			stdio: 'inherit',
		});
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		if (!fs.existsSync(file)) throw new Error(`The tests ended with ${code ?? 'a signal'}, without a report`);
		const report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report;
		return {
			passed: report.numPassedTests,
			failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
			skipped: report.numPendingTests,
		};
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}
