import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../../support/engineHarness';
import { source } from '../../support/engine/source';
import { lookupsOf } from '../../support/lookups';

/** The choices that the node declares for an operation. */
const declared = (operation: string): INodePropertyOptions[] => {
	const field = source.nodes[0].description.properties.find(
		({ name, displayOptions }) =>
			name === 'authScheme' && displayOptions?.show?.operation?.includes(operation),
	);
	return field?.options as INodePropertyOptions[];
};

describe('the auth schemes of a new connection', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const schemes = async (provider: unknown, authScheme?: unknown) => {
		const parameters = { operation: 'generate', provider, authScheme } as INodeParameters;
		return await lookups.options('getAuthSchemes', { parameters, path: 'parameters.authScheme' });
	};
	const values = async (provider: unknown) => (await schemes(provider)).map(({ value }) => value);

	it.each([
		['salesforce', 'oauth2/authorizationCode'],
		['hubspot', 'oauth2/authorizationCode'],
		['marketo', 'oauth2/clientCredentials'],
		['sugarCRM', 'oauth2/password'],
		['apollo', 'apiKey'],
		['ashby', 'basic'],
		['gitlab', 'custom'],
		['hackerNews', 'none'],
	])('of %s are those that the catalog names: %s', async (provider, scheme) => {
		expect(await values(byId(provider))).toEqual([scheme]);
	});

	it.each([
		['salesforce', "Imports existing tokens. To let the customer sign in, use 'Create OAuth URL'."],
		['marketo', 'No sign-in with OAuth2 possible: the provider takes a client ID and secret'],
		['sugarCRM', 'No sign-in with OAuth2 possible: the provider takes a username and password'],
		['gitlab', 'Provider-specific credentials'],
		['redtail', "Has several steps, so connect the customer in Ampersand's own UI instead"],
		['microsoftAdminConsent', "Has several steps, so connect the customer in Ampersand's own UI instead"],
	])('of %s say what to know of them', async (provider, description) => {
		expect(await schemes(byId(provider))).toEqual([expect.objectContaining({ description })]);
	});

	it('include the one that is set already, and say that it is not for the provider', async () => {
		expect((await schemes(byId('salesforce'), 'apiKey')).map(({ name, value }) => [name, value])).toEqual([
			['OAuth2 Authorization Code', 'oauth2/authorizationCode'],
			['API Key (Not for Salesforce)', 'apiKey'],
		]);
	});

	it('list the one of the provider once when it is set already', async () => {
		expect(await schemes(byId('apollo'), 'apiKey')).toEqual([{ name: 'API Key', value: 'apiKey' }]);
	});

	it.each([
		['empty', { __rl: true, mode: 'list', value: '' }],
		['an expression', byId('={{ $json.provider }}')],
		['an expression that the editor could not resolve', null],
		['an object', byId({ name: 'salesforce' })],
	])('are all of them, without a request, while the provider is %s', async (_, provider) => {
		expect(await schemes(provider)).toEqual(declared('generate'));
		expect(harness.api.requests).toEqual([]);
	});

	it('are all of them for a provider that the catalog does not have', async () => {
		expect(await schemes(byId('acme'))).toEqual(declared('generate'));
	});

	it.each([
		['an unknown kind of authentication', { authType: 'passkey' }],
		['a kind that the node has no scheme for', { authType: 'jwt' }],
		['an unknown grant', { authType: 'oauth2', oauth2Opts: { grantType: 'deviceCode' } }],
		['no grant', { authType: 'oauth2' }],
		['no details', null],
	])('are all of them for a provider with %s', async (_, info) => {
		harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body: { acme: info } } });
		expect(await schemes(byId('acme'))).toEqual(declared('generate'));
	});

	it('are all of them when the catalog cannot be read, since an error would lock the field', async () => {
		harness.api.fault({ match: { path: '/providers' }, times: Infinity, respond: { status: 403 } });
		expect(await schemes(byId('apollo'))).toEqual(declared('generate'));
	});
});

describe('the auth schemes of an update', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const schemes = async (provider: string, more: object = { operation: 'update' }) => {
		const [{ connection }] = harness.api.state.connections;
		connection.provider = provider;
		const parameters = {
			projectIdOrName: byId(PROJECT),
			connectionId: byId(connection.id),
			...more,
		} as INodeParameters;
		return await lookups.options('getAuthSchemes', { parameters, path: 'parameters.authScheme' });
	};
	const values = async (provider: string, more?: object) =>
		(await schemes(provider, more)).map(({ value }) => value).sort();

	it.each([
		['apollo', ['apiKey', 'none']],
		['marketo', ['none', 'oauth2/clientCredentials']],
		['ashby', ['basic', 'none']],
		['salesforce', ['none']],
		['gitlab', ['none']],
	])(
		'are those that can be updated of the provider of the connection, and none: %s',
		async (provider, all) => {
			expect(await values(provider)).toEqual(all);
		},
	);

	it('are the same for a client that sends only what they depend on', async () => {
		expect(await values('apollo', {})).toEqual(['apiKey', 'none']);
	});

	it('include the one that is set already', async () => {
		expect(await schemes('salesforce', { operation: 'update', authScheme: 'basic' })).toContainEqual({
			name: 'Basic (Username and Password) (Not for Salesforce)',
			value: 'basic',
		});
	});

	it('say how an account with a sign-in is reconnected', async () => {
		expect(await schemes('salesforce')).toEqual([
			expect.objectContaining({
				value: 'none',
				description: "If the customer needs to sign in again, use 'Create OAuth Update URL'",
			}),
		]);
	});

	it.each([
		['does not exist', { connectionId: byId('nowhere') }],
		['is an expression', { connectionId: byId('={{ $json.id }}') }],
		['is not chosen yet', { connectionId: { __rl: true, mode: 'list', value: '' } }],
	])('are all that can be updated when the connection %s', async (_, chosen) => {
		expect(await schemes('apollo', { operation: 'update', ...chosen })).toEqual(declared('update'));
	});
});
