import { fs, path, process } from './node';

/** What the contract tests compare with; without one, jest reports its tests as skipped. */
const DESCRIPTIONS = ['AMPERSAND_OPENAPI', 'AMPERSAND_NOTIFICATIONS'];

/**
 * Says why contract tests were skipped, and removes the folder that `globalSetup.ts` has created.
 *
 * @param config Jest's; the paths that the run was narrowed to
 */
export default function teardown({ testPathPatterns }: { testPathPatterns: { isSet(): boolean } }): void {
	const missing = DESCRIPTIONS.filter((name) => !process.env[name]);
	if (missing.length && !testPathPatterns.isSet()) {
		process.stderr.write(
			`Contract tests were skipped: set ${missing.join(' and ')} to the paths of Ampersand's descriptions (see CONTRIBUTING.md)\n`,
		);
	}
	const folder = process.env.AMPERSAND_TEST_FOLDER;
	if (!folder) return;
	fs.rmSync(folder, { recursive: true, force: true });
	// The next run in this process creates its folder beside this one, as in watch mode.
	process.env.TMPDIR = path.dirname(folder);
}
