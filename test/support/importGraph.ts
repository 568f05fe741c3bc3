import ts from 'typescript';
import { fs, path } from './node';

/** Which files of this repository each file imports, types included; paths are relative to the repository. */
export type ImportGraph = Map<string, string[]>;

const ROOT = path.resolve();

/** The import graph of all TypeScript files in some folders, resolved by the TypeScript compiler. */
export function importGraph(folders: string[]): ImportGraph {
	const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
		config: object;
	};
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
	const files = folders.flatMap((folder) =>
		ts.sys.readDirectory(path.join(ROOT, folder), ['.ts'], ['**/node_modules', '**/.cache']),
	);
	return new Map(files.map((file) => [relative(file), importsOf(file, options)]));
}

/** The files that can be reached from a file, itself included. */
export function reachable(graph: ImportGraph, from: string): Set<string> {
	const reached = new Set([from]);
	// A set's iteration also visits what is added meanwhile.
	for (const file of reached) for (const imported of graph.get(file) ?? []) reached.add(imported);
	return reached;
}

/** One cycle of imports for each file that is part of one, such as `a → b → a`. */
export function importCycles(graph: ImportGraph): string[] {
	return [...graph.keys()].flatMap((file) => {
		const back = pathBetween(graph, file);
		return back ? [back.join(' → ')] : [];
	});
}

/** The shortest path along imports from a file back to itself. */
function pathBetween(graph: ImportGraph, file: string): string[] | undefined {
	const paths: string[][] = [[file]];
	const visited = new Set<string>();
	for (const current of paths) {
		for (const imported of graph.get(current[current.length - 1]) ?? []) {
			if (imported === file) return [...current, file];
			if (visited.has(imported)) continue;
			visited.add(imported);
			paths.push([...current, imported]);
		}
	}
	return undefined;
}

function importsOf(file: string, options: ts.CompilerOptions): string[] {
	const { importedFiles } = ts.preProcessFile(fs.readFileSync(file, 'utf8'), true, true);
	return importedFiles.flatMap(({ fileName }) => {
		if (!fileName.startsWith('.')) return [];
		const { resolvedModule } = ts.resolveModuleName(fileName, file, options, ts.sys);
		return resolvedModule ? [relative(resolvedModule.resolvedFileName)] : [];
	});
}

function relative(file: string): string {
	return path.relative(ROOT, file).split(path.sep).join('/');
}
