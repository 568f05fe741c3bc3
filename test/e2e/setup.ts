import { fs, path, performance, process } from '../support/node';
import { cached, ensureCached, type Installable, log, npm, step } from './cache';
import { run } from './support/command';
import { chosenVersion } from './versions';

/** What the end-to-end tests run. */
export interface Installation {
	/** Folder with `node_modules`. */
	directory: string;
	/** The Node.js that this n8n needs. */
	node: string;
	/** n8n's command line program, which runs with that Node.js. */
	n8n: string;
}

/** Installs n8n and Node.js into the cache if they aren't there. */
export async function ensureInstalled(): Promise<Installation> {
	return installationIn(await ensureCached(installable()));
}

/**
 * The installation from `ensureInstalled`.
 *
 * @throws Error if there is none
 */
export function installation(): Installation {
	const directory = cached(installable());
	if (directory) return installationIn(directory);
	throw new Error('n8n is not installed for the end-to-end tests: run `npx tsx test/e2e/setup.ts` first');
}

function installable(): Installable {
	const { n8n, manifest } = chosenVersion();
	return {
		name: `n8n ${n8n}`,
		manifest,
		finish: async (folder) => {
			const { node } = installationIn(folder);
			// The only native module that n8n needs and that contains no binary. It is compiled if none can be downloaded;
			// its interface (Node-API) is the same in every version of Node.js.
			const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`;
			const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
			await step('npm rebuild sqlite3', async () => await npm(folder, PATH, rebuild));
			await step('checking sqlite3', async () => {
				await run(node, ['-e', 'new (require("sqlite3").Database)(":memory:").close()'], folder, { PATH });
			});
		},
	};
}

function installationIn(directory: string): Installation {
	const modules = path.join(directory, 'node_modules');
	return { directory, node: nodeIn(modules), n8n: path.join(modules, 'n8n', 'bin', 'n8n') };
}

/** The installed Node.js, or the current one on platforms for which npm has none. */
function nodeIn(modules: string): string {
	const node = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
	if (fs.existsSync(node)) return node;
	const nodeMajor = Number.parseInt(chosenVersion().node, 10);
	if (Number.parseInt(process.versions.node, 10) >= nodeMajor) return process.execPath;
	throw new Error(
		`npm has no Node.js ${nodeMajor} for ${process.platform} ${process.arch}: run this with Node.js ${nodeMajor} or newer`,
	);
}

async function main(): Promise<void> {
	const start = performance.now();
	const { directory } = await ensureInstalled();
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	log(`n8n ${chosenVersion().n8n} is installed in ${directory} (${seconds} s)`);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
}
