import type { Attempts } from '../../nodes/shared/api';
import { CHECK_BASE_URL, MAY_HAVE_SUCCEEDED } from '../../nodes/shared/errors/hints';
import {
	canceled,
	type NetworkError,
	type NetworkErrorKind,
	networkErrorToFailure,
} from '../../nodes/shared/errors/networkError';

const action = { label: 'get the connection' };

const failureFor = (
	kind: NetworkErrorKind,
	{ host, isProxy, text = '', ...attempts }: Partial<NetworkError & Attempts> = {},
) =>
	networkErrorToFailure({ kind, host, isProxy, text }, action, (shown) => shown, {
		count: 1,
		outcomeUnknown: false,
		idempotent: true,
		...attempts,
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
			'handshake',
			'no secure connection to api.test could be established',
			'Try again later. If it happens often, contact whoever runs this host or the proxy in between.',
		],
		[
			'noTls',
			"api.test doesn't use TLS",
			'The base URL in the Ampersand credential may have to start with http:// instead of https://, or have another port.',
		],
		[
			'encoding',
			"the response from api.test can't be decompressed",
			'Its body is not compressed as its header says. Contact whoever runs the proxy in between.',
		],
		['other', 'a text', CHECK_BASE_URL],
	])('that is %s says what happened and what to do', (kind, reason, description) => {
		expect(failureFor(kind, { host: 'api.test', text: 'a text' })).toMatchObject({
			message: `Couldn't get the connection: ${reason}`,
			description,
		});
	});

	it.each([
		[
			'self-signed certificate',
			'If you trust this host, install its certificate authority in n8n (NODE_EXTRA_CA_CERTS).',
		],
		['certificate has expired', 'Whoever runs this host needs to renew its certificate.'],
		['certificate is not yet valid', 'Whoever runs this host needs to renew its certificate.'],
		[
			"Hostname/IP does not match certificate's altnames",
			'The certificate is for another host. Check the base URL in the Ampersand credential.',
		],
	])('about a certificate says what to do: %s', (text, description) => {
		expect(failureFor('certificate', { host: 'api.test', text })).toMatchObject({
			message: `Couldn't get the connection: the certificate of api.test was rejected (${text})`,
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
		const failure = failureFor('other', { count: 2, outcomeUnknown: true, idempotent: false });
		expect(failure.description).toBe(`${MAY_HAVE_SUCCEEDED} ${CHECK_BASE_URL} The request was sent 2 times.`);
		expect(failure.details.outcomeUnknown).toBe(true);
	});

	it('is that of a canceled execution after a cancellation, and remembers a doubt', () => {
		const failure = failureFor('canceled', { count: 2, outcomeUnknown: true });
		expect(failure.details).toEqual({ message: 'The execution was canceled', outcomeUnknown: true });
		expect(canceled().details.outcomeUnknown).toBe(false);
	});

	it.each<[NetworkErrorKind, string]>([
		['unreachable', "can't reach the proxy proxy.test:80"],
		['notResolved', "the proxy proxy.test:80 can't be found"],
	])('that is %s at a proxy names the proxy', (kind, reason) => {
		expect(failureFor(kind, { host: 'proxy.test:80', isProxy: true })).toMatchObject({
			message: `Couldn't get the connection: ${reason}`,
			description: "Check 'Proxy' in the request options, and that n8n can reach it.",
		});
	});

	it('omits the advice of Node.js 24 about its command line', () => {
		const text =
			'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
		expect(failureFor('certificate', { host: 'api.test', text }).message).toBe(
			"Couldn't get the connection: the certificate of api.test was rejected (self-signed certificate)",
		);
	});
});
