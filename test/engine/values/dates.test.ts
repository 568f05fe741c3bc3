import { engineHarness } from '../../support/engineHarness';
import { PLACES } from './places';

describe('when a token expires', () => {
	const harness = engineHarness();
	const run = async (t: unknown) =>
		await harness.run(
			{ ...PLACES['Access Token']('t'), tokenOptions: { accessTokenExpiresAt: '={{ $json.t }}' } },
			[{ t } as never],
		);

	it.each([
		['seconds', 1_767_225_600],
		['milliseconds', 1_767_225_600_000],
		['microseconds', 1_767_225_600_000_000],
		['microseconds as text', '1767225600000000'],
		['SQL with a zone', '2026-01-01 00:00:00 UTC'],
		['SQL with an offset', '2026-01-01 02:00:00 +02:00'],
		['SQL with an offset of four digits', '2026-01-01 02:00:00 +0200'],
		['a date with a byte order mark', '\ufeff2026-01-01T00:00:00Z'],
	])('is read from %s', async (_, t) => {
		await run(t);
		expect(harness.api.requests[0].body).toMatchObject({
			oauth2AuthorizationCode: { accessToken: { expiresAt: '2026-01-01T00:00:00.000Z' } },
		});
	});

	it.each([
		['nanoseconds as text', '1767225600000000000'],
		['the year 10000 in milliseconds', 253_402_300_800_000],
		['the year 10000 in seconds', 253_402_300_800],
		['a year of six digits', '+057970-01-01T00:00:00Z'],
	])('is refused when it is %s', async (_, t) => {
		const { error } = await run(t);
		expect(error?.message).toBe("The parameter 'Access Token Expires At' is not a valid date [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('is refused when it is nanoseconds, which JavaScript has rounded', async () => {
		const { error } = await run(Number('1767225600000000001'));
		expect(error?.message).toContain('is a number that is too large to be exact');
		expect(harness.api.requests).toHaveLength(0);
	});
});
