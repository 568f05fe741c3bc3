import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

const CATALOG = {
	dynamics: {
		displayName: 'Microsoft Dynamics 365',
		metadata: {
			input: [
				{ name: 'workspace', displayName: 'Web API environment', prompt: 'Copy it from the URL.' },
				{ name: 'region', displayName: 'Region', defaultValue: 'crm' },
				{ name: 'tenant' },
			],
		},
	},
	hubspot: { displayName: 'HubSpot' },
};

const BY_EXPRESSION = 'To use any other field, enter its name with an expression.';

describe('the metadata keys', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const keys = async (parameters: object, path?: string) =>
		await lookups.options('getMetadataKeys', { parameters: parameters as INodeParameters, path });

	beforeEach(() => {
		harness.api.fault({
			match: { path: '/providers' },
			times: Infinity,
			respond: { status: 200, body: CATALOG },
		});
	});

	const DYNAMICS = [
		{ name: 'Web API environment', value: 'workspace', description: 'workspace · Copy it from the URL.' },
		{ name: 'Region', value: 'region' },
		{ name: 'tenant', value: 'tenant' },
	];

	it.each(['generate', 'oauthConnect'])('of %s are those that the provider asks for', async (operation) => {
		const ofAnUpdate = { connectionId: byId('1') };
		expect(await keys({ operation, provider: byId('dynamics'), ...ofAnUpdate })).toEqual(DYNAMICS);
	});

	it("name themselves as the API's errors do, where that isn't their display name", async () => {
		const options = await keys({ operation: 'generate', provider: byId('dynamics') });
		expect(options.map(({ description }) => description?.split(' · ')[0])).toEqual([
			'workspace',
			undefined,
			undefined,
		]);
	});

	it.each([
		['from the editor', { operation: 'update' }],
		['from a client that sends what they depend on', {}],
	])('of an update are those of the provider of the connection, asked for %s', async (_, parameters) => {
		const [{ connection }] = harness.api.state.connections;
		connection.provider = 'dynamics';
		const chosen = { projectIdOrName: byId(PROJECT), connectionId: byId(connection.id) };
		expect(await keys({ ...parameters, ...chosen })).toEqual(DYNAMICS);
	});

	it('of a new connection are those of the provider for a client that sends nothing else', async () => {
		expect(await keys({ provider: byId('dynamics') })).toEqual(DYNAMICS);
	});

	it('include a name that is set already, so that the editor does not mark it as unknown', async () => {
		const additionalFields = { providerMetadata: { entry: [{ key: 'region' }, { key: 'custom' }] } };
		const path = 'parameters.additionalFields.providerMetadata.entry[1].key';
		const provider = byId('dynamics');
		expect(await keys({ operation: 'generate', provider, additionalFields }, path)).toEqual([
			...DYNAMICS,
			{ name: 'custom', value: 'custom' },
		]);
	});

	it.each(['', '={{ $json.name }}', null])('do not include %j, which is not a name yet', async (key) => {
		const additionalFields = { providerMetadata: { entry: [{ key }] } };
		const path = 'parameters.additionalFields.providerMetadata.entry[0].key';
		const provider = byId('dynamics');
		expect(await keys({ operation: 'generate', provider, additionalFields }, path)).toEqual(DYNAMICS);
	});

	it('list a name that the provider asks for once', async () => {
		const additionalFields = { providerMetadata: { entry: [{ key: 'region' }] } };
		const path = 'parameters.additionalFields.providerMetadata.entry[0].key';
		const provider = byId('dynamics');
		expect(await keys({ operation: 'generate', provider, additionalFields }, path)).toEqual(DYNAMICS);
	});

	it.each([
		['asks for none', 'hubspot', 'HubSpot'],
		['is not in the catalog', 'acme', 'acme'],
	])('say how to go on with a provider that %s', async (_, provider, label) => {
		expect(await keys({ operation: 'generate', provider: byId(provider) })).toEqual([
			{
				name: `No known fields for ${label}`,
				value: '',
				description: BY_EXPRESSION,
				disabled: true,
			},
		]);
	});

	it.each([
		['the expression itself', byId('={{ $json.provider }}')],
		['null', null],
	])('say that the provider is an expression, for %s, and send no request', async (_, provider) => {
		expect(await keys({ operation: 'generate', provider })).toEqual([
			{
				name: "The parameter 'Provider' is an expression, so its value is only known when the workflow runs",
				value: '',
				description: BY_EXPRESSION,
				disabled: true,
			},
		]);
		expect(harness.api.requests).toEqual([]);
	});

	it.each([
		['Project', { projectIdOrName: null, connectionId: byId('1') }],
		['Connection', { projectIdOrName: byId(PROJECT), connectionId: null }],
	])('of an update say that %s is an expression, and send no request', async (label, parameters) => {
		const [option] = await keys({ operation: 'update', ...parameters });
		expect(option.name).toMatch(`The parameter '${label}' is an expression`);
		expect(harness.api.requests).toEqual([]);
	});

	describe('of a provider with modules', () => {
		const NETSUITE = {
			displayName: 'Netsuite',
			defaultModule: 'restapi',
			modules: { restlet: { displayName: 'RESTlet' } },
			metadata: {
				input: [
					{ name: 'scriptId', displayName: 'Script ID', moduleDependencies: { restlet: {}, suiteql: {} } },
					{ name: 'workspace', displayName: 'URL Prefix', moduleDependencies: { restapi: {}, restlet: {} } },
					{ name: 'region', moduleDependencies: {} },
					{ name: 'account' },
				],
			},
		};
		const namesOf = async (info: object) => {
			harness.api.clearFaults();
			harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body: { acme: info } } });
			const options = await keys({ operation: 'generate', provider: byId('acme') });
			return options.map(({ name }) => name);
		};

		it('begin with those of the default module, and say what modules the others are for', async () => {
			expect(await namesOf(NETSUITE)).toEqual([
				'URL Prefix',
				'region',
				'account',
				'Script ID (Only for RESTlet, suiteql)',
			]);
		});

		it('say nothing of modules when the default one is not known', async () => {
			expect(await namesOf({ ...NETSUITE, defaultModule: '' })).toEqual([
				'Script ID',
				'URL Prefix',
				'region',
				'account',
			]);
		});
	});

	describe('with a link to documentation', () => {
		const descriptionOf = async (field: object) => {
			harness.api.clearFaults();
			const body = { acme: { metadata: { input: [{ name: 'workspace', ...field }] } } };
			harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body } });
			const [option] = await keys({ operation: 'generate', provider: byId('acme') });
			return option.description;
		};
		const LINK = '<a href="https://docs.example.com/id" target="_blank">Docs</a>';

		it('show it before the prompt, which the editor may cut', async () => {
			const field = { prompt: 'Copy it from the URL.', docsURL: 'https://docs.example.com/id' };
			expect(await descriptionOf(field)).toBe(`${LINK} · Copy it from the URL.`);
		});

		it.each(['https:', 'http:'])('show it alone when there is no prompt: %s', async (protocol) => {
			const docsURL = `${protocol}//docs.example.com/id`;
			expect(await descriptionOf({ docsURL })).toBe(LINK.replace('https:', protocol));
		});

		it('escape what is not part of a URL', async () => {
			expect(await descriptionOf({ docsURL: 'https://docs.example.com/"><b>' })).toBe(
				'<a href="https://docs.example.com/%22%3E%3Cb%3E" target="_blank">Docs</a>',
			);
		});

		it.each(['javascript:alert(1)', 'see the docs', 42, ''])('leave out %j', async (docsURL) => {
			expect(await descriptionOf({ docsURL })).toBeUndefined();
		});
	});

	it('say that the provider must be text', async () => {
		const [option] = await keys({ operation: 'generate', provider: byId({ name: 'dynamics' }) });
		expect(option.name).toBe("The parameter 'Provider' must be text, but is an object");
	});

	it('ask for the provider first', async () => {
		const [option] = await keys({ operation: 'generate', provider: { __rl: true, mode: 'list', value: '' } });
		expect(option).toMatchObject({
			name: "The parameter 'Provider' is empty",
			description: "Select a value for 'Provider' first.",
		});
	});

	it('say that the connection does not exist', async () => {
		const update = { operation: 'update', projectIdOrName: byId(PROJECT), connectionId: byId('nowhere') };
		await expect(keys(update)).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('Connection nowhere was not found'),
			description: expect.stringContaining("Check 'Project' and 'Connection'"),
		});
	});

	it.each([[[]], [{}], ['<html>']])('say that %j is not a connection', async (body) => {
		harness.api.fault({ match: { path: '/connections/1' }, respond: { status: 200, body } });
		const update = { operation: 'update', projectIdOrName: byId(PROJECT), connectionId: byId('1') };
		await expect(keys(update)).rejects.toThrow('expected a connection');
	});

	it('skip entries of the catalog in an unknown format', async () => {
		harness.api.clearFaults();
		const input = [null, 'workspace', { displayName: 'Nameless' }, { name: 'workspace' }];
		harness.api.fault({
			match: { path: '/providers' },
			respond: { status: 200, body: { odd: { metadata: { input } }, odder: { metadata: { input: {} } } } },
		});
		expect(await keys({ operation: 'generate', provider: byId('odd') })).toEqual([
			{ name: 'workspace', value: 'workspace' },
		]);
	});
});
