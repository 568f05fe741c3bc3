import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

const installation = () => harness.api.state.installations[0];
const update = (more: INodeParameters) => {
	const { id, integrationId } = installation();
	return parametersOf('installation update', { integrationId, installationId: id, ...more });
};
const json = (body: unknown, more: INodeParameters = {}) =>
	update({ specifyBody: 'json', jsonBody: JSON.stringify(body), ...more });

/** Another connection of the same customer and provider, as a customer who reconnected has it. */
function otherConnection(): string {
	const { state } = harness.api;
	const stored = state.connections.find(({ connection }) => connection.id === installation().connectionId);
	if (!stored) throw new Error('The installation has no connection');
	state.connections.push({ ...stored, connection: { ...stored.connection, id: 'connection-new' } });
	return 'connection-new';
}

describe('Update of an installation', () => {
	it('moves it to another connection', async () => {
		const connectionId = otherConnection();
		const { id, integrationId } = installation();
		const { json: output } = await harness.run(update({ connectionId }));
		expect(harness.sent()).toEqual([
			{
				method: 'PATCH',
				url: `/v1/projects/${PROJECT}/integrations/${integrationId}/installations/${id}`,
				body: { updateMask: ['connectionId'], installation: { connectionId } },
			},
		]);
		expect(output).toEqual([expect.objectContaining({ id, connectionId, provider: 'hubspot' })]);
		expect(installation().connectionId).toBe(connectionId);
	});

	it('sends a JSON body as it is', async () => {
		const body = {
			updateMask: ['config.content.proxy.enabled'],
			installation: { config: { content: { proxy: { enabled: false } } } },
		};
		const { json: output } = await harness.run(json(body, { simplify: false }));
		expect(harness.api.requests[0].body).toEqual(body);
		expect(output[0]).toMatchObject({ config: { content: { proxy: { enabled: false } } } });
	});

	it('finds the value of an object whose name has dots', async () => {
		const body = {
			updateMask: ['config.content.write.objects.a.b'],
			installation: { config: { content: { write: { objects: { 'a.b': { objectName: 'a.b' } } } } } },
		};
		const { error } = await harness.run(json(body));
		expect(error).toBeUndefined();
		expect(harness.api.requests[0].body).toEqual(body);
	});

	it('skips the sample read when it is asked to', async () => {
		await harness.run(update({ connectionId: otherConnection(), options: { skipSampling: true } }));
		expect(harness.api.requests[0].query).toEqual({ skipSampling: 'true' });
	});

	it.each<[string, () => INodeParameters, string]>([
		[
			'no connection',
			() => update({ connectionId: '={{ $json.missing }}' }),
			"The parameter 'Connection' is empty",
		],
		['no mask', () => json({ installation: {} }), 'is missing "updateMask", the list of fields to change'],
		['an empty mask', () => json({ updateMask: [], installation: {} }), 'has an empty "updateMask"'],
		['no values', () => json({ updateMask: ['connectionId'] }), 'is missing "installation"'],
		[
			'a mask entry without a value',
			() => json({ updateMask: ['connectionId', 'config.createdBy'], installation: { connectionId: 'c' } }),
			'has no value in "installation" for "config.createdBy" of "updateMask"',
		],
	])('is refused before any request with %s', async (_, parameters, message) => {
		const { error } = await harness.run(parameters());
		expect(error?.message).toContain(message);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('says what the API says of a mask that it does not know', async () => {
		const { error } = await harness.run(json({ updateMask: ['x'], installation: { x: 1 } }));
		expect(error?.httpCode).toBe('400');
		expect(error?.message).toBe('Invalid update mask');
		expect(error?.description).toContain('Allowed masks:');
	});

	it("says why the customer's connection can't be used", async () => {
		const other = harness.api.state.connections.find(({ connection }) => connection.provider === 'apollo');
		const { error } = await harness.run(update({ connectionId: String(other?.connection.id) }));
		expect(error?.message).toBe(
			'The installation cannot be updated: the group has no such connection to hubspot',
		);
	});

	it('says what to check when there is no such installation', async () => {
		const { error } = await harness.run(update({ installationId: 'gone', connectionId: 'c' }));
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain("Check 'Project', 'Integration', and 'Installation'");
	});

	it('is sent again after a server error, since it changes nothing twice', async () => {
		harness.api.fault({ respond: { status: 500 } });
		const { error } = await harness.run(update({ connectionId: otherConnection() }));
		expect(error).toBeUndefined();
		expect(harness.api.requests).toHaveLength(2);
	});
});
