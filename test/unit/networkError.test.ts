import { networkErrorToFailure } from '../../nodes/shared/errors/networkError';

describe('a certificate that is not accepted', () => {
	it('is told without the advice that Node.js 24 adds about its own command line', () => {
		const text =
			'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
		const fault = { kind: 'tls' as const, host: 'api.test', text };
		const purpose = { label: 'get the connection', notFoundHint: '' };
		expect(networkErrorToFailure(fault, purpose, (shown) => shown, 1).message).toBe(
			'Ampersand could not get the connection: the certificate of api.test was not accepted (self-signed certificate)',
		);
	});
});
