import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const harness = emulatorHarness();

/** An installation of an integration of the seeded project. */
const installationOf = (name: string) => {
	const { state } = harness.api;
	const { id } = state.project(PROJECT);
	const integration = state.integrations.find((each) => each.projectId === id && each.name === name);
	const found = state.installations.find(({ integrationId }) => integrationId === integration?.id);
	if (!found) throw new Error(`The seed has no installation of ${name}`);
	return found;
};
const headers = (name = 'hubspot-sync'): Record<string, string> => ({
	'x-api-key': harness.api.apiKey,
	'x-amp-proxy-version': '1',
	'x-amp-project-id': harness.api.state.project(PROJECT).id,
	'x-amp-installation-id': installationOf(name).id,
});
/** Sends a request through the proxy; an empty header is left out. */
const send = async (more: Record<string, string> = {}, init: RequestInit = {}, name?: string) => {
	const all = Object.entries({ ...headers(name), ...more }).filter(([, value]) => value !== '');
	const response = await fetch(`${harness.api.url}/crm/v3/objects/contacts`, {
		...init,
		headers: Object.fromEntries(all),
	});
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: text ? (JSON.parse(text) as object) : text,
	};
};
const connection = () => {
	const { projectId, connectionId } = installationOf('hubspot-sync');
	return harness.api.state.connection(projectId, connectionId).connection;
};

describe('the proxy', () => {
	it('returns what a provider might', async () => {
		connection().status = 'created';
		expect(await send()).toMatchObject({ status: 200, body: { results: [{ id: '1' }] } });
	});

	it('returns the records of Salesforce as that does', async () => {
		const { body } = await send({}, {}, 'salesforce-sync');
		expect(Object.keys(body)).toEqual(['records']);
	});

	it.each([
		['POST', 201],
		['PATCH', 200],
		['PUT', 200],
		['DELETE', 204],
	])('takes a request with %s: %d', async (method, status) => {
		const body = method === 'DELETE' ? undefined : JSON.stringify({ name: 'Jane' });
		connection().status = 'working';
		const response = await send({ 'content-type': 'application/json' }, { method, body });
		expect(response.status).toBe(status);
		expect(response.body).toEqual(method === 'DELETE' ? '' : expect.objectContaining({ name: 'Jane' }));
	});

	it('takes a body that is no JSON', async () => {
		connection().status = 'working';
		const response = await send({ 'content-type': 'text/csv' }, { method: 'POST', body: 'a,b' });
		expect(response.status).toBe(201);
	});

	it('uses the connection', async () => {
		connection().status = 'created';
		await send();
		expect(connection().status).toBe('working');
	});

	it('finds the installation by integration and group, too', async () => {
		connection().status = 'working';
		const { groupRef } = installationOf('hubspot-sync').group;
		const by = { 'x-amp-integration-name': 'hubspot-sync', 'x-amp-group-ref': groupRef };
		expect((await send({ 'x-amp-installation-id': '', ...by })).status).toBe(200);
	});

	it.each<[string, Record<string, string>, number]>([
		['without the version', { 'x-amp-proxy-version': '' }, 400],
		['with another version', { 'x-amp-proxy-version': '2' }, 400],
		['without the project', { 'x-amp-project-id': '' }, 400],
		['with the name of the project', { 'x-amp-project-id': PROJECT }, 404],
		['without an installation', { 'x-amp-installation-id': '' }, 400],
		[
			'with an integration, but no group',
			{ 'x-amp-installation-id': '', 'x-amp-integration-name': 'hubspot-sync' },
			400,
		],
		['with an unknown installation', { 'x-amp-installation-id': 'nobody' }, 404],
		[
			'with a group that has not installed it',
			{
				'x-amp-installation-id': '',
				'x-amp-integration-name': 'hubspot-sync',
				'x-amp-group-ref': 'nobody',
			},
			404,
		],
		['without an API key', { 'x-api-key': '' }, 401],
	])('refuses a request %s: %d', async (_, changes, status) => {
		expect((await send(changes)).status).toBe(status);
	});

	it('refuses a key that has not full scope', async () => {
		expect((await send({ 'x-api-key': harness.api.frontendApiKey })).status).toBe(403);
	});

	it('refuses an integration where it is not enabled', async () => {
		expect((await send({}, {}, 'hubspot-deals')).status).toBe(403);
	});

	it('refuses an installation where it was disabled', async () => {
		installationOf('hubspot-sync').config.content.proxy = { enabled: false };
		expect((await send()).status).toBe(403);
	});

	it('refuses a provider that it does not support', async () => {
		harness.api.state.providers.hubspot.support.proxy = false;
		expect((await send()).status).toBe(403);
	});

	it("passes the provider's refusal of broken credentials on", async () => {
		harness.api.breakConnection(connection().id);
		const response = await send();
		expect({ status: response.status, isProblem: 'title' in Object(response.body) }).toEqual({
			status: 401,
			isProblem: false,
		});
	});
});

describe('a provider that limits the rate', () => {
	const HEADER = 'x-amp-retry-after';

	it('responds with 429 until the time has passed', async () => {
		connection().status = 'working';
		harness.api.limitProxy(60_000);
		expect((await send()).status).toBe(429);
		harness.api.advanceTime(60_000);
		expect((await send()).status).toBe(200);
	});

	it('says when to retry only in the throttle mode', async () => {
		harness.api.limitProxy(60_000);
		const until = new Date(harness.api.state.proxyLimitedUntil).toISOString();
		expect((await send()).headers.get(HEADER)).toBeNull();
		expect((await send({ 'x-amp-rate-limiter-mode': 'throttle' })).headers.get(HEADER)).toBe(until);
	});
});
