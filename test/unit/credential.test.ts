import { AmpersandApi } from '../../credentials/AmpersandApi.credentials';

const credential = new AmpersandApi();

const authenticate = async (baseUrl: unknown, url: string, apiKey = 'a-key') =>
	await credential.authenticate({ apiKey, baseUrl: baseUrl as string }, { url });

describe('the credential', () => {
	it('adds the API key as X-Api-Key to the existing headers', async () => {
		const request = await credential.authenticate(
			{ apiKey: 'a-key', baseUrl: 'https://api.test/v1' },
			{ url: '/projects', headers: { Accept: 'text/plain' } },
		);
		expect(request.headers).toEqual({ Accept: 'text/plain', 'X-Api-Key': 'a-key' });
	});

	it('trims spaces and line breaks that were copied with the key', async () => {
		expect((await authenticate('https://api.test', '/x', ' a-key\n')).headers).toEqual({
			'X-Api-Key': 'a-key',
		});
	});

	it.each([
		['https://api.test/v1', 'https://api.test/v1/projects'],
		['https://api.test/v1/', 'https://api.test/v1/projects'],
		['http://127.0.0.1:8080//', 'http://127.0.0.1:8080/projects'],
		['  https://api.test/v1  ', 'https://api.test/v1/projects'],
	])('appends the path to the base URL %j', async (baseUrl, url) => {
		expect((await authenticate(baseUrl, '/projects')).url).toBe(url);
	});

	it("leaves the HTTP Request node's absolute URL unchanged", async () => {
		expect((await authenticate('https://api.test/v1', 'https://other.test/x')).url).toBe(
			'https://other.test/x',
		);
	});

	it.each([
		['', 'is empty'],
		[undefined, 'is empty'],
		['api.test', "isn't a valid URL"],
		['ftp://api.test', 'must start with https:// or http://'],
		['file:///etc/passwd', 'must start with https:// or http://'],
		['https://user:pass@api.test', 'must not contain a username or password'],
		['https://api.test/v1?x=1', 'must not contain a query'],
		['https://api.test/v1#x', 'must not contain a fragment'],
	])('rejects the base URL %j', async (baseUrl, reason) => {
		await expect(authenticate(baseUrl, '/projects')).rejects.toThrow(reason);
	});
});
