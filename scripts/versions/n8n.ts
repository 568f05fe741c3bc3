import { fs, path, process } from '../../test/support/node';
import { packNode } from '../../test/e2e/support/server';
import { allVersions, type Version } from '../../test/e2e/versions';
import { type Candidate, runInTurn, start } from './inTurn';
import { END_TO_END } from './results';
import { countTests } from './runTests';

/** The tests that need a browser run only on the newest version. */
const WITHOUT_BROWSER = ['--testPathIgnorePatterns', 'editor[.]e2e'];

/** `npm run test:e2e:all [-- 2.0 2.30]`: the end-to-end tests on every version of n8n, all with the same package. */
async function main(): Promise<void> {
	const tarball = await packNode();
	try {
		await runInTurn(
			END_TO_END,
			allVersions().map((version) => candidate(version, tarball)),
		);
	} finally {
		if (!process.env.AMPERSAND_E2E_TARBALL) fs.rmSync(path.dirname(tarball), { recursive: true });
	}
}

function candidate({ name, n8n, node }: Version, tarball: string): Candidate {
	const env = { AMPERSAND_E2E_N8N: name, AMPERSAND_E2E_TARBALL: tarball };
	const args = ['--import', 'tsx', path.join('test', 'e2e', 'run.ts'), ...WITHOUT_BROWSER];
	return {
		name,
		run: async () => ({ on: `n8n ${n8n}`, node, ...(await countTests(process.execPath, args, env)) }),
	};
}

start(main);
