import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { type OperationName, parametersOf } from '../support/parametersOf';

const harness = engineHarness();
const list = parametersOf('connection getAll', { returnAll: true });

/** How many seeded connections of the project have one of some statuses. */
function withStatus(...statuses: string[]): number {
	const { id } = harness.api.state.project(PROJECT);
	return harness.api.state.connections.filter(
		({ connection }) => connection.projectId === id && statuses.includes(connection.status),
	).length;
}

describe('the status filter by expression', () => {
	const filterBy = async (expression: string, s?: unknown) =>
		await harness.run({ ...list, filters: { status: expression } }, [{ s } as IDataObject]);

	it.each([
		['a list that a blank turns into text', '={{ $json.s }} ', ['bad_credentials', 'created']],
		['a list', '={{ $json.s }}', ['bad_credentials', 'created']],
		['text with a comma', '={{ $json.s }}', 'bad_credentials,created'],
		['a JSON list as text', '={{ $json.s }}', '["bad_credentials","created"]'],
		['labels', '={{ $json.s }}', 'Bad Credentials, Created'],
		['labels in a list', '={{ $json.s }}', ['Bad Credentials', 'created']],
		['capitals', '={{ $json.s }}', 'BAD_CREDENTIALS created'],
	])('takes %s', async (_, expression, s) => {
		const { json } = await filterBy(expression, s);
		expect(json).toHaveLength(withStatus('bad_credentials', 'created'));
	});

	it.each([['Bad Credentials'], ['BAD_CREDENTIALS'], ['["bad_credentials"]'], [' bad_credentials ']])(
		'takes the one status %j',
		async (s) => {
			const { json } = await filterBy('={{ $json.s }}', s);
			expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['bad_credentials']));
		},
	);

	it.each([[['broken']], [5], [{ status: 'created' }], ['["created"'], ['working,broken'], [true]])(
		'rejects %j and lists the allowed values, before any request',
		async (s) => {
			const { error } = await filterBy('={{ $json.s }}', s);
			expect(error?.message).toMatch(
				/^The parameter '[^']*Status' must be one of: bad_credentials, created, working \[item 0\]$/,
			);
			expect(harness.api.requests).toHaveLength(0);
		},
	);
});

describe('the output of a tool by expression', () => {
	const asked = async (more: INodeParameters, item: IDataObject = {}) =>
		await harness.run({ ...list, filters: { groupRef: 'group-123' }, ...more }, [item], { tool: true });

	it.each([
		['a JSON list as text', '["id","provider"]'],
		['a list', ['id', 'provider']],
		['text with a comma', 'id, provider'],
		['labels', ['ID', 'Provider']],
	])('takes the fields as %s', async (_, f) => {
		const { json } = await asked({ output: 'fields', outputFields: '={{ $json.f }}' }, { f });
		expect(json.length).toBeGreaterThan(1);
		for (const item of json) expect(Object.keys(item)).toEqual(['id', 'provider']);
	});

	it.each([['connectionId'], [['Id', 'State']], [5], [{ id: true }]])(
		'rejects the fields %j and lists the allowed values',
		async (f) => {
			const { error } = await asked({ output: 'fields', outputFields: '={{ $json.f }}' }, {
				f,
			} as IDataObject);
			expect(error?.message).toContain("The parameter 'Output Fields' must be one of: ");
			expect(error?.message).toContain('providerWorkspaceRef');
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it.each([[''], [[]], [null], ['  ']])('rejects an empty choice of fields: %j', async (f) => {
		const { error } = await asked({ output: 'fields', outputFields: '={{ $json.f }}' }, { f } as IDataObject);
		expect(error?.message).toBe("The parameter 'Output Fields' is empty");
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each(['everything', '={{ undefined }}', '={{ "" }}'])('rejects the output %j', async (output) => {
		const { error } = await asked({ output });
		expect(error?.message).toBe("The parameter 'Output' must be one of: raw, fields, simplified");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('takes the output by its label', async () => {
		const { json } = await asked({ output: '={{ "Raw" }}' });
		expect(json[0]).toHaveProperty('createTime');
	});
});

describe('every other choice by expression', () => {
	const entry = (source: string) => ({
		additionalFields: { providerMetadata: { entry: [{ key: 'a', value: 'b', source }] } },
	});

	it.each<[string, OperationName, INodeParameters, string]>([
		[
			'an unknown source of metadata',
			'connection generate',
			entry('={{ "nowhere" }}'),
			"'Provider Metadata > Source' must be one of: input, provider, token",
		],
		[
			'a source of metadata whose expression returns nothing',
			'connection oauthConnect',
			entry('={{ $json.missing }}'),
			"'Provider Metadata > Source' must be one of: input, provider, token",
		],
		[
			'an unknown status in Only If',
			'connection delete',
			{ onlyIf: { status: '={{ ["broken"] }}' } },
			"'Status' must be one of: bad_credentials, created, working",
		],
		[
			'an unknown health status',
			'installation getAll',
			{ filters: { healthStatus: '={{ "sick" }}' } },
			"'Health Status' must be one of: healthy, unhealthy",
		],
		[
			'an unknown time to refresh the token',
			'connection get',
			{ options: { refresh: '={{ "now" }}' } },
			"'Refresh Access Token' must be one of: force, ifExpired",
		],
	])('lists the allowed values for %s', async (_, operation, more, reason) => {
		const { error } = await harness.run(parametersOf(operation, more), [{ id: 'one' }]);
		expect(error?.message).toBe(`The parameter ${reason} [item 0]`);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([['unhealthy'], ['Unhealthy'], [' unhealthy']])(
		'takes the health status %j',
		async (healthStatus) => {
			const { json } = await harness.run({
				...list,
				resource: 'installation',
				filters: { healthStatus: `={{ ${JSON.stringify(healthStatus)} }}` },
			});
			expect(new Set(json.map((item) => item.healthStatus))).toEqual(new Set(['unhealthy']));
		},
	);

	it('takes the auth scheme by its label', async () => {
		await harness.run(
			parametersOf('connection generate', {
				authScheme: '={{ "API Key" }}',
				...{ username: 'x', password: 'x', clientId: 'x', clientSecret: 'x' },
			}),
		);
		expect(harness.api.requests[0].body).toMatchObject({ apiKey: 'made-up' });
	});
});
