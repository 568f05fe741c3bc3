// Workers are started with the same flags. All cores run tests, so that more threads for V8's garbage collector would only cost time.
process.execArgv.push('--single-threaded-gc');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/jest/environment.js',
	setupFiles: ['<rootDir>/test/support/jest/libraries.js'],
	// Watch mode sees only changes of files in these folders.
	roots: [
		'<rootDir>/test/unit',
		'<rootDir>/test/engine',
		'<rootDir>/test/contract',
		'<rootDir>/test/support',
		'<rootDir>/nodes',
		'<rootDir>/credentials',
		'<rootDir>/emulator',
	],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true },
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
	// By default Jest leaves one core free, which doubles the time on two cores.
	maxWorkers: '100%',
	globalSetup: '<rootDir>/test/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	// A busy machine must not fail a test.
	testTimeout: 60_000,
	coverageReporters: ['text-summary', 'lcovonly'],
	coverageThreshold: { global: { lines: 95, branches: 90 } },
};
