import { engineHarness } from '../../support/engineHarness';
import { PLACES } from './places';

describe('scopes', () => {
	const harness = engineHarness();
	const run = async (expression: string, sc: unknown) =>
		await harness.run(PLACES.Scopes(expression), [{ sc } as never]);

	it.each([
		['a JSON list as text', '={{ $json.sc }}', '["crm.read","crm.write"]'],
		['a JSON list as text, followed by a blank', '={{ $json.sc }} ', '["crm.read","crm.write"]'],
		['a list', '={{ $json.sc }}', ['crm.read', 'crm.write']],
		['a list that a blank turns into text', '={{ $json.sc }} ', ['crm.read', 'crm.write']],
		['words', '={{ $json.sc }}', 'crm.read crm.write'],
		['words with commas and line breaks', '={{ $json.sc }}', 'crm.read,\ncrm.write\n'],
		['a list of words', '={{ $json.sc }}', ['crm.read crm.write', null]],
	])('are read from %s', async (_, expression, sc) => {
		await run(expression, sc);
		expect(harness.api.requests[0].body).toMatchObject({
			oauth2ClientCredentials: { scopes: ['crm.read', 'crm.write'] },
		});
	});

	it.each([
		['half a JSON list', '["crm.read","crm', 'is not a valid JSON list'],
		['a list of objects', [{ name: 'crm.read' }], 'must be text, but is an object'],
		['an object', { name: 'crm.read' }, 'must be text, but is an object'],
	])('are refused when they are %s', async (_, sc, reason) => {
		const { error } = await run('={{ $json.sc }}', sc);
		expect(error?.message).toBe(`The parameter 'Scopes' ${reason} [item 0]`);
		expect(harness.api.requests).toHaveLength(0);
	});
});
