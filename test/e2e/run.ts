import { childProcess, fs, path, process } from '../support/node';
import { ensureInstalled } from './setup';
import { packNode } from './support/server';

/**
 * `tsx test/e2e/run.ts [arguments of jest]`: installs n8n if needed, packs the package, and runs the tests.
 *
 * With `--config`, it runs the tests of another folder.
 */
async function main(): Promise<number> {
	const root = path.resolve(module.path, '..', '..');
	await ensureInstalled();
	const isPacked = process.env.AMPERSAND_E2E_TARBALL !== undefined;
	const tarball = await packNode();
	process.stdout.write(`Testing ${path.basename(tarball)}\n`);
	try {
		const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
		const given = process.argv.slice(2);
		const defaults = ['--config', path.join(root, 'test', 'e2e', 'jest.config.js')];
		const args = given.includes('--config') ? given : [...defaults, ...given];
		const child = childProcess.spawn(process.execPath, [jest, '--runInBand', ...args], {
			cwd: root,
			env: { ...process.env, AMPERSAND_E2E_TARBALL: tarball },
			stdio: 'inherit',
		});
		return await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code) => resolve(code ?? 1));
		});
	} finally {
		if (!isPacked) fs.rmSync(path.dirname(tarball), { recursive: true, force: true });
	}
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	},
);
