import { childProcess } from '../test/support/node';
import { ROOT } from './install';
import type { Results } from './results';
import { median } from './statistics';

/** Milliseconds that the built package takes to load where n8n has loaded its peers: the median of new processes. */
export function requireTime(node: string, rounds: number): number {
	const script =
		'require("n8n-workflow"); require("luxon"); const t = performance.now(); require("./index.js"); console.log(performance.now() - t)';
	return median(
		Array.from({ length: Math.max(rounds, 3) }, () =>
			Number(childProcess.execFileSync(node, ['-e', script], { cwd: ROOT, encoding: 'utf8' })),
		),
	);
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
