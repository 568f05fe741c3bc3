import { networkErrorToFailure } from '../../nodes/shared/errors/networkError';

describe('the message about a rejected certificate', () => {
	it('omits the advice of Node.js 24 about its command line', () => {
		const text =
			'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
		const networkError = { kind: 'tls' as const, host: 'api.test', text };
		const action = { label: 'get the connection', notFoundHint: '' };
		expect(networkErrorToFailure(networkError, action, (shown) => shown, 1).message).toBe(
			"Couldn't get the connection: the certificate of api.test was rejected (self-signed certificate)",
		);
	});
});
