import type { Emulator } from '../../../emulator';
import { byId, byName, engineHarness, PROJECT } from '../../support/engineHarness';

const WAY_OUT = "Find this customer's installations with 'Installation > Get Many' and delete them first.";

const remove = (connectionId: string) => ({
	operation: 'delete',
	projectIdOrName: byName(PROJECT),
	connectionId: byId(connectionId),
});

/** The installations that use a connection. */
const using = (api: Emulator, id: string) => api.state.installationsUsing(id);

describe.each([400, 409, 422] as const)('Delete of a connection in use, refused with %i', (inUseStatus) => {
	const harness = engineHarness({ inUseStatus });

	it('names the installations that use it, and the way out', async () => {
		const { connection } = harness.api.state.usedConnection(PROJECT);
		const { error } = await harness.run(remove(connection.id));
		expect(error?.message).toBe('The connection could not be deleted');
		for (const { id, integrationId } of using(harness.api, connection.id)) {
			expect(error?.description).toContain(`${id} (integration ${integrationId})`);
		}
		expect(error?.description).toContain("Delete them first with 'Installation > Delete'.");
		expect(error?.description?.split('\n').at(-1)).toMatch(/^Request ID: /);
	});
});

describe('Delete of a connection in use', () => {
	const harness = engineHarness();

	it('names at most five installations', async () => {
		const { connection } = harness.api.state.usedConnection(PROJECT);
		const [first] = using(harness.api, connection.id);
		for (let index = 0; index < 7; index++) {
			harness.api.state.installations.push({ ...first, id: `more-${index}` });
		}
		const { error } = await harness.run(remove(connection.id));
		const count = using(harness.api, connection.id).length;
		expect(error?.description?.match(/\(integration /g)).toHaveLength(5);
		expect(error?.description).toContain(`, and ${count - 5} more.`);
	});

	it('says the way out without names when the installations cannot be listed', async () => {
		const { connection } = harness.api.state.usedConnection(PROJECT);
		harness.api.fault({ match: { path: '/installations' }, times: Infinity, respond: { status: 500 } });
		const { error } = await harness.run(remove(connection.id));
		expect(error?.message).toBe('The connection could not be deleted');
		expect(error?.description).toContain(WAY_OUT);
		expect(harness.api.requests).toHaveLength(2);
	});

	it('does not look for installations when the refusal is about something else', async () => {
		harness.api.fault({ respond: { status: 400, body: { title: 'Bad Request', status: 400 } } });
		const { error } = await harness.run(remove('c1'));
		expect(error?.description).toContain(WAY_OUT);
		expect(harness.api.requests).toHaveLength(1);
	});

	it.each([401, 403, 404, 500])('has no such advice for a %i', async (status) => {
		harness.api.fault({ respond: { status } });
		const { error } = await harness.run({ ...remove('c1'), options: { maxRetries: 0 } });
		expect(error?.description).not.toContain('nstallation');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('sends nothing more for it once another item has failed', async () => {
		const used = harness.api.state.usedConnection(PROJECT).connection.id;
		harness.api.fault({ match: { path: /\/gone$/ }, respond: { status: 401 } });
		const parameters = {
			...remove(''),
			connectionId: byId('={{ $json.id }}'),
			options: { maxConcurrency: 1 },
		};
		await harness.run(parameters, [{ id: 'gone' }, { id: used }]);
		expect(harness.api.requests).toHaveLength(1);
	});
});

describe('removing a customer, installations first', () => {
	const harness = engineHarness();

	it('works, where deleting the connection at once is refused', async () => {
		const { connection } = harness.api.state.usedConnection(PROJECT);
		const owned = using(harness.api, connection.id).map(({ id, integrationId }) => ({ id, integrationId }));
		const { error } = await harness.run(
			{
				resource: 'installation',
				operation: 'delete',
				projectIdOrName: byName(PROJECT),
				integrationId: byId('={{ $json.integrationId }}'),
				installationId: byId('={{ $json.id }}'),
			},
			owned,
		);
		expect(error).toBeUndefined();
		expect(harness.api.state.connections.map((stored) => stored.connection.id)).not.toContain(connection.id);
	});
});
