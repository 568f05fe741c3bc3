const asyncHooks = require('node:async_hooks');
const { createRequire } = require('node:module');
const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { TestEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

/** The contexts that stand for the worker's own one, for which `vm` has no object. */
const own = new WeakSet();

/** The modules that have been compiled, by file: every test file runs them in the same context. */
const compiled = new Map();

const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options) => {
	if (!own.has(options?.parsingContext)) return compileFunction(code, parameters, options);
	const { filename } = options;
	if (compiled.get(filename)?.code !== code) {
		// Without the other options, which would keep everything of the test file in memory.
		compiled.set(filename, { code, run: compileFunction(code, parameters, { filename }) });
	}
	return compiled.get(filename).run;
};

/**
 * The storages that have been created since the last test file. Jest creates one for each test file and never disables it, and before
 * Node.js 24, each new promise costs time for every storage that is enabled.
 */
const storages = new Set();
asyncHooks.AsyncLocalStorage = class extends asyncHooks.AsyncLocalStorage {
	constructor(...options) {
		super(...options);
		storages.add(this);
	}
};

/** How many statements, functions, and branches of each source the test files of this worker have reached so far. */
const reached = new Map();

/** The coverage of the sources of which a test file has reached something new, because Jest copies and merges it for each test file. */
function newCoverage(coverage) {
	const isNew = ([file, { s, f, b }]) => {
		const before = reached.get(file);
		reached.set(file, [s, f, ...Object.values(b)].flatMap(Object.values).filter(Boolean).length);
		return reached.get(file) !== before;
	};
	return Object.fromEntries(Object.entries(coverage).filter(isNew));
}

/** What Jest keeps in the context about a test file: its tests, and the handlers of their events. */
const OF_A_TEST_FILE = /^(JEST_STATE_SYMBOL|EVENT_HANDLERS)$/;

/**
 * Runs all test files of a worker in the worker's own context, so that they can share the libraries that `libraries.js` loads once per
 * worker. Jest's environment gives each test file a context of its own, in which everything must be loaded again.
 *
 * Interface: https://jestjs.io/docs/configuration#testenvironment-string
 */
module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		own.add(this.context);
		this.global = globalThis;
		this.replaced = { console: globalThis.console, exit: process.exit };
		this.global[Symbol.for('requireLibrary')] = createRequire(__filename);
		this.moduleMocker = new ModuleMocker(this.global);
		this.fakeTimersModern = new ModernFakeTimers({ config: config.projectConfig, global: this.global });
		// The old ones, which nothing here uses, replace the timers when they are created.
		this.fakeTimers = null;
	}

	handleTestEvent({ name }) {
		if (name !== 'run_finish' || !this.global.__coverage__) return;
		this.coverage = this.global.__coverage__;
		this.global.__coverage__ = newCoverage(this.coverage);
	}

	async teardown() {
		// All test files count in the same place.
		if (this.coverage) this.global.__coverage__ = this.coverage;
		// Libraries outlive the test file, and so would what it has replaced in them.
		this.moduleMocker.restoreAllMocks();
		// Jest replaces both for a test file, and takes neither back.
		globalThis.console = this.replaced.console;
		process.exit = this.replaced.exit;
		for (const key of Object.getOwnPropertySymbols(globalThis)) {
			if (OF_A_TEST_FILE.test(key.description)) delete globalThis[key];
		}
		// The library that still uses one enables it again.
		for (const storage of storages) storage.disable();
		storages.clear();
		await super.teardown();
	}
};
