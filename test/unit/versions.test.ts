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

const result = (tests: string, on: string): Result => ({
	tests,
	on,
	node: '24.1.0',
	passed: 12,
	failed: 3,
	skipped: 0,
	date: '2026-11-26',
});

describe('the results in docs/compatibility.md', () => {
	const versionsOf = (wanted: string) =>
		savedResults()
			.filter(({ tests }) => tests === wanted)
			.map(({ on, node }) => `${on}, ${node}`);

	it('have a row for every version of n8n that the tests run on', () => {
		expect(versionsOf(END_TO_END)).toEqual(allVersions().map(({ n8n, node }) => `n8n ${n8n}, ${node}`));
	});

	it('have a row for every major version of Node.js that the tests run on', () => {
		const rows = versionsOf(FAST).map((row) => /, (\d+)\./.exec(row)?.[1]);
		expect(rows).toEqual(Object.keys(nodeVersions()));
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
