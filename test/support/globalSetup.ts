import { fs, os, path, process } from './node';

/**
 * Creates a temporary folder for a run of jest. `globalTeardown.ts` removes it, because no test file knows which one runs
 * last.
 */
export default function setup(): void {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-test-'));
	process.env.AMPERSAND_TEST_FOLDER = process.env.TMPDIR = folder;
}
