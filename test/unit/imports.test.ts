import { importCycles, type ImportGraph, importGraph, reachable } from '../support/importGraph';

const graph = importGraph(['nodes', 'credentials', 'emulator', 'scripts', 'bench', 'test']);

const NODES = ['Ampersand', 'AmpersandTrigger'];
const ENTRIES = NODES.map((node) => `nodes/${node}/${node}.node.ts`);

/** The imports that lead from one place to another, as `importer → imported`. */
function imports(from: RegExp, to: RegExp): string[] {
	return [...graph]
		.filter(([file]) => from.test(file))
		.flatMap(([file, imported]) =>
			imported.filter((target) => to.test(target)).map((target) => `${file} → ${target}`),
		);
}

describe('the import graph', () => {
	it('contains the files of both nodes', () => {
		for (const entry of ENTRIES) expect(reachable(graph, entry).size).toBeGreaterThan(15);
	});

	it('has no cycle', () => expect(importCycles(graph)).toEqual([]));

	it('leads from transport to errors, never back', () => {
		expect(imports(/^nodes\/shared\/transport\//, /^nodes\/shared\/errors\//)).not.toEqual([]);
		expect(imports(/^nodes\/shared\/errors\//, /^nodes\/shared\/transport\//)).toEqual([]);
	});

	it.each(NODES)('leads from %s to shared code, never to another node', (node) => {
		expect(imports(new RegExp(`^nodes/${node}/`), new RegExp(`^nodes/(?!${node}/|shared/)`))).toEqual([]);
	});

	it('leads from shared code to no node', () => {
		expect(imports(/^nodes\/shared\//, /^nodes\/(?!shared\/)/)).toEqual([]);
	});

	it('leads from a credential to shared code only', () => {
		expect(imports(/^credentials\//, /^(?!nodes\/shared\/)/)).toEqual([]);
	});

	it('leads from the published code to nothing outside it', () => {
		expect(imports(/^(nodes|credentials)\//, /^(?!nodes\/)/)).toEqual([]);
	});

	it('leads from both nodes to every file of the shared code', () => {
		const shared = [...graph.keys()].filter((file) => file.startsWith('nodes/shared/'));
		for (const entry of ENTRIES) {
			const reached = reachable(graph, entry);
			expect(shared.filter((file) => !reached.has(file))).toEqual([]);
		}
	});
});

describe('a cycle of imports', () => {
	it('is found, whatever its length', () => {
		const cyclic: ImportGraph = new Map([
			['a', ['b', 'd']],
			['b', ['c']],
			['c', ['a']],
			['d', ['d']],
			['e', ['a']],
		]);
		expect(importCycles(cyclic)).toEqual(['a → b → c → a', 'b → c → a → b', 'c → a → b → c', 'd → d']);
	});
});
