import { engineHarness, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('Create OAuth URL', () => {
	it('returns the URL for the customer', async () => {
		const { json } = await harness.run(
			parametersOf('connection oauthConnect', {
				groupRef: 'group-900',
				consumerRef: 7,
				additionalFields: { providerAppId: 'app-1', consumerName: 'Jane' },
			}),
		);
		expect(json).toEqual([{ url: expect.stringMatching(/^https:\/\/login\.hubspot\.example\/.*state=/) }]);
		expect(harness.sent()).toEqual([
			{
				method: 'POST',
				url: '/v1/oauth-connect',
				body: {
					projectIdOrName: PROJECT,
					provider: 'hubspot',
					groupRef: 'group-900',
					consumerRef: '7',
					providerAppId: 'app-1',
					consumerName: 'Jane',
				},
			},
		]);
	});

	it('returns the URL without a trailing line break', async () => {
		const body = 'https://login.example/?state=1\n';
		harness.api.fault({ respond: { status: 200, body, headers: { 'content-type': 'text/plain' } } });
		const { json } = await harness.run(parametersOf('connection oauthConnect'));
		expect(json).toEqual([{ url: 'https://login.example/?state=1' }]);
	});

	it('fails if the response is not a URL', async () => {
		harness.api.fault({ respond: { status: 200, body: 'hello', headers: { 'content-type': 'text/plain' } } });
		const { error } = await harness.run(parametersOf('connection oauthConnect'));
		expect(error?.message).toBe('Unexpected response when trying to create the OAuth URL: expected a URL');
	});
});

describe('Create OAuth Update URL', () => {
	it('returns the URL to repair the connection', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode').connection;
		const { json } = await harness.run(parametersOf('connection oauthUpdate', { connectionId: id }));
		expect(json).toEqual([{ url: expect.stringContaining('https://login.') }]);
		expect(harness.sent()).toEqual([
			{ method: 'PATCH', url: `/v1/projects/${PROJECT}/connections/${id}:oauth-update`, body: undefined },
		]);
	});

	it('does not read a colon in an ID as an action', async () => {
		await harness.run(parametersOf('connection oauthUpdate', { connectionId: 'a:oauth-update' }));
		expect(harness.api.requests[0].path).toBe(
			`/v1/projects/${PROJECT}/connections/a%3Aoauth-update:oauth-update`,
		);
	});
});
