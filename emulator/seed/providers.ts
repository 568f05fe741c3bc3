import type { Oauth2Opts, Provider } from '../state';
import { CUSTOM_AUTH } from './customAuthFacts';
import type { Facts } from './facts';
import { FACTS } from './providerFacts';

/** The providers that the emulator knows, by name. */
export function seedProviders(): Record<string, Provider> {
	const all = Object.entries({ ...FACTS, ...CUSTOM_AUTH });
	return Object.fromEntries(all.map(([name, facts]) => [name, provider(name, facts)]));
}

/** Schema `ProviderInfo`; what the catalog's excerpt does not have is made up: base URL, token URL, support. */
function provider(name: string, facts: Facts): Provider {
	const { displayName, authType, host, grantType, inputs, customInputs, multiStep } = facts;
	const { defaultModule = '', hasProxy = true } = facts;
	const bulkWrite = { insert: false, update: false, upsert: false, delete: false };
	const search = { operators: { equals: true } };
	const oauth2Opts: Oauth2Opts | undefined = grantType && {
		grantType,
		tokenURL: `https://${host}/oauth2/token`,
		explicitScopesRequired: facts.needsScopes ?? false,
		explicitWorkspaceRequired: inputs?.some((input) => input.name === 'workspace') ?? false,
		tokenMetadataFields: {},
	};
	return {
		name,
		displayName,
		authType,
		baseURL: `https://${host}`,
		defaultModule,
		support: { read: true, write: true, delete: false, subscribe: false, proxy: hasProxy, bulkWrite, search },
		...(oauth2Opts ? { oauth2Opts } : {}),
		...(authType === 'apiKey'
			? { apiKeyOpts: { attachmentType: 'header', header: { name: 'X-Api-Key' } } }
			: {}),
		...customOptsOf(customInputs, multiStep),
		...(inputs ? { metadata: { input: inputs } } : {}),
	};
}

function customOptsOf(
	inputs: Facts['customInputs'],
	multiStep: true | undefined,
): Pick<Provider, 'customOpts'> {
	if (!inputs && !multiStep) return {};
	return { customOpts: { ...(inputs ? { inputs } : {}), ...(multiStep ? { multiStep } : {}) } };
}
