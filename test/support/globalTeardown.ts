import { fs, path, process } from './node';

/** Removes the folder that `globalSetup.ts` has created. */
export default function teardown(): void {
	const folder = process.env.AMPERSAND_TEST_FOLDER;
	if (!folder) return;
	fs.rmSync(folder, { recursive: true, force: true });
	// The next run in this process creates its folder beside this one, as in watch mode.
	process.env.TMPDIR = path.dirname(folder);
}
