import { childProcess, fs, os, path } from '../../test/support/node';
import { ROOT } from '../install';
import { createRequire, Module } from '../node';

/** n8n's engine for declarative nodes, as installed. */
const INSTALLED = path.join(ROOT, 'node_modules', 'n8n-core', 'dist', 'execution-engine', 'routing-node.js');

/**
 * Puts n8n's `RoutingNode` with `routing-node.patch` in the place of the installed one, in this process only.
 *
 * Loaded by `node --import` before the engine, to measure what the change described in docs/performance.md would bring.
 */
function applyPatch(): void {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-bench-'));
	const copy = path.join(folder, path.basename(INSTALLED));
	fs.copyFileSync(INSTALLED, copy);
	childProcess.execFileSync('git', ['apply', path.join(module.path, 'routing-node.patch')], { cwd: folder });
	const from = createRequire(INSTALLED);
	const patched = new Module(INSTALLED) as NodeJS.Module & { _compile(text: string, filename: string): void };
	patched.filename = INSTALLED;
	patched.paths = from.resolve.paths('lodash') ?? [];
	patched._compile(fs.readFileSync(copy, 'utf8'), INSTALLED);
	patched.loaded = true;
	from.cache[INSTALLED] = patched;
	fs.rmSync(folder, { recursive: true });
}

applyPatch();
