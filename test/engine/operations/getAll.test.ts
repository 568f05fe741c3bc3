import type { INodeProperties } from 'n8n-workflow';
import { Ampersand } from '../../../nodes/Ampersand/Ampersand.node';
import { byId, engineHarness, pairing, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const list = parametersOf('connection getAll');

describe('Get Many with a bare array', () => {
	const harness = engineHarness();

	it('returns every connection of the project, in the order of the API', async () => {
		const { json } = await harness.run({ ...list, returnAll: true });
		const { id } = harness.api.state.project(PROJECT);
		const all = harness.api.state.connections.filter(({ connection }) => connection.projectId === id);
		expect(json.map((item) => item.id)).toEqual(all.map(({ connection }) => connection.id));
		expect(json).toHaveLength(30);
	});

	it('returns no more than the limit', async () => {
		expect((await harness.run({ ...list, limit: 7 })).json).toHaveLength(7);
	});

	it('sends one request', async () => {
		await harness.run({ ...list, limit: 7 });
		expect(harness.api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			`GET /v1/projects/${PROJECT}/connections`,
		]);
	});

	it('sends the filters that are filled in, and no others', async () => {
		await harness.run({
			...list,
			filters: { groupRef: 'group-123', consumerRef: '', provider: 'salesforce' },
		});
		expect(harness.api.requests[0].query).toEqual({ groupRef: 'group-123', provider: 'salesforce' });
	});

	it('sends no filter that was added and not filled in', async () => {
		const added = new Ampersand().description.properties
			.filter(({ name }) => name === 'filters')
			.flatMap(({ options = [] }) => options as INodeProperties[]);
		const filters = Object.fromEntries(added.map(({ name, default: initial }) => [name, initial]));
		expect((await harness.run({ ...list, filters })).json).not.toEqual([]);
		expect(harness.api.requests[0].query).toEqual({});
	});

	it.each([
		[{ groupRef: 'group-123' }, 'groupRef', 'group-123'],
		[{ consumerRef: 'user-456' }, 'consumerRef', 'user-456'],
		[{ provider: 'hubspot' }, 'provider', 'hubspot'],
	])('filters by %j', async (filters, field, value) => {
		const { json } = await harness.run({ ...list, returnAll: true, filters });
		expect(json.length).toBeGreaterThan(0);
		expect(new Set(json.map((item) => item[field]))).toEqual(new Set([value]));
	});

	it('filters by status itself, without sending the filter', async () => {
		const { json } = await harness.run({
			...list,
			returnAll: true,
			filters: { status: ['bad_credentials', 'created'] },
		});
		expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['bad_credentials', 'created']));
		expect(harness.api.requests[0].query).toEqual({});
	});

	it('returns more connections than n8n allows for a declarative node', async () => {
		const body = Array.from({ length: 200_000 }, (_, index) => ({ id: `c${index}` }));
		harness.api.fault({ respond: { status: 200, body } });
		const { items, error } = await harness.run({ ...list, returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(200_000);
	});

	it('counts only matching connections towards the limit', async () => {
		const { json } = await harness.run({ ...list, limit: 3, filters: { status: ['bad_credentials'] } });
		expect(json.map(({ status }) => status)).toEqual([
			'bad_credentials',
			'bad_credentials',
			'bad_credentials',
		]);
	});

	it('returns ten flat fields, the most used first', async () => {
		const { json } = await harness.run({ ...list, limit: 1 });
		expect(Object.keys(json[0])).toEqual([
			'id',
			'provider',
			'status',
			'groupRef',
			'groupName',
			'consumerRef',
			'consumerName',
			'authScheme',
			'providerWorkspaceRef',
			'updateTime',
		]);
	});

	it('shows when a connection was created if it was never updated', async () => {
		const { connection } = harness.api.state.connections[0];
		Object.assign(connection, { updateTime: undefined });
		const { json } = await harness.run({ ...list, limit: 1 });
		expect(json[0].updateTime).toBe(connection.createTime);
	});

	it('returns the raw connection without Simplify', async () => {
		const { json } = await harness.run({ ...list, simplify: false, limit: 1 });
		expect(json[0]).toEqual(harness.api.state.connections[0].connection);
	});

	it('returns the outputs of each input item, paired with it', async () => {
		const input = [{ group: 'group-123' }, { group: 'no-such-group' }, { group: 'group-124' }];
		const parameters = { ...list, returnAll: true, filters: { groupRef: '={{ $json.group }}' } };
		const { items } = await harness.run(parameters, input);
		expect(items.map(({ json }) => json.groupRef)).toEqual([
			...Array.from({ length: 3 }, () => 'group-123'),
			...Array.from({ length: 3 }, () => 'group-124'),
		]);
		expect(pairing(items)).toEqual([0, 0, 0, 2, 2, 2]);
	});

	it('reports a project that does not exist', async () => {
		const { error } = await harness.run({ ...list, projectIdOrName: byId('nowhere') });
		expect(error?.message).toBe('Project nowhere was not found: no project has this projectIdOrName');
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain("Check 'Project'");
	});

	it.each([0, -1, 1.5, 'many', null])('rejects the limit %j before any request', async (limit) => {
		const { error } = await harness.run({ ...list, limit });
		expect(error?.message).toMatch(/^The parameter 'Limit' must be a whole number of 1 or more \[item 0\]$/);
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('Get Many with pages', () => {
	const harness = engineHarness({ pageSize: 10 });

	it('follows the page tokens to the end', async () => {
		const all = await harness.run({ ...list, returnAll: true });
		expect(all.json).toHaveLength(30);
		expect(new Set(all.json.map(({ id }) => id)).size).toBe(30);
		expect(harness.api.requests.map(({ query }) => query)).toEqual([
			{},
			{ pageToken: 'page-10' },
			{ pageToken: 'page-20' },
		]);
	});

	it('keeps the filters on every page', async () => {
		const { projectId } = harness.api.state.connections[0].connection;
		for (const { connection } of harness.api.state.connections) {
			if (connection.projectId === projectId) connection.provider = 'salesforce';
		}
		const filters = { provider: 'salesforce' };
		const { json } = await harness.run({ ...list, returnAll: true, filters });
		expect(json).toHaveLength(30);
		expect(harness.api.requests.map(({ query }) => query)).toEqual([
			filters,
			{ ...filters, pageToken: 'page-10' },
			{ ...filters, pageToken: 'page-20' },
		]);
	});

	it.each([
		[1, 1],
		[9, 1],
		[10, 1],
		[11, 2],
		[20, 2],
		[29, 3],
		[30, 3],
		[31, 3],
	])('with a limit of %i requests exactly %i pages', async (limit, pages) => {
		const { json } = await harness.run({ ...list, limit });
		expect(json).toHaveLength(Math.min(limit, 30));
		expect(harness.api.requests).toHaveLength(pages);
	});

	it('continues after pages without a match until the limit is reached', async () => {
		for (const { connection } of harness.api.state.connections) connection.status = 'working';
		harness.api.state.connections[25].connection.status = 'bad_credentials';
		const { json } = await harness.run({ ...list, limit: 1, filters: { status: ['bad_credentials'] } });
		expect(json).toHaveLength(1);
		expect(harness.api.requests).toHaveLength(3);
	});

	it('retries a page that failed, not the whole list', async () => {
		harness.api.fault({ match: { path: 'page-10' }, respond: { status: 503 } });
		const { json } = await harness.run({ ...list, returnAll: true });
		expect(json).toHaveLength(30);
		expect(harness.api.requests.map(({ query }) => query.pageToken)).toEqual([
			undefined,
			'page-10',
			'page-10',
			'page-20',
		]);
	});
});
