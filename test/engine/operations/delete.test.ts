import { byId } from '../../support/engineHarness';
import { parametersFor, operationHarness } from './operationHarness';

const harness = operationHarness();

describe('Delete', () => {
	it('deletes the connection and returns its ID', async () => {
		const { id } = harness.connectionOf('apiKey').connection;
		const { json } = await harness.run(parametersFor('delete', id));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(harness.api.state.connections.some(({ connection }) => connection.id === id)).toBe(false);
	});

	it('deletes nothing if the ID is missing from the input', async () => {
		const { error } = await harness.run(parametersFor('delete', '={{ $json.missing }}'));
		expect(error?.message).toBe("The parameter 'Connection' is empty [item 0]");
		expect(harness.api.requests).toHaveLength(0);
		expect(harness.api.state.connections).toHaveLength(60);
	});

	it('fails for a connection that does not exist', async () => {
		const { error } = await harness.run(parametersFor('delete', 'gone'));
		expect(error?.httpCode).toBe('404');
	});

	it('does not accept a web page as confirmation, and says that the connection may have been deleted', async () => {
		const page = { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } };
		harness.api.fault({ respond: page });
		const { error } = await harness.run(
			parametersFor('delete', harness.connectionOf('apiKey').connection.id),
		);
		expect(error?.message).toBe("Couldn't confirm that the connection was deleted: the response isn't empty");
		expect(error?.description).toContain('may still have processed the request');
	});

	it.each([400, 409, 422])('points to the installations if it is refused with %i', async (status) => {
		harness.api.fault({ respond: { status, body: { title: 'No', status } } });
		const { error } = await harness.run(parametersFor('delete', 'used'));
		expect(error?.description).toBe(
			"A connection can't be deleted while an installation uses it. Find this customer's installations with 'Installation > Get Many' and delete them first.",
		);
	});

	it('names the installations that use the connection', async () => {
		const [installation] = harness.api.state.installations;
		const { projectId, connectionId, id, integrationId } = installation;
		const parameters = { ...parametersFor('delete', connectionId), projectIdOrName: byId(projectId) };
		const { error } = await harness.run(parameters);
		expect(error?.description).toContain(
			`Installations that use this connection: ${id} (integration ${integrationId})`,
		);
	});

	it('treats a 404 as success after an attempt with an unknown outcome', async () => {
		const { id } = harness.connectionOf('apiKey').connection;
		harness.api.fault({ drop: 'beforeHeaders', perform: true });
		const { json } = await harness.run(parametersFor('delete', id));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(harness.api.requests).toHaveLength(2);
	});

	it('does not treat a 404 as success after a rate limit', async () => {
		harness.api.fault({ respond: { status: 429 } });
		const { error } = await harness.run(parametersFor('delete', 'gone'));
		expect(error?.httpCode).toBe('404');
	});
});
