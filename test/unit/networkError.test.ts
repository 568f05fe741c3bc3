import { Failure } from '../../nodes/shared/errors/failure';
import {
	classifyNetworkError,
	isTransient,
	type NetworkErrorKind,
	neverSent,
} from '../../nodes/shared/errors/networkError';

/** An error of the HTTP client, in the error that n8n makes of it. */
function thrown(fields: object, message = 'No'): Error {
	return new Error('NodeApiError', { cause: Object.assign(new Error(message), fields) });
}

it('is recognized in the error that n8n 1 makes of it, which has no cause and other words', () => {
	const error = Object.assign(new Error('The service refused the connection - perhaps it is offline'), {
		httpCode: 'ECONNREFUSED',
		messages: ['connect ECONNREFUSED 127.0.0.1:8080', 'connect ECONNREFUSED 127.0.0.1:8080'],
	});
	const { kind, text } = classifyNetworkError(error);
	expect([kind, text]).toEqual(['unreachable', 'connect ECONNREFUSED 127.0.0.1:8080']);
});

describe('an error of the HTTP client', () => {
	it.each<[NetworkErrorKind, string]>([
		['unreachable', 'ECONNREFUSED'],
		['unreachable', 'EHOSTUNREACH'],
		['unreachable', 'ENETUNREACH'],
		['unreachable', 'EHOSTDOWN'],
		['notResolved', 'ENOTFOUND'],
		['notResolved', 'EAI_AGAIN'],
		['closed', 'ECONNRESET'],
		['closed', 'EPIPE'],
		['closed', 'ERR_STREAM_PREMATURE_CLOSE'],
		['closed', 'ECONNABORTED'],
		['closed', 'HPE_INVALID_CONSTANT'],
		['timeout', 'ETIMEDOUT'],
		['timeout', 'ESOCKETTIMEDOUT'],
		['canceled', 'ERR_CANCELED'],
		['certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['certificate', 'CERT_HAS_EXPIRED'],
		['certificate', 'ERR_TLS_CERT_ALTNAME_INVALID'],
		['certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
		['noTls', 'ERR_SSL_WRONG_VERSION_NUMBER'],
		['noTls', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'],
		['handshake', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
		['handshake', 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN'],
		['handshake', 'EPROTO'],
		['closed', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'],
		['encoding', 'Z_DATA_ERROR'],
		['encoding', 'Z_BUF_ERROR'],
		['encoding', 'ERR_BROTLI_DECODER_ERROR'],
		['encoding', 'ERR__ERROR_FORMAT_PADDING_1'],
		['encoding', 'ZSTD_error_prefix_unknown'],
		['other', 'ERR_INVALID_URL'],
		['other', 'X_HPE'],
	])('is %s with the code %s', (kind, code) => {
		expect(classifyNetworkError(thrown({ code })).kind).toBe(kind);
	});

	it.each<[NetworkErrorKind, object, string | undefined]>([
		['canceled', { name: 'CanceledError' }, undefined],
		['canceled', { name: 'AbortError', code: 'ECONNRESET' }, undefined],
		['closed', {}, 'stream has been aborted'],
		['closed', {}, 'Socket hang up'],
		[
			'handshake',
			{ code: 'ECONNRESET' },
			'Client network socket disconnected before secure TLS connection was established',
		],
		['noTls', { code: 'EPROTO' }, 'write EPROTO 140:error:0A00010B:SSL routines::wrong version number'],
		['closed', { code: 'EPROTO' }, 'read EPROTO error:0A000126:SSL routines::UNEXPECTED_EOF'],
		['unreachable', { code: 'ETIMEDOUT', syscall: 'connect' }, undefined],
		['unreachable', { code: 'ETIMEDOUT' }, 'connect ETIMEDOUT 10.0.0.1:443'],
		['timeout', { code: 'ETIMEDOUT', syscall: 'other' }, undefined],
		['closed', { code: 'ETIMEDOUT', syscall: 'read' }, undefined],
		['closed', { code: 'EHOSTUNREACH', syscall: 'read' }, undefined],
		['closed', { code: 'EHOSTUNREACH' }, 'read EHOSTUNREACH'],
		['closed', { code: 'ENETUNREACH' }, 'write ENETUNREACH'],
		['unreachable', { code: 'EADDRNOTAVAIL', syscall: 'connect' }, undefined],
		['unreachable', { code: 'EACCES' }, 'connect EACCES 10.0.0.1:443'],
		['notResolved', { code: 'EBUSY' }, 'getaddrinfo EBUSY api.test'],
		['timeout', { name: 'TimeoutError', code: 23 }, undefined],
		['timeout', { code: 'ECONNABORTED' }, 'Timeout of 50ms exceeded'],
		['other', { code: 110 }, undefined],
		['other', {}, undefined],
	])('is %s by its fields %j and its message %j', (kind, fields, message) => {
		expect(classifyNetworkError(thrown(fields, message)).kind).toBe(kind);
	});

	it('is told by the first code that is known, and in the words of what caused it', () => {
		const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		const error = Object.assign(new Error('It failed', { cause }), { code: 'UNKNOWN' });
		expect(classifyNetworkError(error)).toMatchObject({ kind: 'unreachable', text: 'connect ECONNREFUSED' });
	});

	it.each<[NetworkErrorKind, string]>([
		['unreachable', 'connect'],
		['notResolved', 'getaddrinfo'],
	])('is %s if one of several addresses failed to %s, whatever the code', (kind, syscall) => {
		const errors = ['10.0.0.1', '::1'].map((address) =>
			Object.assign(new Error('No'), { code: 'ETIMEDOUT', syscall, address }),
		);
		const error = Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' });
		expect(classifyNetworkError(thrown({ cause: error, code: 'ETIMEDOUT' })).kind).toBe(kind);
	});

	it('may be its own cause', () => {
		const error: Error & { code?: string } = new Error('No');
		error.cause = error;
		expect(classifyNetworkError(error)).toEqual({ kind: 'other', text: 'No' });
	});

	it.each([[undefined], [null], ['text'], [{ message: 5 }], [{ cause: null }]])(
		'is of no known kind and has no words if it is %j',
		(error) => {
			expect(classifyNetworkError(error)).toEqual({ kind: 'other', text: '' });
		},
	);

	it.each<[string | undefined, object]>([
		['api.test', { config: { url: 'https://api.test/v1' } }],
		['api.test:8443', { options: { url: 'https://api.test:8443/v1' } }],
		[undefined, { config: { url: '/v1' } }],
		[undefined, { config: {}, options: {} }],
		[undefined, { config: { url: new URL('https://api.test') } }],
	])('names the host %s from its fields %j', (host, fields) => {
		expect(classifyNetworkError(thrown(fields)).host).toBe(host);
	});

	it('is none if our own code rejected the request', () => {
		const own = new Failure({ message: 'The API key is empty' });
		expect(() => classifyNetworkError(new Error('NodeApiError', { cause: own }))).toThrow(own);
	});
});

describe('a kind of network error', () => {
	it.each<[NetworkErrorKind, boolean, boolean]>([
		['unreachable', true, true],
		['notResolved', true, true],
		['handshake', true, true],
		['certificate', true, false],
		['noTls', true, false],
		['closed', false, true],
		['timeout', false, true],
		['encoding', false, false],
		['canceled', false, false],
		['other', false, false],
	])('%s: never sent %s, transient %s', (kind, sent, transient) => {
		expect([neverSent({ kind, text: '' }), isTransient({ kind, text: '' })]).toEqual([sent, transient]);
	});
});
