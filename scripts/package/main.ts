import { childProcess, fs, os, path, process } from '../../test/support/node';

/** What may be in the package, and nothing else. */
const BELONGS = /^(dist\/.*\.(js|json|svg)|index\.js|package\.json|README\.md|LICENSE\.md)$/;
const MOST_BYTES = 100_000;

/** A part of `@n8n/scan-community-package`, which is a module of the kind that TypeScript must not compile away. */
interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		directory: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/**
 * `npm run check:package`: packs the package and looks at it as npm's and n8n's reviewers do: its files, publint, and
 * the scanner that n8n runs on community packages, on the unpacked package and on the sources.
 */
async function main(): Promise<void> {
	const root = process.cwd();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-package-'));
	try {
		const tarball = pack(root, folder);
		const unpacked = path.join(folder, 'package');
		run('tar', ['-xzf', tarball, '-C', folder]);
		checkManifest(unpacked);
		say(
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
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** Packs what has been built and checks which files are in it. */
function pack(root: string, folder: string): string {
	const output = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
	const [{ filename, size, files }] = Object.values(
		JSON.parse(output) as Record<string, { filename: string; size: number; files: Array<{ path: string }> }>,
	);
	say(`${filename}: ${files.length} files, ${size} bytes packed`);
	const strange = files.map((file) => file.path).filter((file) => !BELONGS.test(file));
	expectThat(strange.length === 0, `holds nothing that n8n does not need ${strange.join(' ')}`);
	expectThat(size <= MOST_BYTES, `is not over ${MOST_BYTES} bytes`);
	return path.join(folder, filename);
}

/** What n8n reads from the manifest must be there. */
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
			const there = fs.existsSync(path.resolve(path.dirname(path.join(unpacked, file)), icon));
			expectThat(there, `holds ${file} and its icon ${path.basename(icon)}`);
		}
	}
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
	if (!holds) throw new Error(`It does not hold that the package ${what}`);
	say(`  ✓ ${what.trimEnd()}`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
