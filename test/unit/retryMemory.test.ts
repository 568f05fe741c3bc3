import { retryMemory } from '../../nodes/Ampersand/retryMemory';
import type { Run } from '../../nodes/Ampersand/run';

describe('what a run has done', () => {
	const executeData = {};
	const memory = (retryOnFail: boolean) =>
		retryMemory({ node: { retryOnFail }, context: { getExecuteData: () => executeData } } as unknown as Run);

	it('is remembered for the next try of the same execution data', () => {
		expect(memory(true)).toBe(memory(true));
	});

	it('is not remembered without Retry On Fail', () => {
		expect(memory(false)).not.toBe(memory(false));
	});
});
