import {
	END_TO_END,
	FAST,
	merge,
	type Result,
	resultOf,
	savedResults,
	tableOf,
} from '../../scripts/versions/results';
import { nodeVersions } from '../../scripts/versions/nodeVersions';
import { allVersions } from '../e2e/versions';
import { fs } from '../support/node';

const result = (tests: string, on: string): Result => ({
	tests,
	on,
	node: '24.1.0',
	passed: 12,
	failed: 3,
	skipped: 0,
	date: '2026-11-26',
});

const readJson = <T>(file: string): T => JSON.parse(fs.readFileSync(file, 'utf8')) as T;

describe('the results in docs/compatibility.md', () => {
	const versionsOf = (wanted: string) =>
		savedResults()
			.filter(({ tests }) => tests === wanted)
			.map(({ on, node }) => `${on}, ${node}`);

	it('have a row for every version of n8n that the tests run on', () => {
		expect(versionsOf(END_TO_END)).toEqual(allVersions().map(({ n8n, node }) => `n8n ${n8n}, ${node}`));
	});

	it('have a row for every version of Node.js that the tests run on, with the engine that is installed', () => {
		const { version } = readJson<{ version: string }>('node_modules/n8n-core/package.json');
		const rows = Object.values(nodeVersions()).map((node) => `n8n-core ${version}, ${node}`);
		expect(versionsOf(FAST)).toEqual(rows);
	});

	it('are replaced by those of a new run of the same tests, and no others', () => {
		const before = [
			result(END_TO_END, 'n8n 1.2.3'),
			result(END_TO_END, 'n8n 2.0.3'),
			result(FAST, 'n8n-core 2.0.3'),
		];
		const next = result(END_TO_END, 'n8n 3.0.0');
		expect(merge(before, [next])).toEqual([next, before[2]]);
	});

	it('are read as they were written', () => {
		const results = [result(END_TO_END, 'n8n 2.0.3'), result(FAST, 'n8n-core 2.41.1')];
		expect(tableOf(results).split('\n').slice(2).map(resultOf)).toEqual(results);
	});
});

describe('the empty stand-in', () => {
	const { packages } = readJson<{ packages: Record<string, { version?: string }> }>('package-lock.json');

	it.each([['@n8n/ai-node-sdk', 'scripts/aiNodeSdk']])(
		'for %s has the version that is asked for, so that npm does not install the real one',
		(name, folder) => {
			const installed = Object.entries(packages).filter(([place]) => place.endsWith(`node_modules/${name}`));
			expect(installed).toEqual([[`node_modules/${name}`, { resolved: folder, link: true }]]);
		},
	);
});
