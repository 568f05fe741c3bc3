import { byId, engineHarness, type EngineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

const connectionsOf = ({ api }: EngineHarness) => {
	const { id } = api.state.project(PROJECT);
	return api.state.connections.filter(({ connection }) => connection.projectId === id);
};

/** Where the editor shows a picker of customers, with the value of its collection. */
const PLACES: Array<[string, string]> = [
	['the filters', 'filters'],
	["'Only If'", 'onlyIf'],
];

describe.each([
	['one response', {}],
	['several pages', { pageSize: 7 }],
])('the dropdown of customers, from %s of the API', (_, options) => {
	const harness = engineHarness(options);
	const lookups = lookupsOf(harness);

	it('lists each customer once', async () => {
		const refs = connectionsOf(harness).map(({ connection }) => connection.group.groupRef);
		const { results } = await lookups.search('getGroups');
		expect(results.map(({ value }) => value).sort()).toEqual([...new Set(refs)].sort());
	});

	it.each(['acme', 'group-123', 'corp group-123', 'ACME'])('finds one by %j', async (filter) => {
		expect((await lookups.search('getGroups', filter)).results).toEqual([
			{ name: 'Acme Corp (group-123)', value: 'group-123' },
		]);
	});
});

describe('the dropdown of customers', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);

	it.each(PLACES)('finds the project from %s of a node', async (_, collection) => {
		const parameters = {
			projectIdOrName: byId(PROJECT),
			[collection]: { groupRef: { __rl: true, mode: 'list', value: '' } },
		};
		const path = `parameters.${collection}.groupRef`;
		expect(await lookups.names('getGroups', 'acme', { parameters, path })).toEqual(['Acme Corp (group-123)']);
	});

	it('distinguishes customers of one name by their refs', async () => {
		const [, { connection }] = connectionsOf(harness);
		connection.group = { ...connection.group, groupRef: 'twin', groupName: 'Acme Corp' };
		expect((await lookups.search('getGroups', 'acme')).results).toEqual([
			{ name: 'Acme Corp (group-123)', value: 'group-123' },
			{ name: 'Acme Corp (twin)', value: 'twin' },
		]);
	});

	it('shows the name of a customer whose other connections have none', async () => {
		const connections = connectionsOf(harness).filter(
			({ connection }) => connection.group.groupRef === 'group-123',
		);
		const withoutName = { groupName: undefined };
		for (const { connection } of connections.slice(1)) Object.assign(connection.group, withoutName);
		expect(await lookups.names('getGroups', 'group-123')).toEqual(['Acme Corp (group-123)']);
	});

	it('shows a customer without a name by its ref', async () => {
		for (const { connection } of connectionsOf(harness)) {
			Object.assign(connection.group, { groupName: undefined });
		}
		expect((await lookups.search('getGroups', 'group-123')).results).toEqual([
			{ name: 'group-123', value: 'group-123' },
		]);
	});

	it('leaves out a connection that names no customer', async () => {
		const body = [{ id: '1' }, { id: '2', group: null }, { id: '3', group: {} }];
		harness.api.fault({ match: { path: '/connections' }, respond: { status: 200, body } });
		expect(await lookups.names('getGroups')).toEqual([]);
	});

	it('is read with one request', async () => {
		await lookups.search('getGroups');
		expect(harness.api.requests.map(({ path }) => path)).toEqual([`/v1/projects/${PROJECT}/connections`]);
	});
});

describe('the dropdown of 2,000 customers', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);

	beforeEach(() => {
		const [{ connection, credentials }] = connectionsOf(harness);
		// Two connections for each customer.
		harness.api.state.connections = Array.from({ length: 4000 }, (_, index) => {
			const number = index % 2000;
			const group = {
				...connection.group,
				groupRef: `customer-${number}`,
				groupName: `Customer ${number}`,
			};
			return { connection: { ...connection, id: `connection-${index}`, group }, credentials };
		});
	});

	it('comes in pages, which list each of them once', async () => {
		const values: unknown[] = [];
		let paginationToken: string | undefined;
		do {
			const page = await lookups.search('getGroups', '', { paginationToken });
			values.push(...page.results.map(({ value }) => value));
			({ paginationToken } = page);
		} while (paginationToken);
		expect({ listed: values.length, distinct: new Set(values).size }).toEqual({
			listed: 2000,
			distinct: 2000,
		});
	});

	it('finds one of them', async () => {
		expect(await lookups.names('getGroups', 'customer 1321')).toEqual(['Customer 1321 (customer-1321)']);
	});
});
