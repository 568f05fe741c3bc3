import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../../support/engineHarness';
import { CODE_GRANT, parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('Generate', () => {
	const required = { groupRef: 'group-900', consumerRef: 'user-900' };

	it.each<[string, string, INodeParameters, object]>([
		['none', 'hackerNews', {}, {}],
		['apiKey', 'apollo', { apiKey: 'k' }, { apiKey: 'k' }],
		['basic', 'ashby', { username: 'u', password: 'p' }, { basicAuth: { username: 'u', password: 'p' } }],
		[
			'oauth2/clientCredentials',
			'payPal',
			{ clientId: 'i', clientSecret: 's', scopes: 'a, b' },
			{ oauth2ClientCredentials: { clientId: 'i', clientSecret: 's', scopes: ['a', 'b'] } },
		],
		[
			'oauth2/clientCredentials',
			'payPal',
			{ clientId: 'i', clientSecret: 's' },
			{ oauth2ClientCredentials: { clientId: 'i', clientSecret: 's' } },
		],
		[
			'oauth2/password',
			'sugarCRM',
			{
				username: 'u',
				password: 'p',
				clientId: 'i',
				clientSecret: 's',
				scopes: 'a',
				additionalFields: { providerWorkspaceRef: 'acme' },
			},
			{
				providerWorkspaceRef: 'acme',
				oauth2PasswordCredentials: {
					username: 'u',
					password: 'p',
					clientId: 'i',
					clientSecret: 's',
					scopes: ['a'],
				},
			},
		],
		[
			'oauth2/authorizationCode',
			'hubspot',
			{
				accessToken: 'a',
				refreshToken: 'r',
				scopes: 'x y',
				tokenOptions: {
					accessTokenExpiresAt: '2026-12-01T00:00:00Z',
					refreshTokenIssuedAt: '2026-11-01T00:00:00Z',
				},
			},
			{
				oauth2AuthorizationCode: {
					accessToken: { token: 'a', expiresAt: '2026-12-01T00:00:00.000Z' },
					refreshToken: { token: 'r', issuedAt: '2026-11-01T00:00:00.000Z' },
					scopes: ['x', 'y'],
				},
			},
		],
		[
			'oauth2/authorizationCode',
			'hubspot',
			{ refreshToken: 'r' },
			{ oauth2AuthorizationCode: { refreshToken: { token: 'r' } } },
		],
		[
			'custom',
			'gitlab',
			{ specifyCustomAuth: 'json', customAuth: '{"a": {"b": [1]}}' },
			{ customAuth: { a: { b: [1] } } },
		],
		[
			'custom',
			'gitlab',
			{
				customAuthFields: {
					entry: [
						{ name: 'token', value: 'k' },
						{ name: '__proto__', value: 'p' },
						{ name: '', value: '' },
					],
				},
			},
			{ customAuth: JSON.parse('{"token":"k","__proto__":"p"}') as object },
		],
	])('with auth scheme %s sends the expected body', async (authScheme, provider, fields, body) => {
		const { json, error } = await harness.run(
			parametersOf('connection generate', { provider, authScheme, ...fields }),
		);
		expect(error).toBeUndefined();
		expect(harness.sent()).toEqual([
			{
				method: 'POST',
				url: `/v1/projects/${PROJECT}/connections:generate`,
				body: { provider, ...required, ...body },
			},
		]);
		expect(json[0]).toMatchObject({ provider, groupRef: 'group-900' });
	});

	it('sends the additional fields that are filled in', async () => {
		await harness.run(
			parametersOf('connection generate', {
				provider: 'hackerNews',
				authScheme: 'none',
				additionalFields: {
					groupName: 'New Customer',
					consumerName: '',
					providerWorkspaceRef: 'ws',
					providerMetadata: {
						entry: [
							{ key: 'accountId', value: '7', source: 'input' },
							{ key: 'region', value: 'eu', source: 'provider' },
						],
					},
				},
			}),
		);
		expect(harness.api.requests[0].body).toEqual({
			provider: 'hackerNews',
			...required,
			groupName: 'New Customer',
			providerWorkspaceRef: 'ws',
			providerMetadata: {
				accountId: { value: '7', source: 'input' },
				region: { value: 'eu', source: 'provider' },
			},
		});
	});

	it.each(['constructor', 'prototype', '__proto__'])('sends metadata with the key %s', async (key) => {
		const entry = [{ key, value: '7', source: 'input' }];
		await harness.run(
			parametersOf('connection generate', {
				provider: 'hackerNews',
				authScheme: 'none',
				additionalFields: { providerMetadata: { entry } },
			}),
		);
		const { providerMetadata } = harness.api.requests[0].body as { providerMetadata: object };
		expect(Object.entries(providerMetadata)).toEqual([[key, { value: '7', source: 'input' }]]);
	});

	it.each<[string, INodeParameters, string]>([
		['an empty group', { groupRef: '={{ "" }}' }, "The parameter 'Group Ref' is empty"],
		['a blank consumer', { consumerRef: '={{ "  " }}' }, "The parameter 'Consumer Ref' is blank"],
		['no provider', { provider: '={{ "" }}' }, "The parameter 'Provider' is empty"],
		['an empty key', { apiKey: '={{ "" }}' }, "The parameter 'API Key' is empty"],
		['a key that is an object', { apiKey: '={{ ({}) }}' }, "The parameter 'API Key' must be text"],
		['an unknown scheme', { authScheme: 'magic' }, "The parameter 'Auth Scheme' must be one of"],
		[
			'no token at all',
			{ authScheme: CODE_GRANT, accessToken: '', refreshToken: '' },
			"The parameter 'Refresh Token' is empty, and so is 'Access Token'",
		],
		[
			'custom values that are not JSON',
			{ authScheme: 'custom', specifyCustomAuth: 'json', customAuth: '{a}' },
			'(line 1, column 2)',
		],
		[
			'no custom values',
			{ authScheme: 'custom', specifyCustomAuth: 'json', customAuth: '{}' },
			"The parameter 'Custom Auth' is empty",
		],
		[
			'no custom fields',
			{ authScheme: 'custom', customAuthFields: { entry: [{ name: '', value: '' }] } },
			"The parameter 'Custom Auth Fields' is empty",
		],
		[
			'a custom field without a value',
			{ authScheme: 'custom', customAuthFields: { entry: [{ name: 'token', value: '' }] } },
			"The parameter 'Custom Auth Fields > Value' of 'token' is empty",
		],
		[
			'the same custom field twice',
			{
				authScheme: 'custom',
				customAuthFields: {
					entry: [
						{ name: 'token', value: '1' },
						{ name: 'token', value: '2' },
					],
				},
			},
			"The parameter 'Custom Auth Fields > Name or ID' contains 'token' twice",
		],
		[
			'an invalid date',
			{
				authScheme: CODE_GRANT,
				accessToken: 'a',
				tokenOptions: { accessTokenExpiresAt: 'soon' },
			},
			"The parameter 'Access Token Expires At' is not a valid date",
		],
		[
			'the same metadata twice',
			{
				additionalFields: {
					providerMetadata: {
						entry: [
							{ key: 'a', value: '1' },
							{ key: 'a', value: '2' },
						],
					},
				},
			},
			`The parameter 'Provider Metadata > Name or ID' contains 'a' twice`,
		],
		[
			'metadata without a value',
			{ additionalFields: { providerMetadata: { entry: [{ key: 'a', value: '' }] } } },
			"The parameter 'Provider Metadata > Value' of 'a' is empty",
		],
		[
			'metadata without a key',
			{ additionalFields: { providerMetadata: { entry: [{ key: '', value: '1' }] } } },
			"The parameter 'Provider Metadata > Name or ID' is empty",
		],
	])('rejects %s before any request', async (_, change, message) => {
		const { items } = await harness.run(parametersOf('connection generate', change), [{}], {
			onError: 'continueRegularOutput',
		});
		expect(items[0].json.error).toContain(message);
		expect(items[0].json.error).toContain('[item 0]');
		expect(harness.api.requests).toHaveLength(0);
	});

	it('does not say that it may have been processed if the API was not reached', async () => {
		const credential = harness.credential();
		await harness.api.close();
		const { error } = await harness.run(parametersOf('connection generate'), [{}], { credential });
		expect(error?.message).toContain("can't reach");
		expect(error?.description).not.toContain('may still have processed');
	});
});
