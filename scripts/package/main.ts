import { LazyPackageDirectoryLoader } from 'n8n-core';
import { childProcess, fs, os, path, process } from '../../test/support/node';
import { fieldsToSet } from './placeholders';

/** The files that the package may contain. */
const ALLOWED_FILES = /^(dist\/.*\.(js|json|svg)|index\.js|package\.json|README\.md|LICENSE\.md)$/;
const MAX_BYTES = 100_000;

/** The part of `@n8n/scan-community-package` that is used here; the package has no types. */
interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		directory: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/**
 * `npm run check:package`: packs the package and checks it like the reviewers of npm and n8n do: its files, publint, and
 * n8n's scanner for community packages, on the unpacked package and on the sources.
 *
 * It also names the fields that must be set before publishing; with `--publish` it fails while there are any.
 */
async function main(): Promise<void> {
	const root = process.cwd();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-package-'));
	try {
		const tarball = pack(root, folder);
		const unpacked = path.join(folder, 'package');
		run('tar', ['-xzf', tarball, '-C', folder]);
		checkManifest(unpacked);
		await checkMetadata(unpacked);
		log(
			run(path.join(root, 'node_modules', '.bin', 'publint'), [
				'run',
				tarball,
				'--strict',
				'--level',
				'suggestion',
			]),
		);
		await scan('the package', unpacked, ['**/*.js', 'package.json']);
		const { SOURCE_FILE_PATTERNS } = await scanner();
		await scan('the sources', root, SOURCE_FILE_PATTERNS);
		checkPlaceholders(root);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** @throws Error with `--publish`, while a field is still to be set */
function checkPlaceholders(root: string): void {
	const fields = fieldsToSet(root);
	if (fields.length === 0) return;
	const message = `To be set before publishing (see CONTRIBUTING.md):\n  ${fields.join('\n  ')}`;
	if (process.argv.includes('--publish')) throw new Error(message);
	log(message);
}

/** Packs the build and checks which files the package contains. */
function pack(root: string, folder: string): string {
	const output = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
	const [{ filename, size, files }] = Object.values(
		JSON.parse(output) as Record<string, { filename: string; size: number; files: Array<{ path: string }> }>,
	);
	log(`${filename}: ${files.length} files, ${size} bytes packed`);
	const unexpected = files.map((file) => file.path).filter((file) => !ALLOWED_FILES.test(file));
	expectThat(unexpected.length === 0, `contains no unnecessary file ${unexpected.join(' ')}`);
	expectThat(size <= MAX_BYTES, `is at most ${MAX_BYTES} bytes`);
	return path.join(folder, filename);
}

/** Checks that everything the manifest promises to n8n is there. */
function checkManifest(unpacked: string): void {
	const manifest = JSON.parse(fs.readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as {
		keywords: string[];
		dependencies?: object;
		n8n: { nodes: string[]; credentials: string[] };
	};
	expectThat(manifest.keywords.includes('n8n-community-node-package'), "has n8n's keyword");
	expectThat(Object.keys(manifest.dependencies ?? {}).length === 0, 'has no runtime dependency');
	for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		const text = fs.readFileSync(path.join(unpacked, file), 'utf8');
		for (const [, icon] of text.matchAll(/'file:([^']+\.svg)'/g)) {
			const exists = fs.existsSync(path.resolve(path.dirname(path.join(unpacked, file)), icon));
			expectThat(exists, `contains ${file} and its icon ${path.basename(icon)}`);
		}
	}
}

/** Checks that n8n knows the nodes when it starts without loading their code. */
async function checkMetadata(unpacked: string): Promise<void> {
	const loader = new LazyPackageDirectoryLoader(unpacked);
	await loader.loadAll();
	const names = loader.types.nodes.map(({ name }) => name).join(' and ');
	expectThat(
		loader.isLazyLoaded && names === 'ampersand and ampersandTrigger',
		`describes ${names} to n8n without loading them`,
	);
}

async function scan(what: string, directory: string, patterns: string[]): Promise<void> {
	const { analyzePackage } = await scanner();
	const { passed, message, details } = await analyzePackage(directory, patterns);
	expectThat(passed, `n8n's scanner passes ${what} ${[message, details].filter(Boolean).join('\n')}`);
}

async function scanner(): Promise<Scanner> {
	return (await import('@n8n/scan-community-package/scanner/scanner.mjs' as string)) as Scanner;
}

function run(command: string, args: string[], cwd?: string): string {
	return childProcess.execFileSync(command, args, {
		cwd,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

function expectThat(holds: boolean, what: string): void {
	if (!holds) throw new Error(`Check failed: the package ${what}`);
	log(`  ✓ ${what.trimEnd()}`);
}

function log(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
