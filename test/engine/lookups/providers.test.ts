import { engineHarness } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

describe('the dropdown of providers', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const catalog = (body: object) =>
		harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body } });

	it.each(['hacker news', 'hackerNews', 'HACKERNEWS'])('finds %j', async (filter) => {
		expect((await lookups.search('getProviders', filter)).results).toEqual([
			{ name: 'Hacker News · no auth', value: 'hackerNews' },
		]);
	});

	it('lists every provider of the catalog', async () => {
		const { results } = await lookups.search('getProviders');
		const names = Object.keys(harness.api.state.providers);
		expect(results.map(({ value }) => value).sort()).toEqual(names.sort());
	});

	it('distinguishes providers with the same display name', async () => {
		catalog({
			salesforce: { displayName: 'Salesforce', authType: 'oauth2' },
			salesforceJWT: { displayName: 'Salesforce', authType: 'custom' },
			zendeskChat: { displayName: 'Zendesk', authType: 'oauth2' },
			zendeskSupport: { displayName: 'Zendesk', authType: 'oauth2' },
		});
		expect(await lookups.names('getProviders')).toEqual([
			'Salesforce · OAuth2',
			'Salesforce (salesforceJWT) · custom auth',
			'Zendesk (zendeskChat) · OAuth2',
			'Zendesk (zendeskSupport) · OAuth2',
		]);
	});

	it.each([
		['oauth2', undefined, 'OAuth2'],
		['oauth2', { grantType: 'authorizationCodePKCE' }, 'OAuth2'],
		['oauth2', { grantType: 'clientCredentials' }, 'OAuth2 (client credentials)'],
		['oauth2', { grantType: 'password' }, 'OAuth2 (password)'],
		['apiKey', undefined, 'API key'],
		['basic', undefined, 'basic auth'],
		['custom', undefined, 'custom auth'],
		['jwt', undefined, 'JWT'],
		['none', undefined, 'no auth'],
	])('says how customers authenticate: %s %j', async (authType, oauth2Opts, label) => {
		catalog({ acme: { displayName: 'Acme', authType, oauth2Opts } });
		expect(await lookups.names('getProviders')).toEqual([`Acme · ${label}`]);
	});

	it('says which ones are connected in Ampersand itself', async () => {
		const { results } = await lookups.search('getProviders', "custom auth ampersand's own ui");
		expect(results).toEqual([
			{
				name: "Microsoft (Admin consent) · custom auth (only in Ampersand's own UI)",
				value: 'microsoftAdminConsent',
			},
			{ name: "Redtail · custom auth (only in Ampersand's own UI)", value: 'redtail' },
		]);
	});

	describe('for an OAuth URL', () => {
		const oauthConnect = { parameters: { operation: 'oauthConnect' } };

		it.each([
			['marketo', 'Marketo · no sign-in with OAuth2 possible: OAuth2 (client credentials)'],
			['sugarCRM', 'SugarCRM · no sign-in with OAuth2 possible: OAuth2 (password)'],
			['apollo', 'Apollo · no sign-in with OAuth2 possible: API key'],
			['salesforce', 'Salesforce · OAuth2'],
			['hubspot', 'HubSpot · OAuth2'],
		])('says whether a customer can sign in: %s', async (provider, label) => {
			const { results } = await lookups.search('getProviders', provider, oauthConnect);
			expect(results).toContainEqual({ name: label, value: provider });
		});

		it('does not say so of a provider whose kind of authentication is unknown', async () => {
			catalog({ acme: { displayName: 'Acme' } });
			expect(await lookups.names('getProviders', '', oauthConnect)).toEqual(['Acme']);
		});
	});

	it('finds providers by how customers authenticate', async () => {
		expect(await lookups.names('getProviders', 'basic auth')).toEqual([
			'Ashby · basic auth',
			'Freshdesk · basic auth',
		]);
	});

	it('shows the name of a provider without details in the catalog', async () => {
		catalog({ apollo: { displayName: '' }, hubspot: null });
		expect(await lookups.names('getProviders')).toEqual(['apollo', 'hubspot']);
	});

	it('shows a provider with an unknown kind of authentication', async () => {
		catalog({ acme: { displayName: 'Acme', authType: 'passkey' } });
		expect(await lookups.names('getProviders')).toEqual(['Acme']);
	});

	it.each([[[]], ['<html>'], [null]])('says that %j is not a catalog', async (body) => {
		harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body } });
		await expect(lookups.search('getProviders')).rejects.toThrow('expected a catalog of providers');
	});
});
