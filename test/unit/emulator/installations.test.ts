import { startEmulator } from '../../../emulator';
import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const harness = emulatorHarness();

/** Path of an installation below its project. */
const pathOf = ({ integrationId, id }: { integrationId: string; id: string }) =>
	`/integrations/${integrationId}/installations/${id}`;
const used = (count: number) => {
	const { state } = harness.api;
	const { id } = state.project(PROJECT);
	const stored = state.connections.find(
		({ connection }) =>
			connection.projectId === id && state.installationsUsing(connection.id).length === count,
	);
	if (!stored) throw new Error(`No connection of the seed is used ${count} times`);
	return stored.connection;
};
const exists = (connectionId: string) =>
	harness.api.state.connections.some(({ connection }) => connection.id === connectionId);

describe('a connection that an installation uses', () => {
	it('cannot be deleted, and the causes say why', async () => {
		const { id } = used(1);
		const { status, body } = await harness.inProject('DELETE', `/connections/${id}`);
		expect({ status, causes: body.causes }).toEqual({
			status: 400,
			causes: ['the connection is used by an installation'],
		});
		expect(exists(id)).toBe(true);
	});

	it.each([409, 422] as const)('is refused with %d when the option says so', async (inUseStatus) => {
		const api = await startEmulator({ inUseStatus });
		try {
			const { id } = api.state.usedConnection(PROJECT).connection;
			const url = `${api.url}/projects/${PROJECT}/connections/${id}`;
			const response = await fetch(url, { method: 'DELETE', headers: { 'x-api-key': api.apiKey } });
			expect(response.status).toBe(inUseStatus);
		} finally {
			await api.close();
		}
	});

	it('is deleted with the last of its installations, not before', async () => {
		const { id } = used(2);
		const [first, last] = harness.api.state.installationsUsing(id);
		expect((await harness.inProject('DELETE', pathOf(first))).status).toBe(204);
		expect(exists(id)).toBe(true);
		expect((await harness.inProject('DELETE', pathOf(last))).status).toBe(204);
		expect(exists(id)).toBe(false);
	});
});

describe('a connection that no installation uses', () => {
	it('can be deleted', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT).connection;
		expect((await harness.inProject('DELETE', `/connections/${id}`)).status).toBe(204);
		expect(exists(id)).toBe(false);
	});
});

describe('installations', () => {
	it('are listed for a project, for one of its integrations, and for a customer', async () => {
		const { id } = used(2);
		const [{ integrationId, group }] = harness.api.state.installationsUsing(id);
		type Listed = Array<{ integrationId: string; group: { groupRef: string } }>;
		const listed = async (path: string) => (await harness.inProject<Listed>('GET', path)).body;
		const all = await listed('/installations');
		const ofIntegration = await listed(`/integrations/${integrationId}/installations`);
		const ofGroup = await listed(`/installations?groupRef=${group.groupRef}`);
		expect(ofIntegration).toEqual(all.filter((each) => each.integrationId === integrationId));
		expect(ofGroup).toEqual(all.filter((each) => each.group.groupRef === group.groupRef));
		expect(ofIntegration.length).toBeLessThan(all.length);
		expect(ofGroup).toHaveLength(2);
	});

	it('carry their connection', async () => {
		const { id } = used(1);
		const [installation] = harness.api.state.installationsUsing(id);
		const { body } = await harness.inProject('GET', pathOf(installation));
		expect(body).toMatchObject({ id: installation.id, connection: { id } });
		expect(body).not.toHaveProperty('connectionId');
	});

	it('are unhealthy where the credentials are broken, and healthy elsewhere', async () => {
		type Listed = Array<{ healthStatus: string; connection: { status: string } }>;
		const { body } = await harness.inProject<Listed>('GET', '/installations');
		const health = new Set(
			body.map(
				({ healthStatus, connection }) => `${connection.status === 'bad_credentials'} ${healthStatus}`,
			),
		);
		expect([...health].sort()).toEqual(['false healthy', 'true unhealthy']);
	});

	it('are not found below another integration', async () => {
		const [installation] = harness.api.state.installationsUsing(used(1).id);
		const other = harness.api.state.integrations.find(
			({ id, projectId }) => projectId === installation.projectId && id !== installation.integrationId,
		);
		const path = pathOf({ ...installation, integrationId: String(other?.id) });
		expect((await harness.inProject('DELETE', path)).status).toBe(404);
	});

	it('cannot be reached through another project', async () => {
		const [installation] = harness.api.state.installationsUsing(used(1).id);
		const path = `/projects/ledgerly-production${pathOf(installation)}`;
		expect((await harness.request('DELETE', path)).status).toBe(404);
	});
});

describe('integrations', () => {
	it.each(['id', 'name'] as const)('are found by %s', async (key) => {
		const [integration] = harness.api.state.integrations;
		const { body } = await harness.inProject('GET', `/integrations/${integration[key]}`);
		expect(body).toEqual(integration);
	});

	it('are listed for their project', async () => {
		const { body } = await harness.inProject('GET', '/integrations');
		const { id } = harness.api.state.project(PROJECT);
		expect(body).toEqual(harness.api.state.integrations.filter(({ projectId }) => projectId === id));
		expect(body).toHaveLength(4);
	});
});

describe('in pages', () => {
	const paged = emulatorHarness({ pageSize: 2 });

	it.each(['/installations', '/integrations'])('%s come with a token for the next ones', async (path) => {
		interface Page {
			results: unknown[];
			pagination: { done: boolean; nextPageToken: string };
		}
		const { results, pagination } = (await paged.inProject<Page>('GET', path)).body;
		const next = await paged.inProject<Page>('GET', `${path}?pageToken=${pagination.nextPageToken}`);
		expect(pagination.done).toBe(false);
		expect(results).toHaveLength(2);
		expect(next.body.results).not.toEqual(results);
	});
});
