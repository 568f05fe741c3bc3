/**
 * The libraries that a worker loads once for all of its test files, by Node.js's own `require`. Jest itself loads every library anew for
 * each test file, and n8n's engine takes a second to load.
 */
const LIBRARIES = [
	'n8n-core',
	'n8n-workflow',
	'luxon',
	'fastify',
	'express',
	'axios',
	'svix',
	'fast-check',
	'ajv',
	'selfsigned',
	'typescript',
];

const load = globalThis[Symbol.for('requireLibrary')];
for (const name of LIBRARIES) jest.doMock(name, () => load(name));

const { files, loaded } = globalThis[Symbol.for('sharedSources')];
for (const file of files) {
	jest.doMock(file, () => {
		if (!loaded.has(file)) loaded.set(file, jest.requireActual(file));
		return loaded.get(file);
	});
}
