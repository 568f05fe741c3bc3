import { Failure } from '../../nodes/shared/errors/failure';
import {
	canceled,
	classifyNetworkError,
	networkErrorToFailure,
	type NetworkErrorKind,
} from '../../nodes/shared/errors/networkError';

const action = { label: 'get the connection', notFoundHint: '' };

const failureFor = (
	kind: NetworkErrorKind,
	{
		host,
		text = '',
		attempts = 1,
		hint,
	}: { host?: string; text?: string; attempts?: number; hint?: string } = {},
) => networkErrorToFailure({ kind, host, text }, action, (shown) => shown, attempts, hint).details;

/** An error of the HTTP client, in the error that n8n makes of it. */
function thrown(fields: object, message = 'No'): Error {
	return new Error('NodeApiError', { cause: Object.assign(new Error(message), fields) });
}

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
		['cancelled', 'ERR_CANCELED'],
		['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['tls', 'ERR_TLS_CERT_ALTNAME_INVALID'],
		['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
		['tls', 'ERR_SSL_WRONG_VERSION_NUMBER'],
		['tls', 'EPROTO'],
		['other', 'ERR_INVALID_URL'],
		['other', 'X_HPE'],
	])('is %s with the code %s', (kind, code) => {
		expect(classifyNetworkError(thrown({ code })).kind).toBe(kind);
	});

	it.each<[NetworkErrorKind, object, string | undefined]>([
		['cancelled', { name: 'CanceledError' }, undefined],
		['cancelled', { name: 'AbortError', code: 'ECONNRESET' }, undefined],
		['closed', {}, 'stream has been aborted'],
		['closed', {}, 'Socket hang up'],
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

describe('the failure for a network error', () => {
	it.each<[NetworkErrorKind, string, string]>([
		[
			'unreachable',
			"can't reach api.test",
			'Check the base URL in the Ampersand credential, and that n8n can reach this host (firewall, proxy).',
		],
		[
			'notResolved',
			"the host api.test can't be found",
			'Check the base URL in the Ampersand credential for typos, and that n8n can resolve the host (DNS).',
		],
		[
			'closed',
			'the connection to api.test was closed before the response was complete',
			"Try again later. If it happens often, raise 'Max Retries', or contact whoever runs the proxy in between.",
		],
		[
			'timeout',
			'api.test did not respond in time',
			"Try again later, or raise 'Timeout' in the request options.",
		],
		[
			'tls',
			'the certificate of api.test was rejected (self-signed)',
			'If you trust this host, install its certificate authority in n8n (NODE_EXTRA_CA_CERTS).',
		],
		['other', 'self-signed', 'Check the Ampersand credential.'],
	])('that is %s says what happened and what to do', (kind, reason, description) => {
		expect(failureFor(kind, { host: 'api.test', text: 'self-signed' })).toEqual({
			message: `Couldn't get the connection: ${reason}`,
			description,
		});
	});

	it.each([
		[undefined, 'the request to the Ampersand API failed'],
		['api.test', 'the request to api.test failed'],
	])('without words names the host: %s', (host, reason) => {
		expect(failureFor('other', { host }).message).toBe(`Couldn't get the connection: ${reason}`);
	});

	it('says what may have happened, and how many times the request was sent', () => {
		expect(failureFor('other', { attempts: 2, hint: 'It may exist.' }).description).toBe(
			'Check the Ampersand credential.\nIt may exist.\nThe request was sent 2 times.',
		);
	});

	it('is that of a canceled execution after a cancellation', () => {
		expect(failureFor('cancelled', { attempts: 2 })).toEqual({ message: 'The execution was canceled' });
		expect(canceled().details).toEqual({ message: 'The execution was canceled' });
	});

	it('omits the advice of Node.js 24 about its command line', () => {
		const text =
			'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
		expect(failureFor('tls', { host: 'api.test', text }).message).toBe(
			"Couldn't get the connection: the certificate of api.test was rejected (self-signed certificate)",
		);
	});
});
