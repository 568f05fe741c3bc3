import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../../support/engineHarness';
import { CLIENT_GRANT, parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('Update', () => {
	it.each<[string, string, INodeParameters, object]>([
		['the API key', 'apiKey', { authScheme: 'apiKey', apiKey: 'n' }, { apiKey: 'n' }],
		[
			'user name and password',
			'basic',
			{ authScheme: 'basic', username: 'u', password: 'p' },
			{ basicAuth: { username: 'u', password: 'p' } },
		],
		[
			'client credentials',
			'oauth2/clientCredentials',
			{ authScheme: CLIENT_GRANT, clientId: 'i', clientSecret: 's' },
			{ oauth2ClientCredentials: { clientId: 'i', clientSecret: 's' } },
		],
		[
			'the workspace only',
			'apiKey',
			{ authScheme: 'none', updateFields: { providerWorkspaceRef: 'ws' } },
			{ providerWorkspaceRef: 'ws' },
		],
		[
			'the metadata and the API key',
			'apiKey',
			{
				authScheme: 'apiKey',
				apiKey: 'n',
				updateFields: { providerMetadata: { entry: [{ key: 'a', value: '1', source: 'token' }] } },
			},
			{ providerMetadata: { a: { value: '1', source: 'token' } }, apiKey: 'n' },
		],
	])('changes %s, with the matching mask', async (_, authScheme, fields, connection) => {
		const { id } = harness.api.state.unusedConnection(PROJECT, authScheme).connection;
		const { json, error } = await harness.run(
			parametersOf('connection update', { connectionId: id, ...fields }),
		);
		expect(error).toBeUndefined();
		const writes = harness.sent().filter(({ method }) => method !== 'GET');
		expect(writes).toEqual([
			{
				method: 'PATCH',
				url: `/v1/projects/${PROJECT}/connections/${id}`,
				body: { updateMask: Object.keys(connection), connection },
			},
		]);
		expect(json[0].id).toBe(id);
	});

	it('rotates the credentials of an OAuth2 password flow', async () => {
		const stored = harness.api.state.unusedConnection(PROJECT, 'oauth2/password');
		const { id } = stored.connection;
		const { json } = await harness.run({
			...parametersOf('connection update', { connectionId: id }),
			authScheme: 'oauth2/password',
			username: 'u',
			password: 'p',
			clientId: 'i',
			clientSecret: 's',
			scopes: 'a b',
		});
		expect(json[0].id).toBe(id);
		expect(stored.credentials.oauth2PasswordCredentials).toEqual({
			username: 'u',
			password: 'p',
			clientId: 'i',
			clientSecret: 's',
			scopes: ['a', 'b'],
		});
	});

	it('sends a JSON body as it is', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
		const body = { updateMask: ['apiKey'], connection: { apiKey: 'n', groupName: 'not in the mask' } };
		await harness.run(
			parametersOf('connection update', {
				connectionId: id,
				specifyBody: 'json',
				jsonBody: JSON.stringify(body),
			}),
		);
		expect(harness.api.requests[0].body).toEqual(body);
	});

	it('takes a JSON body from an expression', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
		const body = { updateMask: ['groupName'], connection: { groupName: 'older mask' } };
		await harness.run(
			parametersOf('connection update', {
				connectionId: id,
				specifyBody: 'json',
				jsonBody: '={{ $json.body }}',
			}),
			[{ body }],
		);
		expect(harness.api.requests[0].body).toEqual(body);
	});

	it('rejects JSON that does not parse before any request', async () => {
		const fields = { specifyBody: 'json', jsonBody: '{"a":\n1,}' };
		const { error } = await harness.run(parametersOf('connection update', { connectionId: 'x', ...fields }));
		expect(error?.message).toContain('line 2, column 3');
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each<[string, INodeParameters]>([
		['nothing is set', { authScheme: 'none' }],
		['the fields are empty', { authScheme: 'none', updateFields: { providerWorkspaceRef: ' ' } }],
	])('has nothing to update when %s', async (_, fields) => {
		const { error } = await harness.run(parametersOf('connection update', { connectionId: 'x', ...fields }));
		expect(error?.message).toBe(
			"The parameter 'Update Fields' is empty and no credentials are set, so there is nothing to update [item 0]",
		);
		expect(harness.api.requests).toHaveLength(0);
	});

	describe('rejects a JSON body before any request', () => {
		const NO_MASK = 'is missing "updateMask", the list of fields to change';
		const NO_VALUES = 'is missing "connection", an object with the new values';
		const EMPTY_MASK = 'has an empty "updateMask", so there is nothing to update';

		it.each<[string, object, string]>([
			['without a mask', { connection: {} }, NO_MASK],
			['with a mask that is text', { updateMask: 'apiKey', connection: {} }, NO_MASK],
			['with an empty name in its mask', { updateMask: ['apiKey', ''], connection: {} }, NO_MASK],
			['with a number in its mask', { updateMask: ['apiKey', 5], connection: {} }, NO_MASK],
			['with an empty mask', { updateMask: [], connection: {} }, EMPTY_MASK],
			['without values', { updateMask: ['apiKey'] }, NO_VALUES],
			['with a list of values', { updateMask: ['apiKey'], connection: ['n'] }, NO_VALUES],
		])('%s, and shows an example', async (_, jsonBody, reason) => {
			const fields = { specifyBody: 'json', jsonBody: JSON.stringify(jsonBody) };
			const { error } = await harness.run(
				parametersOf('connection update', { connectionId: 'x', ...fields }),
			);
			expect(error?.message).toBe(`The parameter 'JSON Body' ${reason} [item 0]`);
			expect(error?.description).toContain(
				'Example: { "updateMask": ["apiKey"], "connection": { "apiKey": "…" } }',
			);
			expect(harness.api.requests).toHaveLength(0);
		});

		it('as the editor offers it', async () => {
			const { error } = await harness.run(
				parametersOf('connection update', { connectionId: 'x', specifyBody: 'json' }),
			);
			expect(error?.message).toBe(`The parameter 'JSON Body' ${EMPTY_MASK} [item 0]`);
			expect(harness.api.requests).toHaveLength(0);
		});
	});

	it.each<[string, INodeParameters]>([
		['fields', { updateFields: { providerWorkspaceRef: 'ws' } }],
		[
			'JSON',
			{
				specifyBody: 'json',
				jsonBody: '{"updateMask":["providerWorkspaceRef"],"connection":{"providerWorkspaceRef":"ws"}}',
			},
		],
	])('by %s returns no credentials, even if the API does', async (_, fields) => {
		harness.api.fault({ respond: { status: 200, body: { id: 'x', apiKey: 'secret', status: 'working' } } });
		const { json } = await harness.run(parametersOf('connection update', { connectionId: 'x', ...fields }));
		expect(json).toEqual([{ id: 'x', status: 'working' }]);
	});
});
