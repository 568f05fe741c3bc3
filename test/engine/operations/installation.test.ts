import type { INodeParameters } from 'n8n-workflow';
import type { StoredInstallation } from '../../../emulator/state';
import { engineHarness, pairing, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();
const list = parametersOf('installation getAll', { returnAll: true });

/** The installations of the seeded project. */
function installations(): StoredInstallation[] {
	const { id } = harness.api.state.project(PROJECT);
	return harness.api.state.installations.filter(({ projectId }) => projectId === id);
}

const one = (
	name: 'installation get' | 'installation delete',
	{ integrationId, id }: Pick<StoredInstallation, 'integrationId' | 'id'>,
) => parametersOf(name, { integrationId, installationId: id });

const SIMPLE_FIELDS = [
	'id',
	'integrationId',
	'connectionId',
	'provider',
	'groupRef',
	'groupName',
	'healthStatus',
	'lastOperationStatus',
	'createTime',
	'updateTime',
];

describe('Get Many of installations', () => {
	it('returns every installation of the project, in the order of the API', async () => {
		const { json } = await harness.run(list);
		expect(json.map(({ id }) => id)).toEqual(installations().map(({ id }) => id));
		expect(Object.keys(json[0])).toEqual(SIMPLE_FIELDS);
	});

	it('returns no more than the limit', async () => {
		const { json } = await harness.run({ ...list, returnAll: false, limit: 2 });
		expect(json.map(({ id }) => id)).toEqual(
			installations()
				.slice(0, 2)
				.map(({ id }) => id),
		);
	});

	it('sends the group, which the API filters by', async () => {
		const [{ group }] = installations();
		const { json } = await harness.run({ ...list, filters: { groupRef: group.groupRef } });
		expect(harness.api.requests[0].query).toEqual({ groupRef: group.groupRef });
		expect(json.length).toBeGreaterThan(0);
		expect(new Set(json.map(({ groupRef }) => groupRef))).toEqual(new Set([group.groupRef]));
	});

	it.each<[string, string, (installation: StoredInstallation) => unknown]>([
		['integrationId', 'integrationId', ({ integrationId }) => integrationId],
		['connectionId', 'connectionId', ({ connectionId }) => connectionId],
		['provider', 'provider', ({ connectionId }) => providerOf(connectionId)],
		['healthStatus', 'healthStatus', ({ healthStatus }) => healthStatus],
	])('filters by %s itself', async (name, field, valueOf) => {
		const value = valueOf(installations()[0]);
		const wanted = installations().filter((other) => valueOf(other) === value);
		const filters = { [name]: name === 'healthStatus' ? [value] : value } as INodeParameters;
		const { json } = await harness.run({ ...list, filters });
		expect(harness.api.requests[0].query).toEqual({});
		expect(json.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
		expect(wanted.length).toBeLessThan(installations().length);
		expect(new Set(json.map((item) => item[field]))).toEqual(new Set([value]));
	});

	it('returns only what meets all filters, and counts only that towards the limit', async () => {
		const last = installations().at(-1) as StoredInstallation;
		const filters = {
			groupRef: last.group.groupRef,
			integrationId: last.integrationId,
			connectionId: last.connectionId,
			provider: providerOf(last.connectionId),
			healthStatus: [last.healthStatus],
		};
		const { json } = await harness.run({ ...list, returnAll: false, limit: 1, filters });
		expect(json.map(({ id }) => id)).toEqual([last.id]);
		const none = await harness.run({ ...list, filters: { ...filters, provider: 'slack' } });
		expect(none.json).toEqual([]);
	});

	it('gives each input item its own outputs, paired with it', async () => {
		const groups = [...new Set(installations().map(({ group }) => group.groupRef))].slice(0, 2);
		const { items } = await harness.run({ ...list, filters: { groupRef: '={{ $json.group }}' } }, [
			{ group: groups[1] },
			{ group: 'nobody' },
			{ group: groups[0] },
		]);
		const expected = [1, 0].map((index) =>
			installations().filter(({ group }) => group.groupRef === groups[index]),
		);
		expect(items.map(({ json }) => json.id)).toEqual(expected.flat().map(({ id }) => id));
		expect(pairing(items)).toEqual([...expected[0].map(() => 0), ...expected[1].map(() => 2)]);
	});
});

describe('Get of an installation', () => {
	it('returns ten fields, or all that the API returns', async () => {
		const [installation] = installations();
		const simple = await harness.run(one('installation get', installation));
		const raw = await harness.run({ ...one('installation get', installation), simplify: false });
		expect(simple.json[0]).toMatchObject({
			id: installation.id,
			connectionId: installation.connectionId,
			provider: providerOf(installation.connectionId),
			groupRef: installation.group.groupRef,
		});
		expect(Object.keys(simple.json[0])).toEqual(SIMPLE_FIELDS);
		expect(raw.json[0]).toMatchObject({
			config: installation.config,
			connection: { id: installation.connectionId },
		});
	});

	it('as a tool, returns the fields that were asked for', async () => {
		const parameters = {
			...one('installation get', installations()[0]),
			output: 'fields',
			outputFields: ['config', 'id'],
		};
		const { json } = await harness.run(parameters, [{}], { tool: true });
		expect(Object.keys(json[0])).toEqual(['config', 'id']);
	});

	it.each<[string, Partial<StoredInstallation>]>([
		['installation', { id: 'gone' }],
		['integration', { integrationId: 'gone' }],
	])('says what to check when there is no such %s', async (_, change) => {
		const { error } = await harness.run(one('installation get', { ...installations()[0], ...change }));
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain("Check 'Project', 'Integration', and 'Installation'");
	});

	it('does not take a list for an installation', async () => {
		harness.api.fault({ respond: { status: 200, body: [] } });
		const { error } = await harness.run(one('installation get', installations()[0]));
		expect(error?.message).toBe(
			'Unexpected response when trying to get the installation: expected an installation',
		);
	});
});

describe('Delete of an installation', () => {
	it('deletes it and says which, and its connection goes with the last one', async () => {
		const counts = (id: string) => installations().filter(({ connectionId }) => connectionId === id).length;
		const last = installations().find(({ connectionId }) => counts(connectionId) === 1) as StoredInstallation;
		const { json } = await harness.run(one('installation delete', last));
		expect(json).toEqual([{ deleted: true, id: last.id }]);
		expect(installations().some(({ id }) => id === last.id)).toBe(false);
		expect(harness.api.state.connections.some(({ connection }) => connection.id === last.connectionId)).toBe(
			false,
		);
	});

	it('leaves the connection to its other installations', async () => {
		const shared = installations().filter(
			({ connectionId }, _, all) => all.filter((other) => other.connectionId === connectionId).length > 1,
		);
		const [first, second] = shared;
		await harness.run(one('installation delete', first));
		expect(installations().map(({ id }) => id)).toContain(second.id);
		expect(harness.api.state.connections.some(({ connection }) => connection.id === first.connectionId)).toBe(
			true,
		);
	});

	it('takes a 404 for success only after an attempt whose outcome is not known', async () => {
		const [installation] = installations();
		harness.api.fault({ drop: 'beforeHeaders', perform: true });
		const { json } = await harness.run(one('installation delete', installation));
		expect(json).toEqual([{ deleted: true, id: installation.id }]);
		const again = await harness.run(one('installation delete', installation));
		expect(again.error?.httpCode).toBe('404');
	});

	it('does not accept a web page as proof of a deletion', async () => {
		harness.api.fault({ respond: { status: 200, body: '<html></html>' } });
		const { error } = await harness.run(one('installation delete', installations()[0]));
		expect(error?.message).toBe(
			"Couldn't confirm that the installation was deleted: the response isn't empty",
		);
	});
});

/** The provider of a connection. */
function providerOf(connectionId: string): string {
	const stored = harness.api.state.connections.find(({ connection }) => connection.id === connectionId);
	return String(stored?.connection.provider);
}
