import fc from 'fast-check';
import { AmpersandApi } from '../../credentials/AmpersandApi.credentials';

const credential = new AmpersandApi();

const authenticate = async (baseUrl: unknown, url: string, apiKey = 'a-key') =>
	await credential.authenticate({ apiKey, baseUrl: baseUrl as string }, { url });

describe('the credential of a request', () => {
	it('adds the API key as X-Api-Key to the existing headers', async () => {
		const request = await credential.authenticate(
			{ apiKey: 'a-key', baseUrl: 'https://api.test/v1' },
			{ url: '/projects', headers: { Accept: 'text/plain' } },
		);
		expect(request.headers).toEqual({ Accept: 'text/plain', 'X-Api-Key': 'a-key' });
	});

	it('adds neither the base URL nor the older form of a URL to a request', async () => {
		expect(await authenticate('https://api.test', '/x')).toEqual({
			url: 'https://api.test/x',
			headers: { 'X-Api-Key': 'a-key' },
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
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

	it.each([
		'https://api.test/v1/projects',
		'https://api.test/v1',
		'https://api.test/v1?pageToken=a',
		'https://API.test:443/v1/projects',
	])('allows %s, which starts with the base URL', async (url) => {
		expect((await authenticate('https://api.test/v1/', url)).url).toBe(new URL(url).href);
	});

	it.each([
		['another host', 'https://other.test/v1/projects'],
		['a host that starts like it', 'https://api.test.evil.test/v1/projects'],
		['a host behind a username', 'https://api.test@evil.test/v1/projects'],
		['a username', 'https://me@api.test/v1/projects'],
		['another port', 'https://api.test:8443/v1/projects'],
		['another protocol', 'http://api.test/v1/projects'],
		['a URL that is not HTTP', 'ftp://api.test/v1/projects'],
		['a URL that is not HTTP, with a digit', 's3://api.test/v1/projects'],
		['another path', 'https://api.test/v2/projects'],
		['a path that starts like it', 'https://api.test/v1-internal'],
		['a path that leads outside', 'https://api.test/v1/../admin'],
		['a path that leads outside, encoded', 'https://api.test/v1/%2e%2e/admin'],
		['a relative path that leads outside', '/../admin'],
		['a backslash', 'https://evil.test\\@api.test/v1/projects'],
		['leading white space', ' https://evil.test/v1/projects'],
		['no valid URL', 'https://[/v1'],
	])('rejects %s: %s', async (_, url) => {
		await expect(authenticate('https://api.test/v1', url)).rejects.toThrow(
			"The Ampersand credential can't be used for",
		);
	});

	it.each([
		['//evil.test/projects', '//evil.test/projects'],
		['projects/p', '/projects/p'],
		['/connections/c:oauth-update', '/connections/c:oauth-update'],
		['/\\evil.test', '//evil.test'],
		['', '/'],
		[undefined, '/'],
	])('takes %j for a path of the API', async (path, taken) => {
		const { url } = await authenticate('https://api.test/v1', path as string);
		expect(url).toBe(`https://api.test/v1${taken}`);
	});

	it.each([
		['https://me@other.test/x?y', 'https://other.test/x'],
		['https://[/v1', 'this URL'],
	])('says what to do when it rejects %s', async (url, named) => {
		await expect(authenticate('https://api.test/v1', url)).rejects.toMatchObject({
			message: `The Ampersand credential can't be used for ${named}`,
			description:
				'The API key is only sent to URLs that start with https://api.test/v1, the base URL of the credential.',
		});
	});

	it("ignores the request's own base URL", async () => {
		const request = { url: '/projects', baseURL: 'https://evil.test' };
		const authenticated = await credential.authenticate(
			{ apiKey: 'k', baseUrl: 'https://api.test' },
			request,
		);
		expect(authenticated.url).toBe('https://api.test/projects');
		expect(authenticated).not.toHaveProperty('baseURL');
	});

	it('checks the URL that the request uses if it has both forms', async () => {
		const request = { url: 'https://api.test/x', uri: 'https://evil.test/x' };
		const authenticated = await credential.authenticate(
			{ apiKey: 'k', baseUrl: 'https://api.test' },
			request,
		);
		expect(authenticated).toMatchObject({ url: 'https://api.test/x', uri: 'https://api.test/x' });
	});

	it('turns off redirects in both forms of request options', async () => {
		const request = { url: '/x', followRedirect: true, followAllRedirects: true };
		const authenticated = await credential.authenticate(
			{ apiKey: 'k', baseUrl: 'https://api.test' },
			request,
		);
		expect(authenticated).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});

	it('sends the API key to no other origin, whatever the URL', async () => {
		const part = fc.constantFrom(
			...[
				'https:',
				'http:',
				'//',
				'/',
				'\\',
				'@',
				'api.test',
				'evil.test',
				'.',
				'..',
				'%2e',
				'%2f',
				':',
				'?',
				'#',
			],
			...['\t', '\n', ' ', '\u0000', 'v1', ':443', '[::1]', 'ä', '%'],
		);
		await fc.assert(
			fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
				const requested = parts.join('');
				const sent = await authenticate('https://api.test/v1', requested).then(
					({ url }) => url,
					() => undefined,
				);
				if (sent === undefined) return;
				const { origin, pathname, username } = new URL(sent);
				expect([origin, username]).toEqual(['https://api.test', '']);
				expect(pathname).toMatch(/^\/v1(\/|$)/);
			}),
			{ numRuns: 500 },
		);
	});

	it.each([
		['', 'is empty'],
		['  ', 'is empty'],
		[undefined, 'is empty'],
		['a\nb', 'contains a character that no API key has'],
		['schlüssel', 'contains a character that no API key has'],
	])('rejects the API key %j', async (apiKey, reason) => {
		const data = { apiKey: apiKey as string, baseUrl: 'https://api.test' };
		await expect(credential.authenticate(data, { url: '/x' })).rejects.toMatchObject({
			message: `The API key of the Ampersand credential ${reason}`,
			description:
				'Create an API key on the API Keys page of the Ampersand dashboard, and enter it in the Ampersand credential.',
		});
	});

	it.each([
		['', 'is empty'],
		['  ', 'is empty'],
		[undefined, 'is empty'],
		['api.test', "isn't a valid URL"],
		['ftp://api.test', 'must start with https:// or http://'],
		['file:///etc/passwd', 'must start with https:// or http://'],
		['https://user:pass@api.test', 'must not contain a username or password'],
		['https://user@api.test', 'must not contain a username or password'],
		['https://:pass@api.test', 'must not contain a username or password'],
		['https://api.test/v1?x=1', 'must not contain a query'],
		['https://api.test/v1#x', 'must not contain a fragment'],
	])('rejects the base URL %j', async (baseUrl, reason) => {
		await expect(authenticate(baseUrl, '/projects')).rejects.toMatchObject({
			message: expect.stringContaining(`The base URL of the Ampersand credential ${reason}`) as string,
			description:
				'Open the Ampersand credential and set the base URL, for example https://api.withampersand.com/v1.',
		});
	});
});
