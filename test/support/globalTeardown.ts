import { fs, process } from './node';

/** Removes the folder that `globalSetup.ts` has created. */
export default function teardown(): void {
	const folder = process.env.AMPERSAND_TEST_FOLDER;
	if (folder) fs.rmSync(folder, { recursive: true, force: true });
}
