import { childProcess } from '../test/support/node';
import { folderOf, ROOT } from './install';
import type { Results } from './results';
import { median } from './statistics';

/** What loads the package in a new process as n8n does: when it starts, and when the first workflow needs the nodes. */
const LOAD = `
	const { LazyPackageDirectoryLoader } = require('n8n-core');
	async function load(folder) {
		const loader = new LazyPackageDirectoryLoader(folder);
		await loader.loadAll();
		for (const name in loader.known.credentials) loader.getCredential(name);
		return loader;
	}
	async function main() {
		// n8n loads its own package before; collecting the garbage of that isn't counted.
		await load(process.argv[1]);
		await new Promise((resolve) => setTimeout(resolve, 500));
		const began = performance.now();
		const loader = await load('.');
		const started = performance.now();
		for (const name in loader.known.nodes) loader.getNode(name);
		console.log(JSON.stringify({ start: started - began, nodes: performance.now() - started }));
	}
	void main();
`;

/** The medians of what new processes take to load the built package. */
export function loadingTime(node: string, rounds: number): Results['loading'] {
	const times = Array.from(
		{ length: Math.max(rounds, 9) },
		() =>
			JSON.parse(
				childProcess.execFileSync(node, ['-e', LOAD, folderOf('n8n-nodes-base')], {
					cwd: ROOT,
					encoding: 'utf8',
				}),
			) as Results['loading'],
	);
	return { start: median(times.map(({ start }) => start)), nodes: median(times.map(({ nodes }) => nodes)) };
}

/** Size of the package as npm would publish it: files, and bytes packed and unpacked. */
export function packageSize(): Results['packed'] {
	const listing = childProcess.execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ size, unpackedSize, files }] = Object.values(
		JSON.parse(listing) as Record<string, { size: number; unpackedSize: number; files: unknown[] }>,
	);
	return { bytes: size, unpacked: unpackedSize, files: files.length };
}
