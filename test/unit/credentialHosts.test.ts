import fc from 'fast-check';
import { authenticate } from '../../nodes/shared/authenticate';
import { DEFAULT_BASE_URL } from '../../nodes/shared/api';

/** The URL that a request with the key goes to; undefined when it is refused. */
function urlOf(url: string, baseUrl = DEFAULT_BASE_URL): string | undefined {
	try {
		return authenticate({ apiKey: 'a-key', baseUrl }, { url }).url;
	} catch {
		return undefined;
	}
}

const HOSTS = ['api', 'read', 'write', 'search', 'proxy'].map((name) => `${name}.withampersand.com`);

describe('with the default base URL, the key', () => {
	it.each(HOSTS)('may go to %s', (host) => {
		for (const path of ['', '/', '/v1/projects', '/v2/anything?x=1']) {
			expect(urlOf(`https://${host}${path}`)).toBe(new URL(`https://${host}${path}`).href);
		}
	});

	it.each([
		DEFAULT_BASE_URL,
		`${DEFAULT_BASE_URL}/`,
		` ${DEFAULT_BASE_URL} `,
		'https://API.withampersand.com/v1',
	])('may do so however that is written: %j', (baseUrl) =>
		expect(urlOf('https://proxy.withampersand.com/x', baseUrl)).toBeDefined(),
	);

	it.each([
		['the domain itself', 'https://withampersand.com/v1'],
		['another subdomain', 'https://dashboard.withampersand.com/v1'],
		['a subdomain of one', 'https://x.read.withampersand.com/v1'],
		['a host that ends like one', 'https://evilread.withampersand.com/v1'],
		['a host that begins like one', 'https://read.withampersand.com.evil.test/v1'],
		['a host behind a username', 'https://read.withampersand.com@evil.test/v1'],
		['a username', 'https://me@read.withampersand.com/v1'],
		['a password', 'https://:me@read.withampersand.com/v1'],
		['another port', 'https://read.withampersand.com:8443/v1'],
		['plain HTTP', 'http://read.withampersand.com/v1'],
		['plain HTTP on the port of HTTPS', 'http://read.withampersand.com:443/v1'],
		['a host with a dot at its end', 'https://read.withampersand.com./v1'],
		['a lookalike', 'https://reаd.withampersand.com/v1'],
		['a backslash', 'https://evil.test\\@read.withampersand.com/v1'],
	])('may not go to %s: %s', (_, url) => expect(urlOf(url)).toBeUndefined());

	it('goes to no other host, whatever the URL', () => {
		const part = fc.constantFrom(
			...[
				'https:',
				'http:',
				'//',
				'/',
				'\\',
				'@',
				'.',
				':',
				'?',
				'#',
				'%2e',
				'%2f',
				':443',
				':80',
				'\t',
				' ',
			],
			...['read', 'api.', 'withampersand.com', 'read.withampersand.com', 'evil.test', 'v1', '..', '[::1]'],
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
				const url = urlOf(parts.join(''));
				if (url === undefined) return;
				const { protocol, host, username, password } = new URL(url);
				expect([protocol, username, password]).toEqual(['https:', '', '']);
				expect(HOSTS).toContain(host);
			}),
			{ numRuns: 500, seed: 20_261_130 },
		);
	});

	it('is refused with the hosts that it may go to', () => {
		const request = { url: 'https://evil.test/x' };
		expect(() => authenticate({ apiKey: 'a-key', baseUrl: DEFAULT_BASE_URL }, request)).toThrow(
			expect.objectContaining({
				message: "The Ampersand credential can't be used for https://evil.test/x",
				description: `The API key is only sent to ${HOSTS.join(', ')}.`,
			}),
		);
	});
});

describe('with any other base URL, the key', () => {
	it.each([
		'https://api.withampersand.com',
		'https://api.withampersand.com/v2',
		'https://api.withampersand.com/v1/x',
		'http://api.withampersand.com/v1',
		'https://api.withampersand.com:8443/v1',
		'https://read.withampersand.com/v1',
		'https://amp.example.test/v1',
	])('goes to no host of Ampersand but its own: %s', (baseUrl) => {
		const others = HOSTS.map((host) => `https://${host}/v9`);
		expect(others.flatMap((url) => urlOf(url, baseUrl) ?? [])).toEqual(
			baseUrl === 'https://api.withampersand.com' ? ['https://api.withampersand.com/v9'] : [],
		);
	});
});

describe('the read host', () => {
	it('gets the path of a custom method as it is encoded', () => {
		const url = 'https://read.withampersand.com/v1/projects/a%2Fb/integrations/i/installations/x:pause';
		expect(urlOf(url)).toBe(url);
	});
});
