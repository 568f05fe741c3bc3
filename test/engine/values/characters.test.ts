import { engineHarness } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { EVERY_PLACE, PLACES } from './places';

const REFUSAL = /^The parameter '.+' contains an incomplete character \[item 0\]$/;

describe('half of a character', () => {
	const harness = engineHarness();
	const refusal = async (parameters: Parameters<typeof harness.run>[0]) => {
		const { error } = await harness.run(parameters, [{ n: 'ab😀cd' }]);
		expect(harness.api.requests).toHaveLength(0);
		return error?.message;
	};

	it.each(EVERY_PLACE)('is refused: %s', async (_, place) => {
		expect(await refusal(place('={{ $json.n.slice(0, 3) }}'))).toMatch(REFUSAL);
	});

	it('is refused at the start of text', async () => {
		expect(await refusal(PLACES['the filter Group Ref']("={{ 'x🙂ab'.slice(-3) }}"))).toMatch(REFUSAL);
	});

	it.each([
		['={{ ({ key: $json.n.slice(0, 3) }) }}'],
		['={{ ({ [$json.n.slice(3)]: "a" }) }}'],
		['={{ JSON.stringify({ key: $json.n.slice(0, 3) }) }}'],
	])('is refused in JSON: %s', async (customAuth) => {
		expect(
			await refusal({
				...PLACES.Provider('stripe'),
				authScheme: 'custom',
				specifyCustomAuth: 'json',
				customAuth,
			}),
		).toBe("The parameter 'Custom Auth' contains an incomplete character [item 0]");
	});

	it('does not make the whole one incomplete', async () => {
		await harness.run(PLACES['the filter Group Ref']('={{ $json.n }}'), [{ n: 'ab😀cd' }]);
		expect(harness.api.requests[0].query).toEqual({ groupRef: 'ab😀cd' });
	});
});

describe('half of a character, in the trigger', () => {
	const harness = triggerHarness();

	it('is refused', async () => {
		const file = harness.workflow({ filters: { groupRef: "={{ 'ab😀cd'.slice(0, 3) }}" } });
		await expect(harness.host.activate(file)).rejects.toThrow(
			"The parameter 'Group Ref' contains an incomplete character",
		);
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('a control character', () => {
	const harness = engineHarness();

	it('is refused inside of an ID in a path', async () => {
		const { error } = await harness.run(PLACES.Connection('={{ $json.id }}'), [{ id: 'c\n1' }]);
		expect(error?.message).toBe("The parameter 'Connection' contains a control character [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});
});
