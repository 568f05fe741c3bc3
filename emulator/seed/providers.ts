import type { MetadataInput, Oauth2Opts, Provider } from '../state';

/** Facts of a provider, as `GET /providers` listed them in August 2026. */
interface Facts {
	displayName: string;
	authType: Provider['authType'];
	host: string;
	grantType?: Oauth2Opts['grantType'];
	needsScopes?: boolean;
	/** Metadata that customers are asked for. */
	inputs?: MetadataInput[];
	/** What custom auth asks for. */
	customInputs?: MetadataInput[];
	defaultModule?: string;
}

const NETSUITE_PREFIX: MetadataInput = {
	name: 'workspace',
	displayName: 'Netsuite URL Prefix',
	prompt: 'If your Netsuite URL is `https://1234567-sb.app.netsuite.com`, then the prefix is `1234567-sb`.',
	defaultValue: '1234567-sb',
};

const RESTLET_URL =
	'If the URL is `/app/site/hosting/restlet.nl?script=3046&deploy=4`, then your script ID is `3046` and your deploy ID is `4`.';

/** The module of Salesforce that is the default, and the one that alone asks for a business unit. */
const CRM = 'crm';
const ACCOUNT_ENGAGEMENT = 'account-engagement';

const FACTS: Record<string, Facts> = {
	salesforce: {
		displayName: 'Salesforce',
		authType: 'oauth2',
		host: '{{.workspace}}.my.salesforce.com',
		grantType: 'authorizationCodePKCE',
		defaultModule: CRM,
		inputs: [
			{
				name: 'workspace',
				displayName: 'Subdomain',
				moduleDependencies: { [CRM]: {}, [ACCOUNT_ENGAGEMENT]: {} },
			},
			{
				name: 'businessUnitId',
				displayName: 'Business Unit ID',
				prompt: 'The 18-character ID that starts with 0Uv, found in Business Unit Setup',
				moduleDependencies: { [ACCOUNT_ENGAGEMENT]: {} },
			},
		],
	},
	// The same display name as above: only the name tells the two apart.
	salesforceJWT: {
		displayName: 'Salesforce',
		authType: 'custom',
		host: '{{.workspace}}.my.salesforce.com',
		inputs: [
			{
				name: 'workspace',
				displayName: 'Subdomain',
				prompt: 'Your Salesforce My Domain subdomain, such as `acme` for acme.my.salesforce.com',
			},
		],
		customInputs: [
			{ name: 'clientId', displayName: 'Consumer Key' },
			{ name: 'username', displayName: 'Salesforce Username' },
			{ name: 'privateKey', displayName: 'Base64 encoded Private Key (PEM)' },
		],
	},
	hubspot: oauth('HubSpot', 'api.hubapi.com', true),
	netsuite: {
		...oauth('Netsuite', '{{.workspace}}.suitetalk.api.netsuite.com', true),
		inputs: [
			NETSUITE_PREFIX,
			{ name: 'scriptId', displayName: 'RESTlet Script ID', prompt: RESTLET_URL },
			{ name: 'deployId', displayName: 'RESTlet Deploy ID', prompt: RESTLET_URL },
		],
	},
	netsuiteM2M: {
		displayName: 'Netsuite',
		authType: 'custom',
		host: '{{.workspace}}.suitetalk.api.netsuite.com',
		inputs: [
			NETSUITE_PREFIX,
			{
				name: 'scriptURL',
				displayName: 'RESTlet Deployment URL',
				defaultValue: '/app/site/hosting/restlet.nl?script=3277&deploy=1',
			},
		],
		customInputs: [
			{ name: 'clientId', displayName: 'Client ID' },
			{ name: 'certificateId', displayName: 'Certificate ID' },
			{ name: 'privateKey', displayName: 'Base64 encoded Private Key (PEM)' },
		],
	},
	zendeskSupport: {
		...oauth('Zendesk Support', '{{.workspace}}.zendesk.com', true),
		inputs: [{ name: 'workspace', displayName: 'Subdomain' }],
	},
	slack: oauth('Slack', 'slack.com/api', true),
	notion: oauth('Notion', 'api.notion.com', false),
	intercom: oauth('Intercom', 'api.intercom.io', false),
	outreach: oauth('Outreach', 'api.outreach.io', true),
	gong: oauth('Gong', 'api.gong.io', true),
	marketo: {
		...oauth('Marketo', '{{.workspace}}.mktorest.com', false, 'clientCredentials'),
		inputs: [{ name: 'workspace', displayName: 'Munchkin Account ID' }],
	},
	payPal: oauth('PayPal', 'api-m.paypal.com', false, 'clientCredentials'),
	sugarCRM: {
		...oauth('SugarCRM', '{{.workspace}}', false, 'password'),
		inputs: [{ name: 'workspace', displayName: 'Base URL' }],
	},
	apollo: { displayName: 'Apollo', authType: 'apiKey', host: 'api.apollo.io' },
	instantly: { displayName: 'Instantly (Legacy V1)', authType: 'apiKey', host: 'api.instantly.ai' },
	stripe: { displayName: 'Stripe', authType: 'apiKey', host: 'api.stripe.com' },
	ashby: { displayName: 'Ashby', authType: 'basic', host: 'api.ashbyhq.com' },
	freshdesk: {
		displayName: 'Freshdesk',
		authType: 'basic',
		host: '{{.workspace}}.freshdesk.com',
		inputs: [{ name: 'workspace', displayName: 'Domain' }],
	},
	gitlab: {
		displayName: 'GitLab',
		authType: 'custom',
		host: 'gitlab.com/api',
		customInputs: [{ name: 'token', displayName: 'Access Token' }],
	},
	// Not in the catalog: the description has the auth type `none`, but no provider of August 2026 uses it.
	hackerNews: { displayName: 'Hacker News', authType: 'none', host: 'hacker-news.firebaseio.com' },
};

/** The providers that the emulator knows, by name. */
export function seedProviders(): Record<string, Provider> {
	return Object.fromEntries(Object.entries(FACTS).map(([name, facts]) => [name, provider(name, facts)]));
}

function oauth(
	displayName: string,
	host: string,
	needsScopes: boolean,
	grantType: Oauth2Opts['grantType'] = 'authorizationCode',
): Facts {
	return { displayName, authType: 'oauth2', host, grantType, needsScopes };
}

/** Schema `ProviderInfo`; what the catalog's excerpt does not have is made up: base URL, token URL, support. */
function provider(name: string, facts: Facts): Provider {
	const { displayName, authType, host, grantType, inputs, customInputs, defaultModule = '' } = facts;
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
		support: { read: true, write: true, delete: false, subscribe: false, proxy: true, bulkWrite, search },
		...(oauth2Opts ? { oauth2Opts } : {}),
		...(authType === 'apiKey'
			? { apiKeyOpts: { attachmentType: 'header', header: { name: 'X-Api-Key' } } }
			: {}),
		...(customInputs ? { customOpts: { inputs: customInputs } } : {}),
		...(inputs ? { metadata: { input: inputs } } : {}),
	};
}
