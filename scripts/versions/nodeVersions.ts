import { fs, path } from '../../test/support/node';

/** The exact versions of Node.js that the tests run on, by major version. */
export function nodeVersions(): Record<string, string> {
	const manifest = fs.readFileSync(path.join(module.path, 'nodes', 'package.json'), 'utf8');
	const { optionalDependencies } = JSON.parse(manifest) as { optionalDependencies: Record<string, string> };
	const entries = Object.entries(optionalDependencies).flatMap(([name, version]) => {
		const major = /^node-(\d+)-linux-x64$/.exec(name)?.[1];
		return major ? [[major, version.split('@')[1]]] : [];
	});
	return Object.fromEntries(entries) as Record<string, string>;
}
