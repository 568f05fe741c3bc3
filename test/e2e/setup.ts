import { createHash } from 'node:crypto';
import { fs, path, performance, process } from '../support/node';
import { run } from './support/command';

/** What the end-to-end tests run. */
export interface Installation {
	/** Folder with `node_modules`. */
	directory: string;
	/** The Node.js that this n8n needs. */
	node: string;
	/** n8n's command line program, which runs with that Node.js. */
	n8n: string;
}

/** The n8n versions that the tests can run: the folder of the manifest, and the Node.js version. */
const VERSIONS = {
	current: { folder: module.path, nodeMajor: 24 },
	oldest: { folder: path.join(module.path, 'oldest'), nodeMajor: 22 },
};

/** The files that define what is installed. */
const MANIFEST = ['package.json', 'package-lock.json'];

/** npm's settings, the same for all versions. */
const NPMRC = '.npmrc';

/** Written at the end; a folder without it is left over from an interrupted installation. */
const MARKER = '.complete';

/** The n8n version to test: `AMPERSAND_E2E_N8N`, by default the current one. */
export function chosenVersion(): keyof typeof VERSIONS {
	const chosen = process.env.AMPERSAND_E2E_N8N ?? 'current';
	if (chosen === 'current' || chosen === 'oldest') return chosen;
	throw new Error(`AMPERSAND_E2E_N8N is "${chosen}"; it may be ${Object.keys(VERSIONS).join(' or ')}`);
}

/**
 * The folder that keeps installations between runs.
 *
 * `AMPERSAND_E2E_CACHE` overrides it, for example for the cache of a CI service.
 */
export function cacheRoot(): string {
	return path.resolve(process.env.AMPERSAND_E2E_CACHE ?? path.join(module.path, '.cache'));
}

/** Installs n8n and Node.js into the cache if they aren't there, and prints how long each step took. */
export async function ensureInstalled(): Promise<Installation> {
	const directory = path.join(cacheRoot(), fingerprint());
	if (fs.existsSync(path.join(directory, MARKER))) return installationIn(directory);

	log(`Installing n8n into ${directory}: 4 to 5 minutes, the first time only`);
	const unfinished = `${directory}.${process.pid}`;
	fs.mkdirSync(unfinished, { recursive: true });
	try {
		for (const file of manifest()) fs.copyFileSync(file, path.join(unfinished, path.basename(file)));
		await step('npm ci', async () => await npm(unfinished, process.env.PATH ?? '', ['ci']));
		const { node } = installationIn(unfinished);
		// The only native module that n8n needs and that contains no binary. It is compiled if none can be downloaded;
		// its interface (Node-API) is the same in every version of Node.js.
		const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`;
		await step(
			'npm rebuild sqlite3',
			async () => await npm(unfinished, PATH, ['rebuild', 'sqlite3', '--ignore-scripts=false']),
		);
		await step('checking sqlite3', async () => {
			await run(node, ['-e', 'new (require("sqlite3").Database)(":memory:").close()'], unfinished, { PATH });
		});
		fs.writeFileSync(path.join(unfinished, MARKER), '');
		moveInstallation(unfinished, directory);
	} finally {
		fs.rmSync(unfinished, { recursive: true, force: true });
	}
	return installationIn(directory);
}

/**
 * The installation from `ensureInstalled`.
 *
 * @throws Error if there is none
 */
export function installation(): Installation {
	const directory = path.join(cacheRoot(), fingerprint());
	if (!fs.existsSync(path.join(directory, MARKER))) {
		throw new Error('n8n is not installed for the end-to-end tests: run `npx tsx test/e2e/setup.ts` first');
	}
	return installationIn(directory);
}

/** Identifies what is installed and the platform. */
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

/** The installed Node.js, or the current one on platforms for which npm has none. */
function nodeIn(modules: string): string {
	const node = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
	if (fs.existsSync(node)) return node;
	const { nodeMajor } = VERSIONS[chosenVersion()];
	if (Number.parseInt(process.versions.node, 10) >= nodeMajor) return process.execPath;
	throw new Error(
		`npm has no Node.js ${nodeMajor} for ${process.platform} ${process.arch}: run this with Node.js ${nodeMajor} or newer`,
	);
}

/** Moves an installation to its place, unless another run was faster. */
function moveInstallation(unfinished: string, directory: string): void {
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
	log(`  ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function log(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const start = performance.now();
	const { directory } = await ensureInstalled();
	log(`n8n is installed in ${directory} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
}
