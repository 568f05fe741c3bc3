import { readFileSync, writeFileSync } from 'node:fs';
import { DryRunStatus, MutantRunStatus } from '@stryker-mutator/api/test-runner';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/** Which file holds which test; written by the process of the dry run and read by all others, in the folder that they share. */
const TESTS = 'tests-of-the-dry-run.json';

/**
 * Stryker's Jest runner, which runs a mutant only in the test files that reach it, the quickest first, until one fails. By itself it would
 * load every test file for every mutant.
 */
class NarrowRunner {
	/** @param runner Stryker's Jest runner */
	constructor(runner) {
		this.runner = runner;
		const run = runner.run.bind(runner);
		runner.run = async (settings) => await run({ ...settings, testFiles: this.testFiles });
	}

	async init() {
		await this.runner.init();
	}

	capabilities() {
		return this.runner.capabilities();
	}

	async dryRun(options) {
		const result = await this.runner.dryRun(options);
		if (result.status === DryRunStatus.Complete) {
			const tests = result.tests.map(({ id, fileName, timeSpentMs }) => [id, fileName, timeSpentMs]);
			writeFileSync(TESTS, JSON.stringify(tests));
		}
		return result;
	}

	async mutantRun(options) {
		const files = filesOf(options.testFilter);
		let result;
		for (let start = 0, size = 1; start < files.length; start += size, size *= 2) {
			this.testFiles = files.slice(start, start + size);
			const last = await this.runner.mutantRun(options);
			const nrOfTests = (result?.nrOfTests ?? 0) + (last.nrOfTests ?? 0);
			result = last.nrOfTests === undefined ? last : { ...last, nrOfTests };
			if (result.status !== MutantRunStatus.Survived) break;
		}
		return result ?? { status: MutantRunStatus.Survived, nrOfTests: 0 };
	}
}

/** The test files with these tests, the one that takes the least time first. */
function filesOf(testFilter) {
	const wanted = testFilter && new Set(testFilter);
	const times = new Map();
	for (const [id, file, ms] of JSON.parse(readFileSync(TESTS, 'utf8'))) {
		if (!wanted || wanted.has(id)) times.set(file, (times.get(file) ?? 0) + ms);
	}
	return [...times].sort(([, one], [, other]) => one - other).map(([file]) => file);
}

const jest = jestPlugins.find(({ name }) => name === 'jest');

const factory = (injector) => new NarrowRunner(injector.injectFunction(jest.factory));
factory.inject = ['$injector'];

export const strykerPlugins = [{ kind: 'TestRunner', name: 'narrow', factory }];
