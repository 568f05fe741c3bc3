import type { IDataObject } from 'n8n-workflow';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, installationsOf, jsonOf, play, resume } from './play';

const harness = triggerHarness();

describe('the example "sync customers from a list"', () => {
	const sync = async () => await play(harness, 'sync-customers-from-a-list');
	const synced = () => connectionsOf(harness).filter(({ group }) => group.groupRef.startsWith('customer-'));

	it('connects each customer of the list', async () => {
		const result = await sync();
		expect(synced().map(({ group, provider }) => [group.groupRef, provider])).toEqual([
			['customer-1', 'apollo'],
			['customer-2', 'apollo'],
			['customer-3', 'instantly'],
		]);
		expect(jsonOf(result, 'Generate Connection').map(({ id }) => id)).toEqual(synced().map(({ id }) => id));
	});

	it('changes nothing the second time', async () => {
		await sync();
		const before = structuredClone(synced());
		harness.api.resetLog();
		expect((await sync()).status).toBe('success');
		expect(synced()).toEqual(before);
		expect(harness.sent().filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

describe('the example "ask before deleting"', () => {
	const EXAMPLE = 'ask-before-deleting';
	const broken = () => {
		const found = connectionsOf(harness).find(
			({ status, group }) =>
				status === 'bad_credentials' &&
				!installationsOf(harness).some((each) => each.group.groupRef === group.groupRef),
		);
		if (found) return found;
		const [connection] = connectionsOf(harness);
		connection.status = 'bad_credentials';
		return connection;
	};
	const settings = () => ({ customer: broken().group.groupRef });
	const decide = async (decision: IDataObject, meanwhile: () => void = () => {}) => {
		const chosen = settings();
		const asked = await play(harness, EXAMPLE, { settings: chosen });
		expect(asked.status).toBe('waiting');
		meanwhile();
		return await resume(harness, EXAMPLE, asked, decision, { settings: chosen });
	};

	it('asks with the customer, the provider, and a link to the form', async () => {
		const { group, provider } = broken();
		const asked = await play(harness, EXAMPLE, { settings: settings() });
		const [{ text }] = jsonOf(asked, 'Write Question');
		expect(text).toContain(`Delete the broken connections of ${group.groupName}?`);
		expect(text).toContain(`• ${provider} of `);
		expect(text).toMatch(/Decide here: http/);
	});

	it('deletes after a yes, and only what it asked about', async () => {
		const before = connectionsOf(harness);
		const { id, group } = broken();
		const result = await decide({ Decision: 'Delete' });
		expect(result.error).toBeUndefined();
		const deleted = before.filter((connection) => !connectionsOf(harness).includes(connection));
		expect(deleted.map((connection) => connection.id)).toContain(id);
		for (const connection of deleted) {
			expect(connection.group.groupRef).toBe(group.groupRef);
			expect(connection.status).toBe('bad_credentials');
		}
	});

	it.each([{ Decision: 'Keep' }, {}])('deletes nothing after %j', async (decision) => {
		const result = await decide(decision);
		expect(jsonOf(result, 'Nothing Deleted')).toHaveLength(1);
		expect(harness.sent('DELETE')).toEqual([]);
	});

	it('deletes nothing that was repaired meanwhile', async () => {
		const connection = broken();
		const result = await decide({ Decision: 'Delete' }, () => {
			for (const each of connectionsOf(harness)) each.status = 'working';
		});
		for (const { text } of jsonOf(result, 'Tell Team: Not Deleted')) expect(text).toContain('is working');
		expect(harness.sent('DELETE')).toEqual([]);
		expect(connectionsOf(harness)).toContain(connection);
	});

	it.each(['', ' '])('asks nothing without a customer: "%s"', async (customer) => {
		const { error } = await play(harness, EXAMPLE, { settings: { customer } });
		expect(error?.message).toContain("'Group Ref'");
		expect(harness.sent()).toEqual([]);
	});
});

describe('the example "move a customer to a new connection"', () => {
	/** A customer with a broken connection that an installation uses, and a new one. */
	const reconnected = () => {
		const installation = installationsOf(harness).find(({ healthStatus }) => healthStatus === 'unhealthy');
		if (!installation) throw new Error('No unhealthy installation is seeded');
		harness.api.pauseReads(installation.id);
		const stored = harness.api.state.connection(installation.projectId, installation.connectionId);
		const created = structuredClone(stored);
		Object.assign(created.connection, {
			id: 'the-new-connection',
			status: 'created',
			updateTime: new Date().toISOString(),
		});
		harness.api.state.connections.push(created);
		const { groupRef: customer } = installation.group;
		return { installation, settings: { customer, provider: stored.connection.provider } };
	};
	const move = async (settings: IDataObject) =>
		await play(harness, 'move-a-customer-to-a-new-connection', { settings });

	it('only shows what it would move, by default', async () => {
		const { installation, settings } = reconnected();
		const result = await move(settings);
		expect(jsonOf(result, 'Dry Run: Nothing Moved')).toMatchObject([{ id: installation.id }]);
		expect(harness.sent().filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('moves the installation to the new connection and resumes its reads', async () => {
		const { installation, settings } = reconnected();
		const result = await move({ ...settings, dryRun: false });
		expect(result.error).toBeUndefined();
		expect(installation).toMatchObject({ connectionId: 'the-new-connection', pausedObjects: [] });
	});

	it('leaves the installations of other customers alone', async () => {
		const { installation, settings } = reconnected();
		const others = () => installationsOf(harness).filter((other) => other !== installation);
		const before = structuredClone(others());
		await move({ ...settings, dryRun: false });
		expect(others()).toEqual(before);
	});

	it('moves nothing that is there already', async () => {
		const { settings } = reconnected();
		await move({ ...settings, dryRun: false });
		harness.api.resetLog();
		const result = await move({ ...settings, dryRun: false });
		expect(jsonOf(result, 'Already There').length).toBeGreaterThan(0);
		expect(harness.sent('PATCH')).toEqual([]);
	});

	it('stops when no connection works', async () => {
		const { settings } = reconnected();
		for (const connection of connectionsOf(harness)) connection.status = 'bad_credentials';
		const { error } = await move({ ...settings, dryRun: false });
		expect(error?.message).toMatch(/None of the \d connections matches/);
	});
});
