import { seedProviders } from '../../emulator/seed/providers';
import type { Provider } from '../../emulator/state';
import { fs, path } from '../support/node';
import { describeWith, descriptionPath } from './openapi';

/** Facts of all providers, next to the API's description. */
const file = descriptionPath && path.join(path.dirname(descriptionPath), 'providers.json');
const catalogPath = file && fs.existsSync(file) ? file : undefined;

/** Kept by the emulator although the catalog does not have it; `emulator/README.md` says why. */
const EXCEPTIONS = ['hackerNews'];

describeWith(catalogPath)("the emulator's providers", () => {
	const text = catalogPath ? fs.readFileSync(catalogPath, 'utf8') : '{}';
	const catalog = JSON.parse(text) as Record<string, Provider>;
	const names = Object.keys(seedProviders()).filter((name) => !EXCEPTIONS.includes(name));

	it.each(names)("are as in Ampersand's catalog: %s", (name) => {
		expect(factsOf(seedProviders()[name])).toEqual(factsOf(catalog[name]));
	});

	it('do not have an exception that the catalog has meanwhile', () => {
		expect(EXCEPTIONS.filter((name) => name in catalog)).toEqual([]);
	});
});

/** What the node relies on. Of the prompts only whether there is one: the emulator shortens them. */
function factsOf({ displayName, authType, oauth2Opts, metadata, customOpts }: Provider): object {
	const asShown = <Input extends { prompt?: string }>(inputs: Input[] = []) =>
		inputs.map((input) => ({ ...input, prompt: Boolean(input.prompt) }));
	return {
		displayName,
		authType,
		grantType: oauth2Opts?.grantType,
		explicitScopesRequired: oauth2Opts?.explicitScopesRequired,
		explicitWorkspaceRequired: oauth2Opts?.explicitWorkspaceRequired,
		metadata: asShown(metadata?.input),
		customInputs: asShown(customOpts?.inputs),
		multiStep: customOpts?.multiStep,
	};
}
