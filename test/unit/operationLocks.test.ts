import type { INodeParameters } from 'n8n-workflow';
import { generate } from '../../nodes/Ampersand/resources/connection/generate';
import { get } from '../../nodes/Ampersand/resources/connection/get';
import { readerOf } from '../support/readerOf';

const lockOf = ({ lock }: typeof generate, parameters: INodeParameters) => lock?.(readerOf(parameters).p);

describe('what Generate waits for', () => {
	const lock = (options: INodeParameters, more: INodeParameters = {}) => {
		const row = { groupRef: 'g', consumerRef: 'c', provider: 'hubspot', ...more };
		return lockOf(generate, { operation: 'generate', ...row, options });
	};

	it.each([[{}], [{ ifExists: 'create' }]])('is nothing when it always creates one: %j', (options) => {
		expect(lock(options)).toBeUndefined();
	});

	it.each(['return', 'update'])('is any other for the same customer, user, and provider: %s', (ifExists) => {
		expect(lock({ ifExists })).toBe('connection of ["g","c","hubspot"]');
		expect(lock({ ifExists }, { provider: 'HubSpot' })).toBe(lock({ ifExists }));
		for (const name of ['groupRef', 'consumerRef', 'provider']) {
			expect(lock({ ifExists }, { [name]: 'other' })).not.toBe(lock({ ifExists }));
		}
	});
});

describe('what Get waits for', () => {
	const lock = (options: INodeParameters) => lockOf(get, { operation: 'get', connectionId: 'c1', options });

	it('is whatever works with the connection when it refreshes the token', () => {
		expect(lock({ refresh: 'force' })).toBe('connection c1');
	});

	it.each([[{}], [{ refresh: 'ifExpired' }]])('is nothing when it only reads: %j', (options) => {
		expect(lock(options)).toBeUndefined();
	});
});
