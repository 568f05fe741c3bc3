import { createHash } from 'node:crypto';
import { NPM_SETTINGS } from '../test/e2e/cache';
import { childProcess, fs, path, process } from '../test/support/node';
import { createRequire } from './node';

/** The project's root, whose node_modules hold the engine. */
export const ROOT = path.resolve(module.path, '..');

/** What decides which versions are installed. */
const FILES = [path.join(module.path, 'package.json'), NPM_SETTINGS];

/** Written at the end; a folder without it is left from an interrupted installation. */
const MARKER = '.complete';

/**
 * The benchmark's own dependencies.
 *
 * Not in `bench/node_modules`, because `n8n-node build` copies every image below the root into the package, except those in
 * the root's node_modules and in hidden folders.
 */
const directory = path.join(module.path, '.cache', fingerprint());

/** Installs the benchmark's own dependencies if they are missing. */
export function install(): void {
	if (fs.existsSync(path.join(directory, MARKER))) return;
	process.stdout.write(`Installing n8n's nodes into ${directory}: 1 to 2 minutes, the first time only\n`);
	fs.rmSync(directory, { recursive: true, force: true });
	fs.mkdirSync(directory, { recursive: true });
	for (const file of FILES) fs.copyFileSync(file, path.join(directory, path.basename(file)));
	const args = ['install', '--prefix', directory, '--loglevel=error'];
	childProcess.execFileSync('npm', args, { cwd: directory, stdio: 'inherit' });
	shareEngine();
	fs.writeFileSync(path.join(directory, MARKER), '');
}

const requireOwn = createRequire(path.join(directory, 'package.json'));

/** Loads a CommonJS module of the benchmark's own dependencies. */
export function load<T>(name: string): T {
	return requireOwn(name) as T;
}

/** The folder of one of the benchmark's own dependencies. */
export function folderOf(name: string): string {
	return path.join(directory, 'node_modules', name);
}

/** Loads an ECMAScript module of the benchmark's own dependencies. */
export async function importOwn<T>(name: string): Promise<T> {
	return (await import(requireOwn.resolve(name))) as T;
}

/** The Node.js 24 that n8n's sandbox needs; undefined on machines without one on npm. */
export function sandboxNode(): string | undefined {
	const name = `node-${process.platform}-${process.arch}`;
	const node = path.join(directory, 'node_modules', name, 'bin', 'node');
	if (fs.existsSync(node)) return node;
	return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

/**
 * Removes libraries that the root has in the same version, so that n8n's nodes load the root's: both nodes must run on the
 * same engine, and `instanceof` must hold between it and them.
 */
function shareEngine(): void {
	for (const name of ['n8n-workflow', ...scoped('@n8n')]) {
		const copy = path.join(directory, 'node_modules', name);
		const original = path.join(ROOT, 'node_modules', name);
		if (!fs.existsSync(original)) continue;
		const [ours, theirs] = [versionIn(original), versionIn(copy)];
		if (ours === theirs) fs.rmSync(copy, { recursive: true });
		// The others are tools of the root, which the engine doesn't load.
		else if (name === 'n8n-workflow')
			throw new Error(`n8n-nodes-base brings ${name} ${theirs}, but the engine has ${ours}`);
	}
}

function scoped(scope: string): string[] {
	return fs.readdirSync(path.join(directory, 'node_modules', scope)).map((name) => `${scope}/${name}`);
}

function versionIn(folder: string): string {
	const manifest = fs.readFileSync(path.join(folder, 'package.json'), 'utf8');
	return (JSON.parse(manifest) as { version: string }).version;
}

function fingerprint(): string {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	for (const file of FILES) hash.update(fs.readFileSync(file));
	return hash.digest('hex').slice(0, 16);
}
