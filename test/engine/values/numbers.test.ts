import { engineHarness } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { EVERY_PLACE, PLACES } from './places';

/** An ID of 64 bits, as a JSON reader gives it. */
const ROUNDED = Number('7615917337495251231');

describe('a number that JavaScript has rounded', () => {
	const harness = engineHarness();
	const refusal = async (...[parameters, input]: Parameters<typeof harness.run>) => {
		const { error } = await harness.run(parameters, input);
		expect(harness.api.requests).toHaveLength(0);
		return error;
	};

	it.each(EVERY_PLACE)('is refused: %s', async (_, place) => {
		const error = await refusal(place('={{ $json.id }}'), [{ id: ROUNDED }]);
		expect(error?.message).toMatch(
			/^The parameter '.+' is a number that is too large to be exact \[item 0\]$/,
		);
	});

	it('is refused with the advice to use text', async () => {
		const error = await refusal(PLACES.Connection('={{ $json.id }}'), [{ id: ROUNDED }]);
		expect(error?.description).toBe(
			'JavaScript rounds whole numbers beyond 9007199254740991. Return it as text.',
		);
	});

	it.each(['={{ $json.id }}', '={{ $json.id }} '])('is refused when it is 1e+21: %s', async (expression) => {
		const error = await refusal(PLACES.Connection(expression), [{ id: 1e21 }]);
		expect(error?.message).toContain("'Connection' is a number that is too large to be exact");
	});

	it.each([
		['text', '7615917337495251231', '7615917337495251231'],
		['the largest exact number', 9_007_199_254_740_991, '9007199254740991'],
		['a fraction', 1.5, '1.5'],
	])('is not %s', async (_, id, sent) => {
		await harness.run(PLACES.Connection('={{ $json.id }}'), [{ id }]);
		expect(harness.api.requests[0].url).toMatch(new RegExp(`/connections/${sent}$`));
	});
});

describe('a number that JavaScript has rounded, in the trigger', () => {
	const harness = triggerHarness();

	it('is refused', async () => {
		const file = harness.workflow({ filters: { groupRef: `={{ ${ROUNDED} }}` } });
		await expect(harness.host.activate(file)).rejects.toThrow(
			"The parameter 'Group Ref' is a number that is too large to be exact",
		);
		expect(harness.api.requests).toHaveLength(0);
	});
});
