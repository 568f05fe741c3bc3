import { createHash } from 'node:crypto';
import { fs, path, performance, process } from '../support/node';
import { run } from './support/command';

/** What the end-to-end tests run. */
export interface Installation {
	/** Folder with `node_modules`. */
	directory: string;
	/** The Node.js that this n8n needs. */
	node: string;
	/** n8n's command line program, to be run with that Node.js. */
	n8n: string;
}

/** The versions of n8n that the tests can run: where it is said what to install, and the Node.js that they need. */
const VERSIONS = {
	current: { folder: module.path, nodeMajor: 24 },
	oldest: { folder: path.join(module.path, 'oldest'), nodeMajor: 22 },
};

/** The files that say what is to be installed. */
const MANIFEST = ['package.json', 'package-lock.json'];

/** npm's settings, the same for all versions. */
const NPMRC = '.npmrc';

/** Written when all is done: a folder without it is what an interrupted installation left. */
const MARKER = '.complete';

/** Which version of n8n the tests run: `AMPERSAND_E2E_N8N`, by default the current one. */
export function chosenVersion(): keyof typeof VERSIONS {
	const chosen = process.env.AMPERSAND_E2E_N8N ?? 'current';
	if (chosen === 'current' || chosen === 'oldest') return chosen;
	throw new Error(`AMPERSAND_E2E_N8N is "${chosen}"; it may be ${Object.keys(VERSIONS).join(' or ')}`);
}

/**
 * Folder that keeps the installation and what belongs to it, between runs.
 *
 * `AMPERSAND_E2E_CACHE` moves it, for instance to where a CI service keeps its caches.
 */
export function cacheRoot(): string {
	return path.resolve(process.env.AMPERSAND_E2E_CACHE ?? path.join(module.path, '.cache'));
}

/** Installs n8n and Node.js into the cache, unless they are there, and prints how long each step took. */
export async function ensureInstalled(): Promise<Installation> {
	const directory = path.join(cacheRoot(), fingerprint());
	if (fs.existsSync(path.join(directory, MARKER))) return installationIn(directory);

	say(`Installing n8n into ${directory}: 4 to 5 minutes, the first time only`);
	const unfinished = `${directory}.${process.pid}`;
	fs.mkdirSync(unfinished, { recursive: true });
	try {
		for (const file of manifest()) fs.copyFileSync(file, path.join(unfinished, path.basename(file)));
		await step('npm ci', async () => await npm(unfinished, process.env.PATH ?? '', ['ci']));
		const { node } = installationIn(unfinished);
		// The only native module that n8n needs and that brings no binary of its own. Compiled where none can be
		// downloaded; its interface (Node-API) is the same in every version of Node.js.
		const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`;
		await step(
			'npm rebuild sqlite3',
			async () => await npm(unfinished, PATH, ['rebuild', 'sqlite3', '--ignore-scripts=false']),
		);
		await step('checking sqlite3', async () => {
			await run(node, ['-e', 'new (require("sqlite3").Database)(":memory:").close()'], unfinished, { PATH });
		});
		fs.writeFileSync(path.join(unfinished, MARKER), '');
		takePlace(unfinished, directory);
	} finally {
		fs.rmSync(unfinished, { recursive: true, force: true });
	}
	return installationIn(directory);
}

/**
 * The installation that `ensureInstalled` has made.
 *
 * @throws Error when there is none
 */
export function installation(): Installation {
	const directory = path.join(cacheRoot(), fingerprint());
	if (!fs.existsSync(path.join(directory, MARKER))) {
		throw new Error('n8n is not installed for the end-to-end tests: run `npx tsx test/e2e/setup.ts` first');
	}
	return installationIn(directory);
}

/** Changes with what is to be installed, and with the machine that it is for. */
function fingerprint(): string {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	for (const file of manifest()) hash.update(fs.readFileSync(file));
	return hash.digest('hex').slice(0, 16);
}

function manifest(): string[] {
	const { folder } = VERSIONS[chosenVersion()];
	return [...MANIFEST.map((name) => path.join(folder, name)), path.join(module.path, NPMRC)];
}

function installationIn(directory: string): Installation {
	const modules = path.join(directory, 'node_modules');
	return { directory, node: nodeIn(modules), n8n: path.join(modules, 'n8n', 'bin', 'n8n') };
}

/** The installed Node.js; on machines that npm has none for, the one that runs this. */
function nodeIn(modules: string): string {
	const node = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
	if (fs.existsSync(node)) return node;
	const { nodeMajor } = VERSIONS[chosenVersion()];
	if (Number.parseInt(process.versions.node, 10) >= nodeMajor) return process.execPath;
	throw new Error(
		`npm has no Node.js ${nodeMajor} for ${process.platform} ${process.arch}: run this with Node.js ${nodeMajor} or newer`,
	);
}

/** Another run may have been faster; its installation is as good. */
function takePlace(unfinished: string, directory: string): void {
	if (fs.existsSync(path.join(directory, MARKER))) return;
	fs.rmSync(directory, { recursive: true, force: true });
	fs.renameSync(unfinished, directory);
}

async function npm(directory: string, PATH: string, args: string[]): Promise<void> {
	await run('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], directory, { PATH });
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
	const start = performance.now();
	await work();
	say(`  ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const start = performance.now();
	const { directory } = await ensureInstalled();
	say(`n8n is installed in ${directory} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
}
