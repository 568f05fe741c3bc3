import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

const installation = () => harness.api.state.installations[0];
const list = (more: INodeParameters = {}) => {
	const { id, integrationId } = installation();
	return parametersOf('installation getOperations', { integrationId, installationId: id, ...more });
};

/** Gives the installation this many operations in all, newest first when they are listed. */
function operations(count: number, status: 'success' | 'failure' = 'success'): string[] {
	harness.api.state.operations.length = 0;
	return Array.from({ length: count }, () =>
		harness.api.runOperation(installation().id, { status }),
	).reverse();
}

describe('Get Many Operations', () => {
	it('returns the simplified operations, newest first', async () => {
		const { id, integrationId } = installation();
		const operation = harness.api.runOperation(id, { status: 'failure', error: 'No', recordsProcessed: 3 });
		const { json } = await harness.run(list());
		expect(json[0]).toEqual({
			id: operation,
			actionType: 'read',
			status: 'failure',
			result: expect.any(String),
			objects: ['contacts'],
			recordsProcessed: 3,
			createTime: expect.any(String),
		});
		expect(harness.sent()[0].url).toBe(
			`/v1/projects/${PROJECT}/integrations/${integrationId}/installations/${id}/operations?pageSize=50`,
		);
	});

	it('returns all that the API returns without Simplify', async () => {
		const { json } = await harness.run(list({ simplify: false, limit: 1 }));
		expect(json[0]).toMatchObject({ installationId: installation().id, metadata: { objects: ['contacts'] } });
	});

	it.each([
		[1, 1, 1],
		[50, 50, 1],
		[1000, 1000, 1],
		[1001, 1000, 2],
	])('with a limit of %i asks for pages of %i, and for no page too many', async (limit, pageSize, pages) => {
		const ids = operations(1200);
		const { json } = await harness.run(list({ limit }));
		expect(json.map(({ id }) => id)).toEqual(ids.slice(0, limit));
		expect(harness.api.requests.map(({ query }) => query.pageSize)).toEqual(
			Array(pages).fill(String(pageSize)),
		);
	});

	it('reads all pages, of the largest size', async () => {
		const ids = operations(2100);
		const { json } = await harness.run(list({ returnAll: true }));
		expect(json.map(({ id }) => id)).toEqual(ids);
		expect(harness.api.requests.map(({ query }) => query.pageSize)).toEqual(['1000', '1000', '1000']);
	});

	it('filters by status itself, in large pages, until the limit is reached', async () => {
		const ids = operations(1050, 'failure');
		harness.api.state.operations.forEach(({ operation }, index) => {
			if (index >= 20) operation.status = 'success';
		});
		const { json } = await harness.run(list({ limit: 3, filters: { status: ['failure'] } }));
		expect(json.map(({ id }) => id)).toEqual(ids.slice(-20).slice(0, 3));
		expect(harness.api.requests.map(({ query }) => query.pageSize)).toEqual(['1000', '1000']);
	});

	it('filters by the type of action', async () => {
		const write = harness.api.runOperation(installation().id, { status: 'in_progress', actionType: 'write' });
		const filters = { actionType: ['write', 'subscribe'], status: ['in_progress'] };
		const { json } = await harness.run(list({ filters }));
		expect(json.map(({ id }) => id)).toEqual([write]);
		expect(harness.api.requests[0].query.pageSize).toBe('1000');
	});

	it.each(['={{ $json.missing }}', '={{ [] }}', '={{ ["broken"] }}'])(
		'is refused before any request when an expression gives no status: %s',
		async (status) => {
			const { error } = await harness.run(list({ filters: { status } }));
			expect(error?.message).toMatch(/^The parameter 'Status' (is empty|must be one of)/);
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it('says what to check when there is no such installation', async () => {
		const { error } = await harness.run(list({ installationId: 'gone' }));
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain("Check 'Project', 'Integration', and 'Installation'");
	});
});

describe('Get Operation Logs', () => {
	const logs = (operationId: string, more: INodeParameters = {}) =>
		parametersOf('installation getOperationLogs', { operationId, ...more });
	const failed = () =>
		harness.api.runOperation(installation().id, { status: 'failure', error: 'Token expired' });

	it('returns one flat item for each entry', async () => {
		const id = failed();
		const { json } = await harness.run(logs(id));
		expect(harness.sent()).toEqual([
			{ method: 'GET', url: `/v1/projects/${PROJECT}/operations/${id}/logs`, body: undefined },
		]);
		expect(json.length).toBeGreaterThan(1);
		expect(json.at(-1)).toMatchObject({ severity: expect.any(String), message: expect.any(String) });
		expect(JSON.stringify(json)).toContain('Token expired');
	});

	it('returns when it was written, and its error with details', async () => {
		const message = { msg: 'Failed', error: 'No', details: { page: 2 } };
		const body = [{ timestamp: '2026-01-01T00:00:00Z', severity: 'ERROR', message }];
		harness.api.fault({ respond: { status: 200, body } });
		const { json } = await harness.run(logs('o'));
		expect(json).toEqual([
			{
				timestamp: '2026-01-01T00:00:00Z',
				severity: 'ERROR',
				message: 'Failed',
				error: 'No',
				details: { page: 2 },
			},
		]);
	});

	it('returns the entries as they are without Simplify', async () => {
		const { json } = await harness.run(logs(failed(), { simplify: false }));
		expect(json[0]).toMatchObject({ message: { msg: expect.any(String) } });
	});

	it('reads an entry whose message is text', async () => {
		harness.api.fault({ respond: { status: 200, body: [{ severity: 'INFO', message: 'Started' }] } });
		const { json } = await harness.run(logs('o'));
		expect(json).toEqual([{ severity: 'INFO', message: 'Started' }]);
	});

	it('returns no more than the limit', async () => {
		const { json } = await harness.run(logs(failed(), { limit: 1 }));
		expect(json).toHaveLength(1);
	});

	it('says where operations are found when there is no such one', async () => {
		const { error } = await harness.run(logs('gone'));
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain("Find operations with 'Get Many Operations'.");
	});

	it('is refused before any request without an operation', async () => {
		const { error } = await harness.run(logs('={{ $json.missing }}'));
		expect(error?.message).toBe("The parameter 'Operation ID' is empty [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});
});
