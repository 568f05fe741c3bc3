import type { MetadataInput, Oauth2Opts } from '../state';
import type { Facts } from './providers';

const NETSUITE_PREFIX: MetadataInput = {
	name: 'workspace',
	displayName: 'Netsuite URL Prefix',
	prompt: 'If your Netsuite URL is `https://1234567-sb.app.netsuite.com`, then the prefix is `1234567-sb`.',
	docsURL: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1498251763.html',
	defaultValue: '1234567-sb',
	moduleDependencies: { restapi: {}, restlet: {}, suiteql: {} },
};

/** What only the RESTlet module of NetSuite asks for. */
const RESTLET = {
	prompt:
		'If the URL is `/app/site/hosting/restlet.nl?script=3046&deploy=4`, then your script ID is `3046` and your deploy ID is `4`.',
	docsURL: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4618456517.html',
	moduleDependencies: { restlet: {} },
};

const NETSUITE_M2M_GUIDE = 'https://docs.withampersand.com/customer-guides/netsuite-m2m';
const SALESFORCE_GUIDE = 'https://docs.withampersand.com/customer-guides/salesforce';
const GOOGLE_GUIDE = 'https://docs.withampersand.com/provider-guides/google-workspace-delegation';

const SALESFORCE_SUBDOMAIN: MetadataInput = {
	name: 'workspace',
	displayName: 'Subdomain',
	docsURL: 'https://help.salesforce.com/s/articleView?language=en_US&id=sf.faq_domain_name_what.htm&type=5',
};

const ACCOUNT_ENGAGEMENT = { 'account-engagement': {}, 'account-engagement-demo': {} };

/** The providers of the catalog that the emulator knows. */
export const FACTS: Record<string, Facts> = {
	salesforce: {
		displayName: 'Salesforce',
		authType: 'oauth2',
		host: '{{.workspace}}.my.salesforce.com',
		grantType: 'authorizationCodePKCE',
		defaultModule: 'crm',
		inputs: [
			{ ...SALESFORCE_SUBDOMAIN, moduleDependencies: { crm: {}, ...ACCOUNT_ENGAGEMENT } },
			{
				name: 'businessUnitId',
				displayName: 'Business Unit ID',
				prompt: 'The 18-character ID that starts with 0Uv, found in Business Unit Setup',
				docsURL: 'https://developer.salesforce.com/docs/marketing/pardot/guide/authentication.html',
				moduleDependencies: ACCOUNT_ENGAGEMENT,
			},
		],
	},
	// The same display name as above: only the name tells the two apart.
	salesforceJWT: {
		displayName: 'Salesforce',
		authType: 'custom',
		host: '{{.workspace}}.my.salesforce.com',
		defaultModule: 'crm',
		inputs: [
			{
				...SALESFORCE_SUBDOMAIN,
				prompt: 'Your Salesforce My Domain subdomain, such as `acme` for acme.my.salesforce.com',
				moduleDependencies: { crm: {} },
			},
		],
		customInputs: [
			{
				name: 'clientId',
				displayName: 'Consumer Key',
				prompt: 'The Consumer Key of the External Client App, under Settings → OAuth Settings',
				docsURL: SALESFORCE_GUIDE,
			},
			{
				name: 'username',
				displayName: 'Salesforce Username',
				prompt: 'The Salesforce user that the integration acts as, such as integration.user@acme.com',
				docsURL: SALESFORCE_GUIDE,
			},
			{
				name: 'privateKey',
				displayName: 'Base64 encoded Private Key (PEM)',
				prompt: 'The RSA private key whose certificate the External Client App has',
				docsURL: SALESFORCE_GUIDE,
			},
		],
	},
	hubspot: oauth('HubSpot', 'api.hubapi.com', true),
	netsuite: {
		...oauth('Netsuite', '{{.workspace}}.suitetalk.api.netsuite.com', true),
		defaultModule: 'restapi',
		inputs: [
			NETSUITE_PREFIX,
			{ name: 'scriptId', displayName: 'RESTlet Script ID', ...RESTLET },
			{ name: 'deployId', displayName: 'RESTlet Deploy ID', ...RESTLET },
		],
	},
	netsuiteM2M: {
		displayName: 'Netsuite',
		authType: 'custom',
		host: '{{.workspace}}.suitetalk.api.netsuite.com',
		defaultModule: 'restapi',
		inputs: [
			NETSUITE_PREFIX,
			{
				name: 'scriptURL',
				displayName: 'RESTlet Deployment URL',
				prompt: 'Copy it from the Deployments tab of the NetSuite bundle',
				docsURL: `${NETSUITE_M2M_GUIDE}#6-verify-the-deployment`,
				moduleDependencies: { restlet: {} },
				defaultValue: '/app/site/hosting/restlet.nl?script=3277&deploy=1',
			},
		],
		customInputs: [
			{
				name: 'clientId',
				displayName: 'Client ID',
				prompt: 'From the NetSuite Integration Record',
				docsURL: `${NETSUITE_M2M_GUIDE}#2-create-an-integration-record`,
			},
			{
				name: 'certificateId',
				displayName: 'Certificate ID',
				prompt: 'From the M2M Setup page',
				docsURL: `${NETSUITE_M2M_GUIDE}#4-create-a-machine-to-machine-certificate-mapping`,
			},
			{
				name: 'privateKey',
				displayName: 'Base64 encoded Private Key (PEM)',
				prompt: 'The base64 encoded private key',
				docsURL: `${NETSUITE_M2M_GUIDE}#3-generate-a-certificate-key-pair`,
			},
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
		inputs: [
			{
				name: 'workspace',
				displayName: 'Munchkin Account ID',
				docsURL:
					'https://nation.marketo.com/t5/knowledgebase/how-to-find-your-munchkin-id-for-a-marketo-instance/ta-p/248432',
			},
		],
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
		customInputs: [
			{
				name: 'token',
				displayName: 'Access Token',
				prompt: 'A personal, project, or group access token',
				docsURL: 'https://gitlab.com/-/user_settings/personal_access_tokens',
			},
		],
	},
	googleWorkspaceDelegation: {
		displayName: 'Google',
		authType: 'custom',
		host: 'www.googleapis.com',
		defaultModule: 'calendar',
		inputs: [
			{
				name: 'userEmail',
				displayName: 'User Email',
				prompt: 'The user whose data the integration accesses, such as `user@company.com`',
				docsURL: GOOGLE_GUIDE,
				moduleDependencies: { calendar: {}, contacts: {}, gmail: {} },
			},
		],
		customInputs: [
			{
				name: 'serviceAccountKey',
				displayName: 'Service Account Key (Base64)',
				prompt: 'Base64-encoded JSON key file of a service account',
				docsURL: GOOGLE_GUIDE,
			},
		],
	},
	// Custom auth in several steps: one asks for inputs nevertheless, the other one for none.
	redtail: {
		displayName: 'Redtail',
		authType: 'custom',
		host: '{{.region}}.redtailtechnology.com',
		multiStep: true,
		inputs: [
			{
				name: 'region',
				displayName: 'Region',
				prompt: 'The host of your Redtail environment, such as `crm`',
				defaultValue: 'crm',
			},
		],
		customInputs: [
			{ name: 'apiKey', displayName: 'API Key', fieldType: 'fieldTypePassword' },
			{ name: 'username', displayName: 'Username', fieldType: 'fieldTypeText' },
			{ name: 'password', displayName: 'Password', fieldType: 'fieldTypePassword' },
		],
	},
	microsoftAdminConsent: {
		displayName: 'Microsoft (Admin consent)',
		authType: 'custom',
		host: 'graph.microsoft.com',
		multiStep: true,
	},
	// The catalog does not say what its custom auth asks for. That it has no proxy is made up: which ones don't isn't known.
	snowflake: {
		displayName: 'Snowflake',
		authType: 'custom',
		host: '{{.workspace}}.snowflakecomputing.com',
		hasProxy: false,
	},
	// Not in the catalog: the description has the auth type `none`, but no provider of August 2026 uses it.
	hackerNews: { displayName: 'Hacker News', authType: 'none', host: 'hacker-news.firebaseio.com' },
};

function oauth(
	displayName: string,
	host: string,
	needsScopes: boolean,
	grantType: Oauth2Opts['grantType'] = 'authorizationCode',
): Facts {
	return { displayName, authType: 'oauth2', host, grantType, needsScopes };
}
