import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const harness = emulatorHarness();

describe('a key with the scope frontend', () => {
	const withFrontendKey = async (method: string, path: string, body?: object) =>
		await harness.request(method, path, body, harness.api.frontendApiKey);
	const project = `/projects/${PROJECT}`;
	const refs = { groupRef: 'group-900', consumerRef: 'user-900' };

	it.each<[string, string, object | undefined, number]>([
		['GET', '/projects', undefined, 200],
		['GET', `${project}/connections`, undefined, 200],
		['GET', `${project}/installations`, undefined, 200],
		['POST', '/oauth-connect', { ...refs, projectIdOrName: PROJECT, provider: 'hubspot' }, 200],
		['POST', `${project}/connections:generate`, { ...refs, provider: 'apollo', apiKey: 'k' }, 201],
		['GET', `${project}/destinations`, undefined, 403],
		['POST', `${project}/topics`, { name: 't' }, 403],
		['GET', `${project}/notification-event-topic-routes`, undefined, 403],
		['POST', `${project}/topic-destination-routes`, {}, 403],
	])('may do what connects customers, and nothing else: %s %s', async (method, path, body, status) => {
		expect((await withFrontendKey(method, path, body)).status).toBe(status);
	});

	it('may read a connection, but not its tokens', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode').connection;
		const path = `${project}/connections/${id}`;
		expect((await withFrontendKey('GET', path)).status).toBe(200);
		expect((await withFrontendKey('GET', `${path}?includeCreds=true`)).status).toBe(403);
		expect((await withFrontendKey('GET', `${path}?includeRefreshToken=true`)).status).toBe(403);
	});

	it('is told the reason in the causes', async () => {
		const { body } = await withFrontendKey('GET', `${project}/destinations`);
		expect(body.causes).toEqual([expect.stringContaining('scope frontend')]);
	});
});

describe('without a key', () => {
	it.each([
		['/providers', 200],
		['/providers/hubspot', 200],
		['/projects', 401],
	])('GET %s', async (path, status) => {
		expect((await harness.request('GET', path, undefined, '')).status).toBe(status);
	});
});
