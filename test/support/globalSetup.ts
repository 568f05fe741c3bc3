import { fs, os, path, process } from './node';

/**
 * Gives a run of jest a folder of its own for what its tests leave in the system's one. Removed by `teardown.ts`: no
 * test file learns when the last of the process it runs in has ended.
 */
export default function setup(): void {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-test-'));
	process.env.AMPERSAND_TEST_FOLDER = process.env.TMPDIR = folder;
}
