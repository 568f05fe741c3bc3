import { engineHarness } from '../../support/engineHarness';
import { PLACES } from './places';

const harness = engineHarness();
const run = async (expiresAt: string | number) =>
	await harness.run(
		{ ...PLACES['Access Token']('token'), tokenOptions: { accessTokenExpiresAt: '={{ $json.expiresAt }}' } },
		[{ token: 'token', expiresAt }],
	);

describe('when a token expires', () => {
	it.each(['20260131120000', 20260131120000])('is read from digits without separators: %j', async (value) => {
		const separated = await run('2026-01-31T12:00:00');
		expect(separated.error).toBeUndefined();
		await run(value);
		const [expected, actual] = harness.api.requests.map(({ body }) => body);
		expect(actual).toEqual(expected);
	});

	it.each(['12:30', 'T12:30', '12:30:00', '20261331120000'])('is refused when it is %j', async (value) => {
		const { error } = await run(value);
		expect(error?.message).toBe("The parameter 'Access Token Expires At' is not a valid date [item 0]");
		expect(harness.api.requests).toEqual([]);
	});
});
