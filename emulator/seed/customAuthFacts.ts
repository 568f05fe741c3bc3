import { type Facts, NETSUITE_PREFIX, SALESFORCE_SUBDOMAIN } from './facts';

const NETSUITE_M2M_GUIDE = 'https://docs.withampersand.com/customer-guides/netsuite-m2m';
const SALESFORCE_GUIDE = 'https://docs.withampersand.com/customer-guides/salesforce';
const GOOGLE_GUIDE = 'https://docs.withampersand.com/provider-guides/google-workspace-delegation';

/** The providers with custom auth that the emulator knows. */
export const CUSTOM_AUTH: Record<string, Facts> = {
	// The same display name as `salesforce`: only the name tells the two apart.
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
};
