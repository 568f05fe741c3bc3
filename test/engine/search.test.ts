import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

const connections = () => {
	const { id } = harness.api.state.project(PROJECT);
	return harness.api.state.connections
		.map(({ connection }) => connection)
		.filter(({ projectId }) => projectId === id);
};
const list = (filters: INodeParameters, options: INodeParameters = {}) =>
	parametersOf('connection getAll', { returnAll: true, filters, options });
const found = async (search: string) => (await harness.run(list({ search }))).json;

describe('Search in the connections', () => {
	it.each<[string, () => string, (connection: ReturnType<typeof connections>[number]) => boolean]>([
		['the name of a customer', () => 'Globex', ({ group }) => group.groupName === 'Globex'],
		['part of it, in any case', () => 'gLOBe', ({ group }) => group.groupName === 'Globex'],
		['the ref of a customer', () => 'group-124', ({ group }) => group.groupRef === 'group-124'],
		['the name of a user', () => 'Raj Patel', ({ consumer }) => consumer.consumerName === 'Raj Patel'],
		['the ref of a user', () => 'user-457', ({ consumer }) => consumer.consumerRef === 'user-457'],
		['the name of a provider', () => 'hubspot', ({ provider }) => provider === 'hubspot'],
		[
			'a customer and a provider',
			() => 'globex hubspot',
			({ group, provider }) => group.groupName === 'Globex' && provider === 'hubspot',
		],
	])('finds %s', async (_, search, isWanted) => {
		const wanted = connections().filter(isWanted);
		expect(wanted.length).toBeGreaterThan(0);
		expect((await found(search())).map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
	});

	it('finds the display name of a provider', async () => {
		const { state } = harness.api;
		state.providers.apollo.displayName = 'Sales Intelligence';
		const json = await found('sales intelligence');
		expect(json.length).toBeGreaterThan(0);
		expect(new Set(json.map(({ provider }) => provider))).toEqual(new Set(['apollo']));
	});

	it('finds names without their accents', async () => {
		const [first] = connections();
		first.group.groupName = 'Café Zürich';
		expect((await found('cafe zurich')).map(({ groupName }) => groupName)).toContain('Café Zürich');
	});

	it('reads the catalog once per run', async () => {
		await harness.run(list({ search: '={{ $json.words }}' }), [{ words: 'acme' }, { words: 'globex' }]);
		expect(harness.api.requests.filter(({ path }) => path.endsWith('/providers'))).toHaveLength(1);
	});

	it('goes on without the catalog when that cannot be read', async () => {
		harness.api.fault({ match: { path: '/providers' }, times: Infinity, respond: { status: 403 } });
		expect((await found('Globex')).length).toBeGreaterThan(0);
	});

	it('is sent nowhere', async () => {
		await found('Globex');
		expect(harness.api.requests.map(({ query }) => query)).toEqual([{}, {}]);
	});

	it('is one condition among others, and counts towards the limit', async () => {
		const filters = { search: 'globex', provider: 'hubspot' };
		const { json } = await harness.run({ ...list(filters), returnAll: false, limit: 1 });
		expect(json.map(({ groupName, provider }) => [groupName, provider])).toEqual([['Globex', 'hubspot']]);
	});

	it.each(['={{ $json.missing }}', '={{ "" }}', '={{ "c-" + $json.missing }}', '!?', '={{ "—" }}'])(
		'is refused before any request when there is nothing to search for: %s',
		async (search) => {
			const { error } = await harness.run(list({ search }));
			expect(error?.message).toMatch(/^The parameter 'Search' /);
			expect(harness.api.requests).toHaveLength(0);
		},
	);
});

describe('Search in the installations', () => {
	const search = async (words: string) =>
		(await harness.run(parametersOf('installation getAll', { returnAll: true, filters: { search: words } })))
			.json;

	it('finds a customer and a provider', async () => {
		const json = await search('globex HubSpot');
		expect(json.length).toBeGreaterThan(0);
		for (const item of json) expect(item).toMatchObject({ groupName: 'Globex', provider: 'hubspot' });
	});

	it('finds the customer of an installation whose connection names none', async () => {
		const initech = { id: 'i', group: { groupRef: 'g', groupName: 'Initech' }, connection: { id: 'c' } };
		const body = [{ id: 'without anything' }, initech];
		harness.api.fault({ match: { path: '/installations' }, respond: { status: 200, body } });
		expect((await search('initech')).map(({ id }) => id)).toEqual(['i']);
	});
});

describe('a provider for which nothing is found', () => {
	it.each([
		['Salesforce', 'salesforce'],
		['SALESFORCE', 'salesforce'],
		['payPal', undefined],
		['unheard-of', undefined],
	])('called %s is suggested as the catalog spells it: %s', async (provider, suggested) => {
		for (const operation of ['connection getAll', 'installation getAll'] as const) {
			harness.api.fault({ match: { path: /tions$|tions\?/ }, respond: { status: 200, body: [] } });
			const { error } = await harness.run(parametersOf(operation, { filters: { provider } }));
			expect(error?.message).toBe(
				suggested && `No provider is called '${provider}': did you mean '${suggested}'?`,
			);
			expect(error?.description).toBe(
				suggested && "Enter the provider's name as Ampersand spells it, or pick it from the list.",
			);
		}
	});

	it('is not looked up while something is found', async () => {
		await harness.run(list({ provider: 'salesforce' }));
		expect(harness.api.requests).toHaveLength(1);
	});
});

describe('Ignore Empty Filters', () => {
	const IGNORE = { ignoreEmptyFilters: true };
	const EMPTY = '={{ $json.missing }}';

	it('leaves out what an expression does not find', async () => {
		const filters = {
			groupRef: EMPTY,
			consumerRef: EMPTY,
			status: EMPTY,
			search: EMPTY,
			provider: 'hubspot',
		};
		const { error } = await harness.run(list(filters, IGNORE));
		expect(error).toBeUndefined();
		expect(harness.api.requests[0].query).toEqual({ provider: 'hubspot' });
	});

	it.each<[string, INodeParameters]>([
		['the only one', { groupRef: EMPTY }],
		['one of two that find nothing', { groupRef: EMPTY, consumerRef: '={{ "" }}' }],
		['a locator', { groupRef: { __rl: true, mode: 'ref', value: EMPTY } }],
		['a list of nothing', { status: '={{ [null, null] }}' }],
		['a status beside one left empty by hand', { status: EMPTY, groupRef: '', provider: '  ' }],
		[
			'all of them',
			{ groupRef: EMPTY, consumerRef: EMPTY, provider: EMPTY, search: EMPTY, status: '={{ [] }}' },
		],
		['beside a locator left empty', { groupRef: EMPTY, provider: { __rl: true, mode: 'list', value: '' } }],
		['beside an empty choice', { groupRef: EMPTY, status: [] }],
	])('refuses the last one, since no filter means every customer: %s', async (_, filters) => {
		const { error } = await harness.run(list(filters, IGNORE));
		expect(error?.message).toMatch(/^The parameter '[^']+' is empty \[item 0\]$/);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('is decided for each item', async () => {
		const filters = { groupRef: '={{ $json.group }}', provider: '={{ $json.provider }}' };
		const { json } = await harness.run(
			{ ...list(filters, IGNORE), options: { ...IGNORE, maxConcurrency: 1 } },
			[{ group: 'group-124' }, { provider: 'hubspot' }, {}],
			{ onError: 'continueRegularOutput' },
		);
		expect(harness.api.requests.map(({ query }) => query)).toEqual([
			{ groupRef: 'group-124' },
			{ provider: 'hubspot' },
		]);
		expect(json.at(-1)?.error).toContain('is empty');
	});

	it('is off by default', async () => {
		const { error } = await harness.run(list({ groupRef: EMPTY, provider: 'hubspot' }));
		expect(error?.message).toContain("'Group Ref' is empty");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('does not leave out a value that is wrong', async () => {
		const { error } = await harness.run(list({ groupRef: '={{ ({}) }}', provider: 'hubspot' }, IGNORE));
		expect(error?.message).toContain("'Group Ref' must be text");
		expect(harness.api.requests).toHaveLength(0);
	});
});
