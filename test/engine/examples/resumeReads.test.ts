import { triggerHarness } from '../../support/triggerHarness';
import { filledIn, installationsOf, jsonOf } from './play';

const EXAMPLE = 'resume-reads-after-a-repair';

describe('the example "resume reads after a repair"', () => {
	const harness = triggerHarness({ eventsForAllConnections: true });
	const file = () => filledIn(harness, EXAMPLE);
	/** An installation whose connection is broken and whose reads are paused. */
	const paused = () => {
		const found = installationsOf(harness).find(({ config }) => config.content.provider === 'salesforce');
		if (!found) throw new Error('No installation for Salesforce is seeded');
		harness.api.breakConnection(found.connectionId);
		harness.api.pauseReads(found.id);
		return found;
	};
	/** The customer signs in to a connection again. */
	const repair = async (connectionId: string): Promise<void> => {
		const path = `/projects/${installationsOf(harness)[0].projectId}/connections/${connectionId}:oauth-update`;
		const response = await fetch(harness.api.url + path, {
			method: 'PATCH',
			headers: { 'x-api-key': harness.api.apiKey },
		});
		harness.api.completeOAuth(await response.text());
		await harness.settled();
	};

	it('resumes the paused reads when the customer has signed in again, and tells the team', async () => {
		const installation = paused();
		await harness.host.activate(file());
		await repair(installation.connectionId);
		expect(installation.pausedObjects).toEqual([]);
		const told = harness.host.runs.flatMap((run) => jsonOf(run, 'Tell Team: Reads Resumed'));
		expect(told).toEqual([
			{ text: expect.stringContaining(`${installation.group.groupName}: the connection`) as string },
		]);
	});

	it('lets the reads run again', async () => {
		const installation = paused();
		await harness.host.activate(file());
		await repair(installation.connectionId);
		harness.api.useConnection(installation.connectionId);
		expect(installation.healthStatus).toBe('healthy');
	});

	it('resumes nothing while the connection is broken', async () => {
		const installation = paused();
		await harness.host.activate(file());
		const { connection } = harness.api.state.connection(installation.projectId, installation.connectionId);
		const { projectId, group } = connection;
		const data = { projectId, connectionId: connection.id, groupRef: group.groupRef };
		harness.api.emit(projectId, 'connection.updated', data);
		await harness.settled();
		expect(jsonOf(harness.host.runs[0], 'Still Broken: Nothing to Do')).toHaveLength(1);
		expect(installation.pausedObjects).not.toEqual([]);
	});

	it("tells the team when the reads can't be resumed", async () => {
		const installation = paused();
		await harness.host.activate(file());
		harness.api.fault({
			match: { path: /:unpause/ },
			respond: { status: 403, body: { title: 'Forbidden', status: 403, detail: 'Not with this key' } },
		});
		await repair(installation.connectionId);
		expect(jsonOf(harness.host.runs[0], 'Tell Team: Reads Still Paused')).toEqual([
			{ text: expect.stringContaining('Not with this key') as string },
		]);
	});

	it('tells the team when reads are paused, and when they will resume', async () => {
		await harness.host.activate(file());
		const { group } = paused();
		await harness.settled();
		const [{ text }] = jsonOf(harness.host.runs[0], 'Tell Team: Reads Paused');
		expect(text).toContain(`paused the scheduled reads of ${group.groupName}`);
		expect(text).toContain('has signed in again');
	});

	it('leaves nothing in Ampersand when it is deactivated', async () => {
		await harness.host.activate(file());
		await harness.host.deactivate(file());
		expect(harness.remoteState()).toEqual({ destinations: 0, topics: 0, events: [], routes: 0 });
	});
});
