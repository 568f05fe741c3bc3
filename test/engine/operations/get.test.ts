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

	describe('of the same connection several times', () => {
		const refreshing = (refresh: string) => parametersOf('connection get', { options: { refresh } });
		const items = (ids: string[]) => ids.map((id) => ({ id }));
		/** Holds the responses until so many requests have arrived. */
		const holdUntil = (count: number) => {
			let release = (): void => undefined;
			const hold = new Promise<void>((resolve) => (release = resolve));
			const handler = () => void (harness.api.requests.length === count && release());
			harness.api.fault({ times: Infinity, hold, handler, respond: { status: 200, body: { id: 'x' } } });
		};

		it('refreshes its token once at a time, since a refresh token may be valid only once', async () => {
			harness.api.fault({ times: Infinity, respond: { status: 200, body: { id: 'x' } } });
			const { json } = await harness.run(refreshing('force'), items(['c', 'c', 'c', 'c', 'c']));
			expect(json).toHaveLength(5);
			expect(harness.api.maxInFlight).toBe(1);
		});

		it('refreshes once at a time in several executions, too', async () => {
			harness.api.fault({ times: Infinity, respond: { status: 200, body: { id: 'x' } } });
			const run = async () => await harness.run(refreshing('force'), items(['c']));
			await Promise.all([run(), run(), run()]);
			expect(harness.api.requests).toHaveLength(3);
			expect(harness.api.maxInFlight).toBe(1);
		});

		it.each([
			['other connections', 'force', ['a', 'b', 'c']],
			['tokens that are refreshed only if they have expired', 'ifExpired', ['c', 'c', 'c']],
		])('does not wait for %s', async (_, refresh, ids) => {
			holdUntil(3);
			await harness.run(refreshing(refresh), items(ids));
			expect(harness.api.maxInFlight).toBe(3);
		});
	});
});
