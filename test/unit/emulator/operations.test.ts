import type { LogEntry, Operation } from '../../../emulator/state';
import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

interface Page {
	results: Operation[];
	pagination: { done: boolean; nextPageToken?: string };
}

const harness = emulatorHarness();

const installation = () => {
	const { state } = harness.api;
	return state.installationsUsing(state.usedConnection(PROJECT).connection.id)[0];
};
const page = async (query = '') => {
	const { id, integrationId } = installation();
	const path = `/integrations/${integrationId}/installations/${id}/operations${query}`;
	return await harness.inProject<Page>('GET', path);
};
const logsOf = async (id: string) =>
	(await harness.inProject<LogEntry[]>('GET', `/operations/${id}/logs`)).body;

describe('operations', () => {
	it('are listed for their installation, newest first', async () => {
		const { id } = installation();
		const made = harness.api.runOperation(id, { status: 'success' });
		const { results, pagination } = (await page()).body;
		expect(results[0].id).toBe(made);
		expect(new Set(results.map(({ installationId }) => installationId))).toEqual(new Set([id]));
		expect(pagination).toEqual({ done: true });
	});

	it('come in pages of the size that is asked for', async () => {
		const all = (await page()).body.results;
		const seen: Operation[] = [];
		let query = '?pageSize=2';
		for (let pages = 0; pages < Math.ceil(all.length / 2); pages++) {
			const { results, pagination } = (await page(query)).body;
			expect(results.length).toBeLessThanOrEqual(2);
			seen.push(...results);
			query = `?pageSize=2&pageToken=${pagination.nextPageToken}`;
		}
		expect(seen).toEqual(all);
	});

	it('come in pages of 200 by default', async () => {
		const { id } = installation();
		for (let made = 0; made < 200; made++) harness.api.runOperation(id, { status: 'success' });
		const { results, pagination } = (await page()).body;
		expect({ count: results.length, done: pagination.done }).toEqual({ count: 200, done: false });
	});

	it.each([
		['1', 200],
		['1000', 200],
		['0', 400],
		['1001', 400],
		['1.5', 400],
		['all', 400],
	])('with the page size %s: %d', async (pageSize, status) => {
		expect((await page(`?pageSize=${pageSize}`)).status).toBe(status);
	});

	it.each(['success', 'failure', 'in_progress'] as const)(
		'that end as %s are the status of their installation',
		async (status) => {
			const { id, integrationId } = installation();
			harness.api.runOperation(id, { actionType: 'write', status });
			const { body } = await harness.inProject('GET', `/integrations/${integrationId}/installations/${id}`);
			expect(body.lastOperationStatus).toBe(status);
		},
	);

	it('are found by their ID', async () => {
		const id = harness.api.runOperation(installation().id, { status: 'success', recordsProcessed: 7 });
		const { body } = await harness.inProject<Operation>('GET', `/operations/${id}`);
		expect(body.metadata.progress?.recordsProcessed).toBe(7);
	});

	it.each(['', '/logs'])('cannot be reached through another project: %j', async (suffix) => {
		const id = harness.api.runOperation(installation().id, { status: 'success' });
		const path = `/projects/ledgerly-production/operations/${id}${suffix}`;
		expect((await harness.request('GET', path)).status).toBe(404);
	});

	it('that failed say in their logs why', async () => {
		const id = harness.api.runOperation(installation().id, { status: 'failure', error: 'no such field' });
		const logs = await logsOf(id);
		expect(logs.map(({ severity, message }) => [severity, message.error])).toEqual([
			['INFO', undefined],
			['ERROR', 'no such field'],
		]);
	});

	it('that run have logs, but no result yet', async () => {
		const id = harness.api.runOperation(installation().id, { status: 'in_progress' });
		expect((await harness.inProject('GET', `/operations/${id}`)).body).not.toHaveProperty('result');
		expect(await logsOf(id)).toHaveLength(1);
	});

	it('of the seed are as the credentials are', () => {
		const { installations } = harness.api.state;
		const pairs = installations.map((each) => `${each.healthStatus} ${each.lastOperationStatus}`);
		expect([...new Set(pairs)].sort()).toEqual(['healthy success', 'unhealthy failure']);
	});
});
