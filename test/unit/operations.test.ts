import { operations } from '../../nodes/Ampersand/resources';
import { OPERATIONS } from '../support/operations';
import { OPERATION_NAMES } from '../support/parametersOf';

const all = Object.entries(operations).flatMap(([resource, byName]) =>
	Object.keys(byName).map((operation) => `${resource} ${operation}`),
);

describe('the tests of every operation', () => {
	it.each([
		['REQUIRED in test/support/parametersOf.ts', OPERATION_NAMES],
		['OPERATIONS in test/support/operations.ts', OPERATIONS.map(({ name }) => name)],
	])('have each of them in %s', (_, names) => {
		expect([...names].sort()).toEqual(all.sort());
	});
});
