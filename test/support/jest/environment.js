const asyncHooks = require('node:async_hooks');
const { createRequire } = require('node:module');
const { readdirSync } = require('node:fs');
const { join, resolve } = require('node:path');
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

const ROOT = resolve(__dirname, '../../..');

/** Our own sources that remember nothing from one test file to the next, so that a worker needs to load them only once. */
const SHARED = ['credentials', 'emulator', 'nodes/Ampersand', 'nodes/shared', 'test/support/engine']
	.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(ROOT, folder, file)),
	)
	// The package under test has the trigger, which remembers deliveries.
	.filter((file) => file.endsWith('.ts') && !file.endsWith('engine/source.ts'));

/** What those that are loaded export, by file. */
const loaded = new Map();

/**
 * Jest notes in a storage which test is running, so that it can blame it for an error that nothing catches. Before Node.js 24, each
 * promise and each callback costs time while any storage is in use. As the tests of a file run one after another, a variable will do.
 */
class RunningTest {
	getStore() {
		return this.store;
	}

	async run(store, callback) {
		const { store: outer } = this;
		this.store = store;
		try {
			return await callback();
		} finally {
			this.store = outer;
		}
	}
}

const { AsyncLocalStorage } = asyncHooks;
asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
	constructor(...options) {
		super(...options);
		if (new Error().stack.includes('/jest-circus/')) return new RunningTest();
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
 * Runs all test files of a worker in the worker's own context, so that they can share what `libraries.js` loads once per worker. Jest's environment gives each test file a context of its own, in which everything must be loaded again.
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
		this.global[Symbol.for('sharedSources')] = { files: this.sharesSources(config) ? SHARED : [], loaded };
		// That of Node.js. Jest asks for 100 frames, which makes every error slow, also those that nobody reads.
		Error.stackTraceLimit = 10;
		this.moduleMocker = new ModuleMocker(this.global);
		this.fakeTimersModern = new ModernFakeTimers({ config: config.projectConfig, global: this.global });
		// The old ones, which nothing here uses, replace the timers when they are created.
		this.fakeTimers = null;
	}

	/** Not where sources change while the process runs: in watch mode, and in Stryker, whose environment is another one. */
	sharesSources({ globalConfig, projectConfig }) {
		return !globalConfig.watch && !globalConfig.watchAll && projectConfig.testEnvironment === __filename;
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
		await super.teardown();
	}
};
