import type { CustomAuthInput, MetadataInput, Oauth2Opts, Provider } from '../state';

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

/** The workspace of both providers for NetSuite. */
export const NETSUITE_PREFIX: MetadataInput = {
	name: 'workspace',
	displayName: 'Netsuite URL Prefix',
	prompt: 'If your Netsuite URL is `https://1234567-sb.app.netsuite.com`, then the prefix is `1234567-sb`.',
	docsURL: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1498251763.html',
	defaultValue: '1234567-sb',
	moduleDependencies: { restapi: {}, restlet: {}, suiteql: {} },
};

/** The workspace of both providers for Salesforce. */
export const SALESFORCE_SUBDOMAIN: MetadataInput = {
	name: 'workspace',
	displayName: 'Subdomain',
	docsURL: 'https://help.salesforce.com/s/articleView?language=en_US&id=sf.faq_domain_name_what.htm&type=5',
};
