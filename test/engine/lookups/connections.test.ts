import { byId, engineHarness, type EngineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

const connectionsOf = (harness: EngineHarness) => {
	const { id } = harness.api.state.project(PROJECT);
	return harness.api.state.connections.filter(({ connection }) => connection.projectId === id);
};

describe.each([
	['one response', {}],
	['several pages', { pageSize: 7 }],
])('the dropdown of connections, from %s of the API', (_, options) => {
	const harness = engineHarness(options);
	const lookups = lookupsOf(harness);

	it('shows provider and customer, without the status, which n8n would keep with the workflow', async () => {
		const { results } = await lookups.search('getConnections', 'acme salesforce working');
		expect(results).toEqual([
			{
				name: 'Salesforce · Acme Corp (group-123)',
				value: harness.api.state.connections[0].connection.id,
			},
		]);
	});

	it('lists every connection of the project', async () => {
		const { results } = await lookups.search('getConnections');
		const ids = connectionsOf(harness).map(({ connection }) => connection.id);
		expect(results.map(({ value }) => value).sort()).toEqual(ids.sort());
	});

	it.each([
		['group-123', 3],
		['jane', 5],
		['user-456', 5],
		['bad_credentials', 6],
	])('finds %j', async (filter, count) => {
		expect(await lookups.names('getConnections', filter)).toHaveLength(count);
	});

	it('finds the broken connection of a customer by its status in words', async () => {
		expect(await lookups.names('getConnections', 'apollo dunder bad credentials')).toEqual([
			'Apollo · Dunder Mifflin (group-132)',
		]);
	});

	it('finds a connection by its ID', async () => {
		const { id } = connectionsOf(harness)[29].connection;
		const { results } = await lookups.search('getConnections', id);
		expect(results.map(({ value }) => value)).toEqual([id]);
	});
});

describe('the dropdown of connections', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);

	it('distinguishes two users of one customer', async () => {
		const [{ connection }, { connection: other }] = connectionsOf(harness);
		Object.assign(other, {
			provider: connection.provider,
			group: connection.group,
			status: connection.status,
			consumer: { ...other.consumer, consumerRef: 'user-2', consumerName: 'Zoe' },
		});
		expect(await lookups.names('getConnections', 'salesforce acme working')).toEqual([
			'Salesforce · Acme Corp (group-123) · Jane Doe (user-456)',
			'Salesforce · Acme Corp (group-123) · Zoe (user-2)',
		]);
	});

	it('distinguishes two connections of one user by their IDs', async () => {
		const [{ connection }, { connection: other }] = connectionsOf(harness);
		const { id } = other;
		Object.assign(other, { ...connection, id });
		const names = await lookups.names('getConnections', 'salesforce acme working');
		const label = 'Salesforce · Acme Corp (group-123) · Jane Doe (user-456)';
		expect(names.sort()).toEqual([`${label} (${connection.id})`, `${label} (${id})`].sort());
	});

	it('shows a customer without a name by its ref alone', async () => {
		const [{ connection }] = connectionsOf(harness);
		Object.assign(connection.group, { groupName: undefined });
		expect(await lookups.names('getConnections', 'salesforce group-123 working')).toEqual([
			'Salesforce · group-123',
		]);
	});

	it('shows a connection of which no customer is known by its provider alone', async () => {
		const body = [{ id: 'c', provider: 'salesforce' }];
		harness.api.fault({ match: { path: '/connections' }, respond: { status: 200, body } });
		expect(await lookups.names('getConnections')).toEqual(['Salesforce']);
	});

	it('shows plain provider names when only the catalog fails', async () => {
		harness.api.fault({ match: { path: '/providers' }, times: Infinity, respond: { status: 400 } });
		expect((await lookups.names('getConnections'))[0]).toMatch(/^apollo · /);
	});

	it('leaves out an entry without an ID, which cannot be chosen', async () => {
		harness.api.fault({
			match: { path: '/connections' },
			respond: { status: 200, body: [{ provider: 'hubspot' }] },
		});
		expect(await lookups.names('getConnections')).toEqual([]);
	});

	it('shows no credentials, even where the API returns them', async () => {
		for (const { connection } of connectionsOf(harness)) Object.assign(connection, { apiKey: 'secret-key' });
		expect(JSON.stringify(await lookups.search('getConnections'))).not.toContain('secret-key');
	});

	it('finds nothing by a secret', async () => {
		for (const { connection } of connectionsOf(harness)) Object.assign(connection, { apiKey: 'secret-key' });
		expect(await lookups.names('getConnections', 'secret-key')).toEqual([]);
	});

	it('encodes the project in the path', async () => {
		await expect(
			lookups.search('getConnections', '', { parameters: { projectIdOrName: byId('../other?x=1') } }),
		).rejects.toMatchObject({ httpCode: '404' });
		expect(harness.api.requests.map(({ url }) => url)).toContain(
			'/v1/projects/..%2Fother%3Fx%3D1/connections',
		);
	});
});

describe('the dropdown of 1,000 connections', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);

	beforeEach(() => {
		const [{ connection, credentials }] = connectionsOf(harness);
		const { projectId } = connection;
		harness.api.state.connections = Array.from({ length: 1000 }, (_, index) => ({
			connection: {
				...connection,
				id: `connection-${index}`,
				group: {
					...connection.group,
					projectId,
					groupRef: `customer-${index}`,
					groupName: `Customer ${index}`,
				},
			},
			credentials,
		}));
	});

	it('is returned in pages that the editor can render', async () => {
		const { results, paginationToken } = await lookups.search('getConnections');
		expect({ count: results.length, paginationToken }).toEqual({
			count: 200,
			paginationToken: expect.any(String),
		});
	});

	it('continues where the previous page ended, until each was listed once', async () => {
		const values: unknown[] = [];
		let paginationToken: string | undefined;
		do {
			const page = await lookups.search('getConnections', '', { paginationToken });
			values.push(...page.results.map(({ value }) => value));
			({ paginationToken } = page);
		} while (paginationToken);
		expect({ listed: values.length, distinct: new Set(values).size }).toEqual({
			listed: 1000,
			distinct: 1000,
		});
	});

	it('finds an exact match on any page, before those that only begin with it', async () => {
		const names = await lookups.names('getConnections', 'customer 321');
		expect(names).toEqual(['Salesforce · Customer 321 (customer-321)']);
	});

	it('lists customer 8 before customers 80 and 28', async () => {
		const names = await lookups.names('getConnections', 'customer 8');
		expect(names[0]).toBe('Salesforce · Customer 8 (customer-8)');
	});

	it('is read with one request, in addition to the one for the names of providers', async () => {
		await lookups.search('getConnections', 'customer 8');
		expect(harness.api.requests.map(({ path }) => path).sort()).toEqual([
			`/v1/projects/${PROJECT}/connections`,
			'/v1/providers',
		]);
	});
});
