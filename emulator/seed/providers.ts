import type { CustomAuthInput, MetadataInput, Oauth2Opts, Provider } from '../state';
import { FACTS } from './providerFacts';

/** Facts of a provider, as `GET /providers` listed them in August 2026. */
export interface Facts {
	displayName: string;
	authType: Provider['authType'];
	host: string;
	grantType?: Oauth2Opts['grantType'];
	needsScopes?: boolean;
	/** Metadata that customers are asked for. */
	inputs?: MetadataInput[];
	/** What custom auth asks for. */
	customInputs?: CustomAuthInput[];
	/** Whether only Ampersand's own UI can finish its custom auth. */
	multiStep?: true;
	/** Default true. */
	hasProxy?: false;
	defaultModule?: string;
}

/** The providers that the emulator knows, by name. */
export function seedProviders(): Record<string, Provider> {
	return Object.fromEntries(Object.entries(FACTS).map(([name, facts]) => [name, provider(name, facts)]));
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
