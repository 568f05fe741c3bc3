import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, pairing, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

const installation = () => harness.api.state.installations[0];

describe.each([
	['installation pauseReads', 'pause', 'paused'],
	['installation unpauseReads', 'unpause', 'unpaused'],
] as const)('%s', (name, verb, done) => {
	const parameters = (more: INodeParameters = {}) => {
		const { id, integrationId } = installation();
		return parametersOf(name, { integrationId, installationId: id, ...more });
	};

	it('sends no body for all objects, and says what was done', async () => {
		const { id, integrationId } = installation();
		const { json } = await harness.run(parameters());
		const path = `/v1/projects/${PROJECT}/integrations/${integrationId}/installations/${id}:${verb}`;
		expect(harness.sent()).toEqual([{ method: 'POST', url: path, body: undefined }]);
		expect(harness.api.requests[0].status).toBe(204);
		expect(json).toEqual([{ [done]: true, id }]);
	});

	it('sends the names of objects, and the note', async () => {
		await harness.run(parameters({ objects: 'contacts,\ndeals', note: ' Reconnected ' }));
		expect(harness.api.requests[0].body).toEqual({ objects: ['contacts', 'deals'], note: 'Reconnected' });
	});

	it.each(['={{ $json.missing }}', '={{ [] }}', '={{ [null] }}', '={{ "" }}', '={{ " , " }}', ' , '])(
		'is refused before any request when it names no object, since none means all: %s',
		async (objects) => {
			const { error } = await harness.run(parameters({ objects }));
			expect(error?.message).toMatch(/^The parameter 'Objects' /);
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it('takes a list of objects from an expression', async () => {
		await harness.run(parameters({ objects: '={{ $json.objects }}' }), [{ objects: ['contacts'] }]);
		expect(harness.api.requests[0].body).toEqual({ objects: ['contacts'] });
	});

	it('succeeds when there is nothing to do', async () => {
		await harness.run(parameters());
		const { json, error } = await harness.run(parameters());
		expect(error).toBeUndefined();
		expect(json).toEqual([{ [done]: true, id: installation().id }]);
	});

	it('says why an object is refused', async () => {
		const { error } = await harness.run(parameters({ objects: 'unknown' }));
		expect(error?.httpCode).toBe('400');
		expect(error?.message).toContain('the installation does not read it');
	});

	it('names what is missing, and gives each item its own outcome', async () => {
		const { id } = installation();
		const { items } = await harness.run(
			parameters({ installationId: '={{ $json.id }}' }),
			[{ id: 'gone' }, { id }],
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(items.map(({ json }) => json)).toEqual([
			{
				error: expect.stringContaining('gone was not found'),
				details: expect.objectContaining({ httpCode: '404' }),
			},
			{ [done]: true, id },
		]);
		expect(pairing(items)).toEqual([0, 1]);
	});

	it('is sent again after a lost response', async () => {
		harness.api.fault({ drop: 'beforeHeaders', perform: true });
		const { json } = await harness.run(parameters());
		expect(json).toHaveLength(1);
		expect(harness.api.requests).toHaveLength(2);
	});

	it('names what has failed', async () => {
		harness.api.fault({ respond: { status: 403, body: '' } });
		const { error } = await harness.run(parameters());
		expect(error?.message).toBe(`Couldn't ${verb} the reads (HTTP 403)`);
	});

	it('does not accept a web page as confirmation', async () => {
		harness.api.fault({ respond: { status: 200, body: '<html></html>' } });
		const { error } = await harness.run(parameters());
		expect(error?.message).toBe(`Couldn't confirm that the reads were ${done}: the response isn't empty`);
	});
});

describe('a repair', () => {
	it('ends with reads that run again', async () => {
		const { id, integrationId, connectionId } = installation();
		const one = { integrationId, installationId: id };
		harness.api.pauseReads(id);
		harness.api.useConnection(connectionId);
		const before = harness.api.state.operations.length;
		await harness.run(parametersOf('installation unpauseReads', one));
		harness.api.useConnection(connectionId);
		expect(
			harness.api.state.operations.slice(before).map(({ operation }) => operation.installationId),
		).toContain(id);
	});
});
