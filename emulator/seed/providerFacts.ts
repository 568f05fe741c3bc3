import type { Oauth2Opts } from '../state';
import { type Facts, NETSUITE_PREFIX, SALESFORCE_SUBDOMAIN } from './facts';

/** What only the RESTlet module of NetSuite asks for. */
const RESTLET = {
	prompt:
		'If the URL is `/app/site/hosting/restlet.nl?script=3046&deploy=4`, then your script ID is `3046` and your deploy ID is `4`.',
	docsURL: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4618456517.html',
	moduleDependencies: { restlet: {} },
};

const ACCOUNT_ENGAGEMENT = { 'account-engagement': {}, 'account-engagement-demo': {} };

/** The providers of the catalog that the emulator knows, except those with custom auth. */
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
