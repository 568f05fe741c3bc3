import { classifyNetworkError } from '../../nodes/shared/errors/networkError';

describe('an error without a code', () => {
	it.each(['connect me', 'read this', 'no http request was sent', 'wrong version number'])(
		'is not told by what its message begins with or contains: %s',
		(text) => {
			expect(classifyNetworkError(new Error(text))).toEqual({ kind: 'other', text });
		},
	);
});

describe('an error of n8n 1', () => {
	const classified = (more: object) =>
		classifyNetworkError(Object.assign(new Error('The service refused'), more));

	it('is told by the code and the message that it keeps', () => {
		const kept = { httpCode: 'ECONNREFUSED', messages: ['connect ECONNREFUSED 127.0.0.1:1'] };
		expect(classified(kept)).toEqual({ kind: 'unreachable', text: 'connect ECONNREFUSED 127.0.0.1:1' });
	});

	it.each([
		['code', { httpCode: null, messages: ['connect ECONNREFUSED'] }],
		['message', { httpCode: 'ECONNREFUSED' }],
	])('is any other one if it keeps no %s', (_, kept) => {
		expect(classified(kept)).toEqual({ kind: 'other', text: 'The service refused' });
	});
});
