import { type INodeParameters, LoggerProxy } from 'n8n-workflow';
import { byId, byName, engineHarness, PROJECT } from '../support/engineHarness';
import { CLIENT_GRANT } from '../support/parametersOf';

const harness = engineHarness();

const generate = { ...parameters('generate'), provider: byName('hubspot'), groupRef: 'g', consumerRef: 'u' };
const custom = (customAuth: object) => ({
	...generate,
	authScheme: 'custom',
	specifyCustomAuth: 'json',
	customAuth: JSON.stringify(customAuth),
});
const basic = (username: string, password: string) => ({
	...generate,
	authScheme: 'basic',
	username,
	password,
});
const QUOTED = 'say "open" sesame';
/** A body as it is sent, in which JSON has escaped the key. */
const BODY = JSON.stringify({ apiKey: QUOTED });
const LINE = 'TUlJRXZRSUJBREFOQmdrcWhraUc5dzBC';

/** An API's error, and the part of it that must not be shown. */
const ECHOES: Array<[string, INodeParameters, string, string]> = [
	[
		"an API key in Go's JSON",
		{ ...generate, authScheme: 'apiKey', apiKey: 'sk&live<42>zz' },
		'cannot decode {"apiKey":"sk\\u0026live\\u003c42\\u003ezz"}',
		'sk\\u0026live\\u003c42\\u003ezz',
	],
	['a number of a custom auth', custom({ pin: 48392017 }), 'the pin 48392017 is wrong', '48392017'],
	['a number as Go prints it', custom({ pin: 48392017 }), 'the pin 4.8392017e+07 is wrong', '4.8392017'],
	[
		'a number in a JSON body',
		{
			...parameters('update'),
			connectionId: byId('connection-1'),
			specifyBody: 'json',
			jsonBody: '{"updateMask":["apiKey"],"connection":{"apiKey":99887766}}',
		},
		'99887766 is not text',
		'99887766',
	],
	[
		'a login',
		basic('mary', 'correct-horse'),
		'Authorization: Basic bWFyeTpjb3JyZWN0LWhvcnNl',
		'bWFyeTpjb3JyZWN0LWhvcnNl',
	],
	[
		'a user name without a password',
		basic('sk_live_51Habc', ''),
		'user name sk_live_51Habc is not known',
		'sk_live_51Habc',
	],
	[
		'a password in a form',
		{
			...generate,
			authScheme: 'oauth2/password',
			username: 'mary',
			password: 'correct horse battery',
			clientId: 'cid',
			clientSecret: 'cs-secret-9',
		},
		'password=correct+horse+battery',
		'correct+horse+battery',
	],
	[
		'the login of a client',
		{ ...generate, authScheme: CLIENT_GRANT, clientId: 'cid', clientSecret: 'cs-secret-9' },
		'Basic Y2lkOmNzLXNlY3JldC05',
		'Y2lkOmNzLXNlY3JldC05',
	],
	[
		'a line of a key',
		custom({ key: `-----BEGIN PRIVATE KEY-----\n${LINE}\nQUFB\n-----END PRIVATE KEY-----` }),
		`bad line ${LINE} in the key`,
		LINE,
	],
	['a body as Go writes bytes', withKey(QUOTED), btoa(BODY), btoa(BODY).slice(20, -8)],
	['a body in a URL', withKey(QUOTED), `?body=${encodeURIComponent(BODY)}`, 'sesame'],
	['a body in a page', withKey(QUOTED), BODY.replaceAll('"', '&quot;'), 'sesame'],
];

function withKey(apiKey: string): INodeParameters {
	return { ...generate, authScheme: 'apiKey', apiKey };
}

function parameters(operation: string): INodeParameters {
	return { operation, projectIdOrName: byName(PROJECT), options: { maxRetries: 0 } };
}

/** Makes the API say something wherever an error can say it. */
function failWith(text: string): void {
	const value = { deep: [text, { [text]: Number(/\d{8}/.exec(text)?.[0] ?? 0) }] };
	const issues = [{ in: text, title: text, detail: text, value }];
	const body = { title: text, detail: text, remedy: text, causes: [text], requestId: text, issues };
	harness.api.fault({ respond: { status: 400, body } });
}

/** Every text in an error, an item, or an entry of n8n's log, whatever holds it. */
function textsIn(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return String(value);
	if (seen.has(value)) return '';
	seen.add(value);
	const fields = value as Record<string, unknown>;
	return Object.getOwnPropertyNames(fields)
		.map((name) => `${name}: ${textsIn(fields[name], seen)}`)
		.join('\n');
}

describe('what an API returns of a secret', () => {
	let log: unknown[] = [];
	beforeEach(() => {
		log = [];
		const write = (...entry: unknown[]) => void log.push(entry);
		LoggerProxy.init({ error: write, warn: write, info: write, debug: write });
	});
	afterEach(() => {
		const silent = () => {};
		LoggerProxy.init({ error: silent, warn: silent, info: silent, debug: silent });
	});

	it.each(ECHOES)('is not shown in the error: %s', async (_, node, text, secret) => {
		failWith(text);
		const { error } = await harness.run(node);
		expect(error?.message).toContain('[hidden]');
		expect(textsIn(error)).not.toContain(secret);
	});

	it.each(ECHOES)("is not shown in n8n's log: %s", async (_, node, text, secret) => {
		failWith(text);
		await harness.run(node);
		expect(textsIn(log)).toContain('[hidden]');
		expect(textsIn(log)).not.toContain(secret);
	});

	it.each(ECHOES)('is not shown in an error item: %s', async (_, node, text, secret) => {
		failWith(text);
		const { json } = await harness.run(node, [{}], { onError: 'continueRegularOutput' });
		expect(json[0].details).toMatchObject({
			issues: [{ value: { deep: [expect.stringContaining('[hidden]'), {}] } }],
		});
		expect(textsIn(json)).not.toContain(secret);
	});

	it('is not shown of a title that is cut', async () => {
		const key = 'k3y-'.repeat(40);
		const body = `<html><title>${key}</title></html>`;
		harness.api.fault({ respond: { status: 400, body, headers: { 'content-type': 'text/html' } } });
		const { error } = await harness.run(withKey(key));
		expect(error?.description).toContain("a web page titled '[hidden]'");
	});

	it('is not shown of the title of a web page in place of a connection', async () => {
		const body = '<html><title>s3cr3t-key</title></html>';
		harness.api.fault({ respond: { status: 200, body, headers: { 'content-type': 'text/html' } } });
		const { error } = await harness.run(withKey('s3cr3t-key'));
		expect(error?.description).toContain('a web page');
		expect(textsIn(error)).not.toContain('s3cr3t-key');
	});

	it('is not shown of the target of a redirect', async () => {
		const headers = { location: 'https://elsewhere.test/?key=a%26b%2Fc' };
		harness.api.fault({ respond: { status: 302, body: '', headers } });
		const { error } = await harness.run(withKey('a&b/c'));
		expect(error?.description).toContain('https://elsewhere.test/?key=[hidden]');
	});

	it("is not shown of a proxy's login", async () => {
		const proxy = harness.api.url.replace('http://', 'http://jane:pass%20word@').replace('/v1', '');
		failWith('Proxy-Authorization: Basic amFuZTpwYXNzIHdvcmQ=');
		const { error } = await harness.run({ ...generate, authScheme: 'none' }, [{}], {
			requestOptions: { proxy },
		});
		expect(error?.message).toBe('Proxy-Authorization: Basic [hidden]=');
	});
});

describe('a key of 40,000 characters', () => {
	const key = 'k3y/+"'.repeat(6_667);
	const node = { ...generate, authScheme: 'apiKey', apiKey: key };

	it('does not keep a Generate in doubt from being recognized: it is sent once under Retry On Fail', async () => {
		harness.api.fault({ drop: 'beforeHeaders', perform: true });
		const { error } = await harness.run(node, [{}], { maxTries: 3 });
		expect(harness.api.requests).toHaveLength(1);
		expect(error?.description).toContain("Check with 'Get Many' before you try again.");
	});

	it('is not shown in the error of a lost response', async () => {
		harness.api.fault({ drop: 'beforeHeaders', perform: true });
		const { error } = await harness.run(node);
		expect(error?.message).toContain("Couldn't generate the connection");
		expect(textsIn(error)).not.toContain('k3y/+');
	});

	it('is not shown when the API returns it', async () => {
		failWith(JSON.stringify({ apiKey: key }));
		const { error } = await harness.run(node);
		expect(error?.message).toBe('{"apiKey":"[hidden]"}');
		expect(textsIn(error)).not.toContain('k3y/+');
	});
});
