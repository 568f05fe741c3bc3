import { byId, PROJECT } from '../../support/suite';
import { on, operationSuite } from './suite';

const test = operationSuite();

describe('Create OAuth URL', () => {
	it('returns the URL for the customer', async () => {
		const { json } = await test.run({
			operation: 'oauthConnect',
			projectIdOrName: byId(PROJECT),
			provider: byId('salesforce'),
			groupRef: 'group-900',
			consumerRef: 7,
			additionalFields: { providerAppId: 'app-1', consumerName: 'Jane' },
		});
		expect(json).toEqual([{ url: expect.stringMatching(/^https:\/\/login\.salesforce\.example\/.*state=/) }]);
		expect(test.sent()).toEqual([
			{
				method: 'POST',
				url: '/v1/oauth-connect',
				body: {
					projectIdOrName: PROJECT,
					provider: 'salesforce',
					groupRef: 'group-900',
					consumerRef: '7',
					providerAppId: 'app-1',
					consumerName: 'Jane',
				},
			},
		]);
	});

	it('returns the URL without a line break that the API has put behind it', async () => {
		const body = 'https://login.example/?state=1\n';
		test.api.fault({ respond: { status: 200, body, headers: { 'content-type': 'text/plain' } } });
		const { json } = await test.run({
			operation: 'oauthConnect',
			projectIdOrName: byId(PROJECT),
			provider: byId('salesforce'),
			groupRef: 'g',
			consumerRef: 'c',
		});
		expect(json).toEqual([{ url: 'https://login.example/?state=1' }]);
	});

	it('fails when the answer is no URL', async () => {
		test.api.fault({ respond: { status: 200, body: 'hello', headers: { 'content-type': 'text/plain' } } });
		const { error } = await test.run({
			operation: 'oauthConnect',
			projectIdOrName: byId(PROJECT),
			provider: byId('salesforce'),
			groupRef: 'g',
			consumerRef: 'c',
		});
		expect(error?.message).toBe('Ampersand was asked to create the OAuth URL, but the answer is not a URL');
	});
});

describe('Create OAuth Update URL', () => {
	it('returns the URL to mend the connection', async () => {
		const { id } = test.connectionOf('oauth2/authorizationCode').connection;
		const { json } = await test.run(on('oauthUpdate', id));
		expect(json).toEqual([{ url: expect.stringContaining('https://login.') }]);
		expect(test.sent()).toEqual([
			{ method: 'PATCH', url: `/v1/projects/${PROJECT}/connections/${id}:oauth-update`, body: undefined },
		]);
	});

	it('does not take a colon in an ID for an action', async () => {
		await test.run(on('oauthUpdate', 'a:oauth-update'));
		expect(test.api.requests[0].path).toBe(
			`/v1/projects/${PROJECT}/connections/a%3Aoauth-update:oauth-update`,
		);
	});
});
