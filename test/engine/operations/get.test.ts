import { pairing } from '../../support/engineHarness';
import { parametersFor, operationHarness } from './operationHarness';

const harness = operationHarness();

describe('Get', () => {
	it('returns one connection for each input item', async () => {
		const ids = harness.api.state.connections.slice(0, 3).map(({ connection }) => connection.id);
		const { items } = await harness.run(
			parametersFor('get', '={{ $json.id }}'),
			ids.map((id) => ({ id })),
		);
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(pairing(items)).toEqual([0, 1, 2]);
	});

	it('requests no credentials by default', async () => {
		const { connection } = harness.connectionOf('oauth2/authorizationCode');
		const { json } = await harness.run(
			parametersFor('get', connection.id, { options: { includeCreds: false } }),
		);
		expect(harness.api.requests[0].query).toEqual({});
		expect(json[0]).not.toHaveProperty('oauth2AuthorizationCode');
	});

	it('returns the access token that was asked for, simplified or not', async () => {
		const { connection } = harness.connectionOf('oauth2/authorizationCode');
		for (const simplify of [true, false]) {
			const { json } = await harness.run(
				parametersFor('get', connection.id, { simplify, options: { includeCreds: true } }),
			);
			expect(json[0].oauth2AuthorizationCode).toMatchObject({ accessToken: { token: expect.any(String) } });
			expect(json[0].oauth2AuthorizationCode).not.toHaveProperty('refreshToken');
		}
	});

	it('returns the refresh token that was asked for', async () => {
		const { connection } = harness.connectionOf('oauth2/authorizationCode');
		const { json } = await harness.run(
			parametersFor('get', connection.id, { options: { includeRefreshToken: true } }),
		);
		expect(json[0].oauth2AuthorizationCode).toMatchObject({ refreshToken: { token: expect.any(String) } });
	});

	it.each(['force', 'ifExpired'])('sends refresh: %s', async (refresh) => {
		const { connection } = harness.connectionOf('oauth2/authorizationCode');
		await harness.run(parametersFor('get', connection.id, { options: { refresh } }));
		expect(harness.api.requests[0].query).toEqual({ refresh });
	});

	it('rejects any other value of refresh', async () => {
		const { error } = await harness.run(parametersFor('get', 'x', { options: { refresh: 'now' } }));
		expect(error?.message).toBe(
			"The parameter 'Refresh Access Token' must be one of: force, ifExpired [item 0]",
		);
	});
});
