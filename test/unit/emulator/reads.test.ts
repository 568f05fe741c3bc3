import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const harness = emulatorHarness();

/** An installation over OAuth, which reads `account`, mapped to `company`. */
const installation = () => {
	const { state } = harness.api;
	const { id } = state.project(PROJECT);
	const found = state.installations.find(
		({ projectId, config }) => projectId === id && config.content.provider === 'salesforce',
	);
	if (!found) throw new Error('The seed has no installation for Salesforce');
	return found;
};
const post = async (action: 'pause' | 'unpause', body?: unknown) => {
	const { integrationId, id } = installation();
	return await harness.inProject(
		'POST',
		`/integrations/${integrationId}/installations/${id}:${action}`,
		body,
	);
};
const operations = () =>
	harness.api.state.operations.filter(({ operation }) => operation.installationId === installation().id);
/** How many operations the scheduled reads make now. */
const reads = () => {
	const before = operations().length;
	harness.api.useConnection(installation().connectionId);
	return operations().length - before;
};

describe('reads', () => {
	it('that are paused do not run until they are unpaused', async () => {
		expect((await post('pause')).status).toBe(204);
		expect(reads()).toBe(0);
		expect((await post('unpause')).status).toBe(204);
		expect(reads()).toBe(1);
	});

	it.each(['pause', 'unpause'] as const)('can be %sd twice', async (action) => {
		await post(action);
		expect((await post(action, {})).status).toBe(204);
	});

	it.each(['account', 'company'])('of the object %s are paused alone', async (name) => {
		expect((await post('pause', { objects: [name], note: 'maintenance' })).status).toBe(204);
		expect(installation().pausedObjects).toEqual(['account']);
	});

	it('of another object go on', async () => {
		const { objects } = installation().config.content.read ?? { objects: {} };
		objects.contact = { ...objects.account, objectName: 'contact' };
		await post('pause', { objects: ['account'] });
		expect(reads()).toBe(1);
		expect(operations().at(-1)?.operation.metadata.objects).toEqual(['contact']);
	});

	it('that the config disables do not run', () => {
		const { objects } = installation().config.content.read ?? { objects: {} };
		objects.account.disabled = true;
		expect(reads()).toBe(0);
	});

	it.each([
		['a name that is not read', { objects: ['opportunity'] }],
		['one text', { objects: 'account' }],
		['a note that is no text', { note: 7 }],
		['a list as the body', ['account']],
	])('are not paused with %s', async (_, body) => {
		expect((await post('pause', body)).status).toBe(400);
		expect(installation().pausedObjects).toEqual([]);
	});

	it('that are paused do not show in the installation', async () => {
		const { integrationId, id } = installation();
		const read = async () =>
			(await harness.inProject('GET', `/integrations/${integrationId}/installations/${id}`)).body;
		const before = await read();
		await post('pause');
		expect(await read()).toEqual(before);
	});

	it('of an unknown installation cannot be paused', async () => {
		const path = `/integrations/${installation().integrationId}/installations/nobody:pause`;
		expect((await harness.inProject('POST', path)).status).toBe(404);
	});
});

describe('a repair', () => {
	/** The customer's credentials break, Ampersand pauses the reads, and the customer signs in again. */
	const repair = async () => {
		const { connectionId, id } = installation();
		harness.api.breakConnection(connectionId);
		harness.api.pauseReads(id);
		const path = `/connections/${connectionId}:oauth-update`;
		harness.api.completeOAuth((await harness.inProject<string>('PATCH', path)).body);
		return connectionId;
	};

	it('begins with a read that failed', () => {
		harness.api.breakConnection(installation().connectionId);
		expect(operations().at(-1)?.operation.status).toBe('failure');
	});

	it('is not done when the customer has signed in', async () => {
		const connectionId = await repair();
		expect(harness.api.state.connection(PROJECT, connectionId).connection.status).toBe('created');
		expect(reads()).toBe(0);
		expect(installation().healthStatus).toBe('unhealthy');
	});

	it('is done when the reads are unpaused and have run', async () => {
		await repair();
		await post('unpause');
		expect(reads()).toBe(1);
		expect(installation()).toMatchObject({ healthStatus: 'healthy', lastOperationStatus: 'success' });
	});
});
