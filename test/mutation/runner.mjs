import { readFileSync, writeFileSync } from 'node:fs';
import { DryRunStatus, MutantRunStatus } from '@stryker-mutator/api/test-runner';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/** What the dry run has found out; written by its process and read by all others, in the folder that they share. */
const DRY_RUN = 'dry-run.json';

/** The tests of what is declared, which see what runs when a file is loaded. */
const OF_DECLARATIONS = /unit.(reference|description|route).test.ts$/;

/**
 * Stryker's Jest runner, which runs a mutant only in the test files that reach it, those first that reach most of what is near it and
 * least else, until one fails. By itself it would load every test file for every mutant.
 *
 * Interface: Stryker's `TestRunner`
 */
class NarrowRunner {
	/** @param runner Stryker's Jest runner */
	constructor(runner) {
		this.runner = runner;
		const run = runner.run.bind(runner);
		runner.run = async (settings) =>
			await run({ ...settings, testFiles: this.testFiles ?? settings.testFiles });
	}

	async init() {
		await this.runner.init();
	}

	capabilities() {
		return this.runner.capabilities();
	}

	async dryRun(options) {
		const result = await this.runner.dryRun(options);
		if (result.status === DryRunStatus.Complete) save(result);
		return result;
	}

	async mutantRun(options) {
		dryRun ??= load();
		const { id } = options.activeMutant;
		// What runs when a file is loaded can be seen by any test, not only by those that load the file once more.
		const isLoaded = dryRun.loaded.includes(id);
		const testFilter = isLoaded ? undefined : options.testFilter;
		const files = reaching(id, isLoaded, testFilter);
		let result = { status: MutantRunStatus.Survived, nrOfTests: 0 };
		for (let start = 0, size = 1; start < files.length; start += size, size *= 2) {
			this.testFiles = files.slice(start, start + size);
			const { nrOfTests } = result;
			result = await this.runner.mutantRun({ ...options, testFilter });
			if (result.status !== MutantRunStatus.Survived) break;
			result.nrOfTests += nrOfTests;
		}
		return result;
	}
}

/** Keeps what mutants need of the dry run. */
export function save(result) {
	const loaded = Object.keys(result.mutantCoverage.static);
	writeFileSync(DRY_RUN, JSON.stringify({ loaded, testFiles: testFilesOf(result) }));
}

/** What was kept, and how many test files reach each mutant. */
function load() {
	const { loaded, testFiles } = JSON.parse(readFileSync(DRY_RUN, 'utf8'));
	const reach = new Map();
	for (const { mutants } of testFiles) for (const id of mutants) reach.set(id, (reach.get(id) ?? 0) + 1);
	return { loaded, testFiles, reach };
}

/** Each test file with the IDs of its tests, and of the mutants that these reach. */
function testFilesOf({ tests, mutantCoverage }) {
	const files = new Map();
	for (const { id, fileName } of tests) {
		if (!files.has(fileName)) files.set(fileName, { fileName, ids: [], mutants: [] });
		const file = files.get(fileName);
		file.ids.push(id);
		file.mutants.push(...Object.keys(mutantCoverage.perTest[id] ?? {}).map(Number));
	}
	return [...files.values()].map((file) => ({ ...file, mutants: [...new Set(file.mutants)] }));
}

/**
 * The test files to run for a mutant, in this order.
 *
 * @param isLoaded whether it runs when its file is loaded
 * @param testFilter IDs of the tests that reach it; all tests by default
 */
function reaching(mutant, isLoaded, testFilter) {
	const wanted = testFilter && new Set(testFilter);
	const closeness = ({ fileName, mutants }) => {
		if (isLoaded && OF_DECLARATIONS.test(fileName)) return Number.MAX_VALUE;
		// What is next to the mutant counts most, and what is reached by few other test files.
		const weightOf = (id) => 1 / (1 + Math.abs(id - Number(mutant))) ** 2 / dryRun.reach.get(id);
		return mutants.reduce((sum, id) => sum + weightOf(id), 0) ** 2 / (mutants.length + 1);
	};
	return dryRun.testFiles
		.filter(({ ids }) => !wanted || ids.some((id) => wanted.has(id)))
		.map((file) => ({ fileName: file.fileName, closeness: closeness(file) }))
		.sort((one, other) => other.closeness - one.closeness)
		.map(({ fileName }) => fileName);
}

let dryRun;

const jest = jestPlugins.find(({ name }) => name === 'jest');

const factory = (injector) => new NarrowRunner(injector.injectFunction(jest.factory));
factory.inject = ['$injector'];

/**
 * Leaves out what is declared outside of functions: it runs when a file is loaded, so that every test would have to run for it.
 *
 * Interface: Stryker's `Ignorer`, which leaves out whatever is in a node with a reason
 */
const declarations = {
	shouldIgnore: (path) =>
		path.getFunctionParent() || containsFunction(path) ? undefined : 'Declared outside of functions',
};

function containsFunction(path) {
	let contains = path.isFunction();
	path.traverse({
		Function(inner) {
			contains = true;
			inner.stop();
		},
	});
	return contains;
}

export const strykerPlugins = [
	{ kind: 'TestRunner', name: 'narrow', factory },
	{ kind: 'Ignore', name: 'declarations', value: declarations },
];
