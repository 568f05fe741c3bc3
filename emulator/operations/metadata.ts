import { isObject } from '../input';
import type { Issue } from '../problem';
import type { MetadataInput, Provider } from '../state';

/** The issues of metadata that is not as schema `ProviderMetadata` has it. */
export function metadataIssues(metadata: unknown): Issue[] {
	if (metadata === undefined) return [];
	const entries = isObject(metadata) ? Object.entries(metadata) : [['', undefined] as const];
	return entries
		.filter(
			([, entry]) =>
				!isObject(entry) ||
				typeof entry.value !== 'string' ||
				!['input', 'token', 'provider'].includes(String(entry.source)),
		)
		.map(([name]) => ({
			in: 'body',
			name: `providerMetadata.${name}`,
			detail: 'needs a value and a source, which is input, token or provider',
		}));
}

/** What the catalog asks for and the API does without: Salesforce's own login page knows the workspace. */
const OPTIONAL_INPUTS: Record<string, string[]> = { salesforce: ['workspace'] };

/** The issues of metadata that the catalog asks for and a request does not have. */
export function missingMetadata(provider: Provider, body: Record<string, unknown>): Issue[] {
	return requiredInputs(provider)
		.filter(({ name }) => !OPTIONAL_INPUTS[provider.name]?.includes(name) && !isGiven(name, body))
		.map(({ name, displayName }) => ({
			in: 'body',
			name: `providerMetadata.${name}`,
			detail: `${displayName} is required by ${provider.displayName}`,
		}));
}

/** What the provider's default module asks for. */
export function requiredInputs({ metadata, defaultModule }: Provider): MetadataInput[] {
	return (metadata?.input ?? []).filter(
		({ moduleDependencies }) => !moduleDependencies || defaultModule in moduleDependencies,
	);
}

/** Ampersand's React library sends the workspace both ways, so either counts. */
function isGiven(name: string, { providerMetadata, providerWorkspaceRef }: Record<string, unknown>): boolean {
	if (name === 'workspace' && providerWorkspaceRef) return true;
	const entry = isObject(providerMetadata) ? providerMetadata[name] : undefined;
	return isObject(entry) && Boolean(entry.value);
}
