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
			['key-1', 'pass-2', 'secret-3', 'token-4', 'token-5', 'custom-6', 'custom-7', 'custom-8'].sort(),
		);
	});

	it.each([undefined, null, 'text', 3, []])('are none in %j', (body) => {
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
		expect(redacted).toContain('[hidden]');
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

	it('masks the longer of two secrets that overlap', () => {
		expect(redactor(['pass', 'password'])('my password')).toBe('my [hidden]');
	});

	it('masks a short secret only as a whole word', () => {
		expect(redactor(['is'])('this is it')).toBe('this [hidden] it');
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
