import { ensureCached } from '../../test/e2e/cache';
import { fs, path, process } from '../../test/support/node';
import { type Candidate, runInTurn, start } from './inTurn';
import { nodeVersions } from './nodeVersions';
import { FAST } from './results';
import { countTests, ROOT } from './runTests';

const MANIFEST = path.join(module.path, 'nodes', 'package.json');

/** `npm run test:nodes [-- 20 24]`: all tests but the end-to-end tests on every version of Node.js. */
async function main(): Promise<void> {
	const name = `Node.js ${Object.keys(nodeVersions()).join(', ')}`;
	const folder = await ensureCached({ name, manifest: MANIFEST });
	const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const { version } = JSON.parse(
		fs.readFileSync(path.join(ROOT, 'node_modules', 'n8n-core', 'package.json'), 'utf8'),
	) as { version: string };
	const candidates = Object.entries(nodeVersions()).map(([name, node]): Candidate => {
		const bin = path.join(folder, 'node_modules', `node-${name}-${process.platform}-${process.arch}`, 'bin');
		// What the tests start must run on the same version.
		const env = { PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
		return {
			name,
			run: async () => {
				const count = await countTests(path.join(bin, 'node'), [jest, '--coverage=false'], env);
				return { on: `n8n-core ${version}`, node, ...count };
			},
		};
	});
	await runInTurn(FAST, candidates);
}

start(main);
