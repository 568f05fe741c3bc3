import type { IDataObject } from 'n8n-workflow';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, installationsOf, jsonOf, play } from './play';

const EXAMPLE = 'remove-a-churned-customer';

/** Has three connections, of which two installations use one. */
const GROUP = 'group-124';

describe('the example "remove a churned customer"', () => {
	const harness = triggerHarness();
	const remove = async (settings: IDataObject) => await play(harness, EXAMPLE, { settings });
	const ofGroup = (groupRef: string) => ({
		connections: connectionsOf(harness)
			.filter(({ group }) => group.groupRef === groupRef)
			.map(({ id }) => id),
		installations: installationsOf(harness)
			.filter(({ group }) => group.groupRef === groupRef)
			.map(({ id }) => id),
	});
	const others = () => [
		harness.api.state.connections.filter(({ connection }) => connection.group.groupRef !== GROUP),
		harness.api.state.installations.filter(({ group }) => group.groupRef !== GROUP),
	];

	it('only shows what it would delete, by default', async () => {
		const before = ofGroup(GROUP);
		const result = await remove({ customer: GROUP });
		const [plan] = jsonOf(result, 'Show Plan') as Array<Record<keyof typeof before, Array<{ id: string }>>>;
		expect(plan.installations.map(({ id }) => id)).toEqual(before.installations);
		expect(plan.connections.map(({ id }) => id)).toEqual(before.connections);
		expect(jsonOf(result, 'Dry Run: Nothing Deleted')).toHaveLength(1);
		expect(harness.sent('DELETE')).toEqual([]);
	});

	it('deletes the installations, then the connections that remain, and reports both', async () => {
		const { installations, connections } = ofGroup(GROUP);
		const shared = harness.api.state.installations.find(({ id }) => id === installations[0])?.connectionId;
		const result = await remove({ customer: GROUP, dryRun: false });
		expect(installations).toHaveLength(2);
		expect(ofGroup(GROUP)).toEqual({ installations: [], connections: [] });
		expect(jsonOf(result, 'Report')).toEqual([
			{
				customer: GROUP,
				deletedInstallations: installations,
				deletedConnections: connections.filter((id) => id !== shared),
				notDeleted: [],
			},
		]);
		const kinds = harness.sent('DELETE').map(({ url }) => /\/(installations|connections)\//.exec(url)?.[1]);
		expect(kinds).toEqual(['installations', 'installations', 'connections', 'connections']);
	});

	it("leaves other customers' connections and installations alone", async () => {
		const before = structuredClone(others());
		await remove({ customer: GROUP, dryRun: false });
		expect(others()).toEqual(before);
	});

	it('deletes the connections of a customer without installations', async () => {
		const { connections } = ofGroup('group-125');
		const [report] = jsonOf(await remove({ customer: 'group-125', dryRun: false }), 'Report');
		expect(connections.length).toBeGreaterThan(0);
		expect(report).toMatchObject({ deletedInstallations: [], deletedConnections: connections });
	});

	it('reports when all connections were deleted with their installations', async () => {
		const { installations } = ofGroup(GROUP);
		const used = harness.api.state.installations.map(({ connectionId }) => connectionId);
		harness.api.state.connections = harness.api.state.connections.filter(
			({ connection }) => connection.group.groupRef !== GROUP || used.includes(connection.id),
		);
		const [report] = jsonOf(await remove({ customer: GROUP, dryRun: false }), 'Report');
		expect(report).toMatchObject({ deletedInstallations: installations, deletedConnections: [] });
	});

	it('reports that there was nothing to delete', async () => {
		const result = await remove({ customer: 'group-of-nobody', dryRun: false });
		expect(jsonOf(result, 'Report')).toEqual([
			{ customer: 'group-of-nobody', deletedInstallations: [], deletedConnections: [], notDeleted: [] },
		]);
	});

	it("reports what couldn't be deleted, and deletes the rest", async () => {
		const { installations } = ofGroup(GROUP);
		harness.api.fault({
			match: { method: 'DELETE', path: new RegExp(installations[0]) },
			respond: { status: 403, body: { title: 'Forbidden', status: 403, detail: 'This one must stay' } },
		});
		const result = await remove({ customer: GROUP, dryRun: false });
		const [{ notDeleted }] = jsonOf(result, 'Report') as Array<{ notDeleted: object[] }>;
		expect(ofGroup(GROUP).installations).toEqual([installations[0]]);
		// The connection that the installation uses can't be deleted either.
		expect(ofGroup(GROUP).connections).toHaveLength(1);
		expect(notDeleted).toEqual([
			{ error: 'This one must stay', hint: expect.any(String) as string },
			{ error: expect.any(String) as string, hint: expect.stringContaining('If installations use this connection') as string },
		]);
	});

	it("deletes no other customer's connection when the API ignores the filter", async () => {
		const all = connectionsOf(harness);
		harness.api.fault({
			match: { method: 'GET', path: /\/connections$/ },
			respond: { status: 200, headers: { 'content-type': 'application/json' }, body: all },
			times: 2,
		});
		const before = structuredClone(others());
		await remove({ customer: GROUP, dryRun: false });
		expect(others()).toEqual(before);
	});

	it.each([undefined, null, '', ' ', '\n', false, 0, [], [GROUP], {}, { groupRef: GROUP }])(
		'deletes nothing and lists nobody else for the group ref %j',
		async (customer) => {
			await remove({ customer: customer as IDataObject[string], dryRun: false });
			expect(harness.sent('DELETE')).toEqual([]);
			expect(harness.api.requests.filter(({ query }) => !query.groupRef)).toEqual([]);
		},
	);

	it.each([undefined, null, '', 'no', 0, 1, true, 'true', [], {}])(
		'deletes nothing while dryRun is %j',
		async (dryRun) => {
			await remove({ customer: GROUP, dryRun: dryRun as IDataObject[string] });
			expect(harness.sent('DELETE')).toEqual([]);
		},
	);
});
