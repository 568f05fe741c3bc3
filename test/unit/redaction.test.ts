import { isSecretField, redactor, secretsIn } from '../../nodes/shared/errors/redaction';

describe('the secrets of a request body', () => {
	it('are found at any depth', () => {
		const body = {
			apiKey: 'key-1',
			basicAuth: { username: 'jane', password: 'pass-2' },
			oauth2ClientCredentials: { clientId: 'id', clientSecret: 'secret-3', scopes: ['a'] },
			oauth2AuthorizationCode: {
				accessToken: { token: 'token-4', expiresAt: '2026-01-01T00:00:00Z' },
				refreshToken: { token: 'token-5' },
			},
			customAuth: { any: 'custom-6', list: ['custom-7'], deep: { er: 'custom-8' } },
			groupRef: 'group-123',
		};
		expect(secretsIn({ connection: body }).sort()).toEqual(
			[
				...['key-1', 'pass-2', 'secret-3', 'token-4', 'token-5', 'custom-6', 'custom-7', 'custom-8'],
				...['jane:pass-2', 'id:secret-3'],
			].sort(),
		);
	});

	it.each([
		['in a custom auth', { customAuth: { pin: 123456 } }],
		['in a field for text', { updateMask: ['apiKey'], connection: { apiKey: 123456 } }],
	])('may be a number %s, which Go may write with an exponent', (_, body) => {
		expect(secretsIn(body)).toEqual(['123456', '1.23456e+05']);
	});

	it('may be a number whose exponent has two digits, or none', () => {
		expect(secretsIn({ customAuth: { pins: [123456789012, 0.00005, 5] } })).toEqual([
			...['123456789012', '1.23456789012e+11', '0.00005', '5e-05', '5', '5e+00'],
		]);
	});

	it.each([[['key-1', 'key-2']], [{ first: 'key-1', second: ['key-2'] }]])(
		'are everything in a field that should be text but is %j',
		(apiKey) => {
			expect(secretsIn({ apiKey })).toEqual(['key-1', 'key-2']);
		},
	);

	it.each(['', ' ', undefined])('include the user name if the password is %j', (password) => {
		expect(secretsIn({ basicAuth: { username: 'key-1', password } })).toContain('key-1');
	});

	it('include the login of a password without a user name', () => {
		expect(secretsIn({ basicAuth: { username: '', password: 'key-1' } })).toEqual([':key-1', 'key-1']);
	});

	it('include no login if both halves are empty', () => {
		expect(secretsIn({ customAuth: { username: ' ', clientSecret: ' ' } })).toEqual([' ']);
	});

	it('include the login of a client as OAuth2 writes it, which encodes both halves', () => {
		const logins = secretsIn({ clientId: 'c d', clientSecret: 'a+b' });
		expect(logins).toEqual(['c d:a+b', 'c+d:a%2Bb', 'a+b']);
	});

	it('are found in a body of any depth', () => {
		let body: object = { apiKey: 'key-1' };
		for (let depth = 0; depth < 20_000; depth++) body = { deeper: body };
		expect(secretsIn(body)).toEqual(['key-1']);
	});

	it.each([undefined, null, 'text', 3, [], { apiKey: null, customAuth: null }])('are none in %j', (body) => {
		expect(secretsIn(body)).toEqual([]);
	});
});

describe('redaction', () => {
	it.each([
		['as it is', 'key "s3cr3t/+ä" is bad', 's3cr3t/+ä'],
		['in a URL', `GET /x?key=${encodeURIComponent('s3cr3t/+ä')}`, 's3cr3t/+ä'],
		['in JSON', JSON.stringify({ key: 'a"b\\c' }), 'a"b\\c'],
		['in base64', Buffer.from('s3cr3t/+ä').toString('base64'), 's3cr3t/+ä'],
		['more than once', 'abcd abcd', 'abcd'],
		['with special characters of regular expressions', 'a (b) [c]* d', '(b) [c]*'],
	])('masks a secret %s', (_, text, secret) => {
		const redacted = redactor([secret])(text);
		expect(redacted).toMatch(/\[hidden\]|░░░/);
		expect(redacted).not.toContain(secret);
	});

	it('masks a secret without its surrounding whitespace, too', () => {
		expect(redactor([' s3cr3t\n'])('the key s3cr3t is bad')).toBe('the key [hidden] is bad');
	});

	it('masks a secret that cannot be encoded in a URL', () => {
		expect(redactor(['abc\uD800'])('the key abc\uD800 is bad')).toBe('the key [hidden] is bad');
	});

	it('masks what a URL contains in its place', () => {
		const query = String(new URLSearchParams({ key: 'abc\uD800' }));
		expect(redactor(['abc\uD800'])(`GET /x?${query}`)).toBe('GET /x?key=[hidden]');
	});

	it('masks a secret that is a part of a JSON string', () => {
		const text = JSON.stringify({ header: 'Bearer a"b\\c' });
		expect(redactor(['a"b\\c'])(text)).toBe('{"header":"Bearer [hidden]"}');
	});

	it.each(['a', 'ab', 'abc'])('masks the base64 of a secret that ends with %s without padding', (end) => {
		const encoded = Buffer.from(`s3cr3t${end}`).toString('base64url');
		expect(redactor([`s3cr3t${end}`])(`the key ${encoded} is bad`)).toBe('the key [hidden] is bad');
	});

	it.each([
		['as Go writes it', 'a\\u0026b\\u003cc\\u003ed\\u2028e', 'a&b<c>d\u2028e'],
		['with all short escapes', 'a\\b\\f\\n\\r\\t\\"z', 'a\b\f\n\r\t"z'],
		['with escapes for whatever is not ASCII', 'a\\u00e4\\ud83d\\ude00', 'aä😀'],
		[
			'within another JSON string',
			JSON.stringify(JSON.stringify('a"b\\c&d\n\u2029e')).slice(3, -3),
			'a"b\\c&d\n\u2029e',
		],
		['within another JSON string, as Go writes it', 'a\\\\u0026b', 'a&b'],
	])('masks a secret in JSON %s', (_, encoded, secret) => {
		expect(redactor([secret])(`{"apiKey":"${encoded}","`)).toBe('{"apiKey":"[hidden]","');
	});

	it.each([
		['a URL, in lower case', 's%2f%c3%a4%e2%82%ac%f0%9f%98%80', 's/ä€😀'],
		['a URL, with a plus sign', 'a+b%2Fc', 'a+b/c'],
		['a URL, with plus signs for spaces', "it's+safe", "it's safe"],
		['a form', 'correct+horse%2B%2F', 'correct horse+/'],
		['a form without other escapes', 'correct+horse', 'correct horse'],
	])('masks a secret in %s', (_, encoded, secret) => {
		expect(redactor([secret])(`key=${encoded}&x=%41+1`)).toBe('key=[hidden]&x=%41+1');
	});

	it.each(['%ED%A0%80', '%C0%80', '%F7%BF%BF%BF', '%', '%4', '\\', '\\u12', '&#x110000;', '&#xD800;', '&x;'])(
		'masks a secret next to the invalid escape %s',
		(escape) => {
			expect(redactor(['s3cr3t'])(`${escape} s3cr3t ${escape}`)).toBe(`${escape} [hidden] ${escape}`);
		},
	);

	it.each(['\n', '\r\n', '\\n'])('masks each line of a secret with the line breaks %j', (lineBreak) => {
		const secret = ['line-one', ' line-two ', 'a', 'the last'].join(lineBreak);
		expect(redactor([secret])('"line-one", a line-two (the last)')).toBe('"[hidden]", a [hidden] ([hidden])');
	});

	it('does not mask a line of a secret that may be a word', () => {
		expect(redactor(['private\nsecret key'])('a private secret key')).toBe('a private [hidden]');
	});

	it('masks a secret of 200,000 characters in many lines', () => {
		const line = (index: number) => `line ${index} `.padEnd(63, 'x');
		const secret = Array.from({ length: 3125 }, (_, index) => line(index)).join('\n');
		const text = `${secret}, ${line(7)}, ${JSON.stringify(secret)}`;
		expect(redactor([secret])(text)).toBe('[hidden], [hidden], "[hidden]"');
	});

	it('masks each of many secrets in a long text', () => {
		const secrets = Array.from({ length: 1000 }, (_, index) => `secret number ${index}.`);
		expect(redactor(secrets)(secrets.join(' '))).toBe(secrets.map(() => '[hidden]').join(' '));
	});

	it('uses a mask that contains no secret', () => {
		expect(redactor(['hidden'])('it is hidden')).toBe('it is ***');
		expect(redactor(['s3cr3t', 'abc['])('abcs3cr3t')).toBe('abc***');
		expect(redactor(['s3cr3t', ']abc'])('s3cr3tabc')).toBe('***abc');
	});

	it('masks everything if it fails', () => {
		const notText = 5 as unknown as string;
		expect(redactor(['s3cr3t'])(notText)).toBe('[hidden]');
	});

	it('masks the longest secret at a place, whichever begin there', () => {
		const secrets = ['pass', 'pass word', 'pass word of', 'passion', 'pa'];
		expect(redactor(secrets)('pass words of passion, pass, passed')).toBe(
			'[hidden]s of [hidden], [hidden], [hidden]ed',
		);
	});

	it.each(['#', '.', '('])('masks a secret of the one character %j', (secret) => {
		expect(redactor([secret])(`it is ${secret}, not a${secret}`)).toBe(`it is [hidden], not a${secret}`);
	});

	it('masks one of two equal beginnings', () => {
		expect(redactor(['abcx', 'abcz'])('abcy abcz abcx')).toBe('abcy [hidden] [hidden]');
	});

	it('masks the longer of two secrets that overlap', () => {
		expect(redactor(['pass', 'password'])('my password')).toBe('my [hidden]');
	});

	it('masks a short secret only as a whole word', () => {
		expect(redactor(['is'])('this is what it is')).toBe('this [hidden] what it [hidden]');
	});

	it('masks a secret of four characters in the middle of a word, too', () => {
		expect(redactor(['abcd'])('xabcdx')).toBe('x[hidden]x');
	});

	it.each(['', '  ', undefined, 5])('leaves text alone when the secret is %j', (secret) => {
		expect(redactor([secret])('5 texts:  "one", ...')).toBe('5 texts:  "one", ...');
	});
});

describe('the name of an invalid input', () => {
	it.each(['apiKey', 'connection.basicAuth.password', 'customAuth.anything', 'items[0].clientSecret'])(
		'%s names a secret',
		(name) => expect(isSecretField(name)).toBe(true),
	);

	it.each(['groupRef', 'connection.providerWorkspaceRef', ''])('%s does not name a secret', (name) => {
		expect(isSecretField(name)).toBe(false);
	});
});
