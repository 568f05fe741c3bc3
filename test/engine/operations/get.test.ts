import { engineHarness, pairing, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('Get', () => {
	it('returns one connection for each input item', async () => {
		const ids = harness.api.state.connections.slice(0, 3).map(({ connection }) => connection.id);
		const { items } = await harness.run(
			parametersOf('connection get'),
			ids.map((id) => ({ id })),
		);
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(pairing(items)).toEqual([0, 1, 2]);
	});

	it('requests no credentials by default', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode');
		const { json } = await harness.run(
			parametersOf('connection get', { connectionId: connection.id, options: { includeCreds: false } }),
		);
		expect(harness.api.requests[0].query).toEqual({});
		expect(json[0]).not.toHaveProperty('oauth2AuthorizationCode');
	});

	it('returns the access token that was asked for, simplified or not', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode');
		for (const simplify of [true, false]) {
			const { json } = await harness.run(
				parametersOf('connection get', {
					connectionId: connection.id,
					simplify,
					options: { includeCreds: true },
				}),
			);
			expect(json[0].oauth2AuthorizationCode).toMatchObject({ accessToken: { token: expect.any(String) } });
			expect(json[0].oauth2AuthorizationCode).not.toHaveProperty('refreshToken');
		}
	});

	it('returns the refresh token that was asked for', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode');
		const { json } = await harness.run(
			parametersOf('connection get', {
				connectionId: connection.id,
				options: { includeRefreshToken: true },
			}),
		);
		expect(json[0].oauth2AuthorizationCode).toMatchObject({ refreshToken: { token: expect.any(String) } });
	});

	it.each(['force', 'ifExpired'])('sends refresh: %s', async (refresh) => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode');
		await harness.run(parametersOf('connection get', { connectionId: connection.id, options: { refresh } }));
		expect(harness.api.requests[0].query).toEqual({ refresh });
	});
});
