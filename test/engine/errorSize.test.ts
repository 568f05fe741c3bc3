import type { IDataObject } from 'n8n-workflow';
import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

describe('an invalid value that the API sends back', () => {
	it.each<[string, unknown]>([
		['a long text', 'v'.repeat(300_000)],
		['a long name', { ['v'.repeat(300_000)]: 1 }],
		['a long list', Array.from({ length: 100_000 }, (_, index) => index)],
		['many fields', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, 1]))],
		['a deep object', JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`)],
	])('is cut when it is %s', async (_, value) => {
		const body = { title: 'Invalid', issues: [{ name: 'groupRef', value } as IDataObject] };
		harness.api.fault({ respond: { status: 422, body } });
		const generate = parametersOf('connection generate');
		const { json } = await harness.run(generate, [{}], { onError: 'continueRegularOutput' });
		expect(JSON.stringify(json).length).toBeLessThan(2000);
	});

	it('is shown as it is when it is short', async () => {
		const value = { fields: ['a', { b: 1, c: null, d: true }] };
		const body = { title: 'Invalid', issues: [{ name: 'groupRef', value }] };
		harness.api.fault({ respond: { status: 422, body } });
		const generate = parametersOf('connection generate');
		const { json } = await harness.run(generate, [{}], { onError: 'continueRegularOutput' });
		expect(json[0].details).toMatchObject({ issues: [{ name: 'groupRef', value }] });
	});
});
