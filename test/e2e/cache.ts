import { createHash } from 'node:crypto';
import { fs, path, performance, process } from '../support/node';
import { run } from './support/command';

/** Written at the end; a folder without it is left over from an interrupted installation. */
const MARKER = '.complete';

/** npm's settings for all installations. They have no lockfile: npm picks what was the newest at the date `before`. */
export const NPM_SETTINGS = path.join(module.path, 'n8n', '.npmrc');

/** Packages from npm that are installed into the cache. */
export interface Installable {
	/** What is printed about it, such as `n8n 2.41.1`. */
	name: string;
	/** Its package.json, with exact versions. */
	manifest: string;
	/** What is left to do after `npm install` in a folder. */
	finish?(folder: string): Promise<void>;
}

/**
 * The folder that keeps installations between runs.
 *
 * `AMPERSAND_E2E_CACHE` overrides it, for example for the cache of a CI service.
 */
export function cacheRoot(): string {
	return path.resolve(process.env.AMPERSAND_E2E_CACHE ?? path.join(module.path, '.cache'));
}

/** The folder of an installation, or undefined if it isn't there. */
export function cached(installable: Installable): string | undefined {
	const folder = folderOf(installable);
	return fs.existsSync(path.join(folder, MARKER)) ? folder : undefined;
}

/**
 * Installs packages into the cache if they aren't there, and prints how long each step took.
 *
 * @returns the folder with their `node_modules`
 */
export async function ensureCached(installable: Installable): Promise<string> {
	const { name, manifest, finish } = installable;
	const folder = folderOf(installable);
	if (cached(installable)) return folder;

	log(`Installing ${name} into ${folder}: some minutes, the first time only`);
	const unfinished = `${folder}.${process.pid}`;
	fs.mkdirSync(unfinished, { recursive: true });
	try {
		for (const file of [manifest, NPM_SETTINGS])
			fs.copyFileSync(file, path.join(unfinished, path.basename(file)));
		await step('npm install', async () => await npm(unfinished, process.env.PATH ?? '', ['install']));
		await finish?.(unfinished);
		fs.writeFileSync(path.join(unfinished, MARKER), '');
		moveInstallation(unfinished, folder);
	} finally {
		fs.rmSync(unfinished, { recursive: true, force: true });
	}
	return folder;
}

/** Runs npm in a folder, with the `PATH` that its scripts get. */
export async function npm(directory: string, PATH: string, args: string[]): Promise<void> {
	await run('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], directory, { PATH });
}

/** Does something, and prints how long it took. */
export async function step(name: string, work: () => Promise<void>): Promise<void> {
	const start = performance.now();
	await work();
	log(`  ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Prints a line. */
export function log(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** A folder whose name identifies the versions, the date, and the platform. */
function folderOf({ manifest }: Installable): string {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	for (const file of [manifest, NPM_SETTINGS]) hash.update(fs.readFileSync(file));
	return path.join(cacheRoot(), hash.digest('hex').slice(0, 16));
}

/** Moves an installation to its place, unless another run was faster. */
function moveInstallation(unfinished: string, folder: string): void {
	if (fs.existsSync(path.join(folder, MARKER))) return;
	fs.rmSync(folder, { recursive: true, force: true });
	fs.renameSync(unfinished, folder);
}
