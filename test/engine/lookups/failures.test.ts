import { byId, engineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

const LOOKUPS: Array<[method: string, path: string, title: string]> = [
	['getProjects', '/projects', 'list the projects'],
	['getProviders', '/providers', 'list the providers'],
	['getConnections', '/connections', 'list the connections'],
	['getIntegrations', '/integrations', 'list the integrations'],
	['getInstallations', '/installations', 'list the installations'],
];

describe.each(LOOKUPS)('the dropdown %s', (method, path, title) => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const parameters = { projectIdOrName: byId(PROJECT), integrationId: byId('integration-1') };
	const search = async () => await lookups.search(method, '', { parameters });
	const respond = (status: number, body?: object | string, headers?: Record<string, string>) =>
		harness.api.fault({ match: { path }, times: Infinity, respond: { status, body, headers } });

	it('shows the reason that the API gives', async () => {
		respond(403, { title: 'Forbidden', detail: 'This key is for the UI library', requestId: 'req-1' });
		await expect(search()).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'This key is for the UI library',
			description: expect.stringContaining('Request ID: req-1'),
			httpCode: '403',
		});
	});

	it('says the cause in the message, because n8n shows nothing else', async () => {
		respond(400, { detail: 'Bad request.', causes: ['The project is archived', 'another cause'] });
		await expect(search()).rejects.toThrow(/^Bad request: The project is archived$/);
	});

	it('does not repeat a cause that the message contains', async () => {
		respond(400, { detail: 'Bad request: the project is archived.', causes: ['The project is archived'] });
		await expect(search()).rejects.toThrow(/^Bad request: the project is archived\.$/);
	});

	// The catalog of providers is an object.
	if (method !== 'getProviders') {
		it('reads a list that is null as an empty one', async () => {
			respond(200, 'null', { 'content-type': 'application/json' });
			await expect(search()).resolves.toMatchObject({ results: [] });
		});
	}

	it('says what it could not do when the API gives no reason', async () => {
		respond(418, {});
		await expect(search()).rejects.toThrow(title);
	});

	it.each([502, 503])('retries a transient failure: %i', async (status) => {
		harness.api.fault({ match: { path }, respond: { status } });
		await search().catch(() => undefined);
		expect(harness.waits).toHaveLength(1);
	});

	it('says that there is no credential', async () => {
		jest.spyOn(harness, 'credential').mockReturnValue(undefined as never);
		await expect(search()).rejects.toThrow(`Couldn't ${title}: The credential does not exist`);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([
		['a list of something else', ['a', 'b']],
		['a web page', '<html><title>Sign in</title></html>'],
	])('says that %s is not the expected response', async (_, body) => {
		respond(200, body);
		await expect(search()).rejects.toMatchObject({ name: 'NodeApiError' });
	});

	it('shows no API key that the response repeats', async () => {
		respond(400, { detail: `No such key: ${harness.api.apiKey}` });
		const error: unknown = await search().catch((reason: unknown) => reason);
		const shown = JSON.stringify(error, Object.getOwnPropertyNames(error));
		expect(shown).not.toContain(harness.api.apiKey);
	});
});
