import type { INodeParameters } from 'n8n-workflow';
import { byId, byName, engineHarness, PROJECT } from '../support/engineHarness';
import { CLIENT_GRANT, CODE_GRANT, type OperationName, parametersOf } from '../support/parametersOf';

const harness = engineHarness();

/** The error of an operation on the emulator, in which an ID is that of a connection with an API key. */
async function errorOf(name: OperationName, more: INodeParameters = {}) {
	const { id } = harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
	const { error } = await harness.run(parametersOf(name, more), [{ id }]);
	return { message: error?.message, description: error?.description?.replace(/ Request ID: .*/, '') };
}

/** The error of an operation when the API names the place of an issue. */
async function errorAt(place: object, name: OperationName, more: INodeParameters = {}) {
	const issues = [{ type: 'about:blank', detail: 'no good', ...place }];
	harness.api.fault({ respond: { status: 422, body: { title: 'No', status: 422, issues } } });
	return await errorOf(name, more);
}

const zendesk = { provider: byName('zendeskSupport'), authScheme: CODE_GRANT, accessToken: 'a-token' };
const basic = { authScheme: 'basic', username: 'mary', password: 'a-password' };

describe('missing metadata', () => {
	it('is told with the collection where to add it', async () => {
		expect(await errorOf('connection generate', zendesk)).toEqual({
			message: 'The connection cannot be generated: Subdomain is required by Zendesk Support',
			description: "Use 'Add Entry' under 'Additional Fields > Provider Metadata' to set 'workspace'.",
		});
	});

	it('keeps the names of the API in an error item', async () => {
		const parameters = parametersOf('connection generate', zendesk);
		const { json } = await harness.run(parameters, [{}], { onError: 'continueRegularOutput' });
		expect(json[0].details).toMatchObject({ issues: [{ in: 'body', name: 'providerMetadata.workspace' }] });
	});
});

describe('an issue is told with the label of', () => {
	it.each<[string, object, OperationName, INodeParameters, string]>([
		['a field', { in: 'body', name: 'consumerRef' }, 'connection generate', {}, "Check 'Consumer Ref'."],
		[
			'a field in a collection',
			{ in: 'body', name: 'connection.providerWorkspaceRef' },
			'connection update',
			{},
			"Check 'Update Fields > Provider Workspace Ref'.",
		],
		[
			'a filter',
			{ in: 'query', name: 'groupRef' },
			'connection getAll',
			{ filters: { groupRef: byId('group-123') } },
			"Check 'Filters > Group Ref'.",
		],
		['a path', { in: 'path', name: 'connectionId' }, 'connection get', {}, "Check 'Connection'."],
		[
			'a field that the operation sends by itself',
			{ in: 'body', name: 'projectIdOrName' },
			'connection oauthConnect',
			{},
			"Check 'Project'.",
		],
		[
			'a credential',
			{ in: 'body', name: 'basicAuth.password' },
			'connection generate',
			basic,
			"Check 'Password'.",
		],
		[
			'a credential to update',
			{ in: 'body', name: 'connection.basicAuth.username' },
			'connection update',
			basic,
			"Check 'Username'.",
		],
		[
			'a token',
			{ in: 'body', name: 'oauth2AuthorizationCode.accessToken.token' },
			'connection generate',
			zendesk,
			"Check 'Access Token'.",
		],
		[
			'a value of a custom auth',
			{ in: 'body', name: 'customAuth.pin' },
			'connection generate',
			{ authScheme: 'custom', customAuthFields: { entry: [{ name: 'pin', value: '1234567' }] } },
			"Use 'Add Field' under 'Custom Auth Fields' to set 'pin'.",
		],
		[
			'a value of a custom auth in JSON',
			{ in: 'body', name: 'customAuth.connection.pin' },
			'connection generate',
			{ authScheme: 'custom', specifyCustomAuth: 'json', customAuth: '{"connection":{"pin":"1234567"}}' },
			"Check 'connection.pin' in 'Custom Auth'.",
		],
		[
			'a JSON field',
			{ in: 'body', name: 'config.content.provider' },
			'installation create',
			{},
			"Check 'provider' in 'Config'.",
		],
		[
			'the JSON body',
			{ in: 'body', name: 'connection.apiKey' },
			'connection update',
			{
				authScheme: 'apiKey',
				specifyBody: 'json',
				jsonBody: '{"updateMask":["apiKey"],"connection":{"apiKey":"a-key"}}',
			},
			"Check 'connection.apiKey' in 'JSON Body'.",
		],
	])('%s', async (_, place, name, more, description) => {
		expect(await errorAt(place, name, more)).toEqual({ message: 'No: no good', description });
	});

	it("no field if the form has none, but with the API's own name", async () => {
		const { description } = await errorAt({ in: 'body', name: 'createdBy' }, 'connection generate');
		expect(description).toBe("Check 'createdBy' (body).");
	});
});

describe('an unknown provider', () => {
	it.each([
		['Apollo', "Check 'Provider': names are spelled as in the list, such as 'apollo'."],
		['HubSpot CRM', "Check 'Provider': names are spelled as in the list."],
		['apolloo', "Check 'Provider', or pick it from the list."],
	])('%s is told how names are spelled', async (provider, description) => {
		expect(await errorOf('connection generate', { provider: byName(provider) })).toEqual({
			message: 'The connection cannot be generated: unknown provider',
			description,
		});
	});
});

describe('an auth scheme that does not fit', () => {
	const SIGN_IN =
		"If the customer needs to sign in with OAuth2, use the 'Create OAuth URL' operation instead.";

	it.each<[string, INodeParameters, string]>([
		['an API key', { provider: byName('hubspot') }, 'OAuth2 Authorization Code'],
		['a login', { provider: byName('salesforce'), ...basic }, 'OAuth2 Authorization Code'],
		[
			'a client',
			{
				provider: byName('apollo'),
				authScheme: CLIENT_GRANT,
				clientId: 'a-client',
				clientSecret: 'a-secret',
			},
			'API Key',
		],
	])('of a new connection is named as in the form: %s', async (_, more, scheme) => {
		expect(await errorOf('connection generate', more)).toEqual({
			message: `The connection cannot be generated: the credentials do not fit the auth scheme ${scheme}`,
			description: `Check 'Auth Scheme' and the credentials. ${SIGN_IN}`,
		});
	});

	it('of a connection to update is told to match that of the connection', async () => {
		expect(await errorOf('connection update', basic)).toEqual({
			message: 'The connection cannot be updated: the credentials do not fit the auth scheme API Key',
			description:
				"Check 'Auth Scheme' and the credentials. They must match the auth scheme of the connection.",
		});
	});

	it('of any other name stays as the API wrote it', async () => {
		const { message } = await errorAt({ detail: 'not oauth2/deviceCode' }, 'connection generate');
		expect(message).toBe('No: not oauth2/deviceCode');
	});
});

describe('a project that does not exist', () => {
	it('is told, not the connection that would be in it', async () => {
		const { description } = await errorOf('connection get', { projectIdOrName: byName('mailmonky') });
		expect(description).toBe("Check 'Project': it must be a project that this API key belongs to.");
	});
});
