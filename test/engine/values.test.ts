import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byName, engineHarness } from '../support/engineHarness';
import { CODE_GRANT, parametersOf } from '../support/parametersOf';

const harness = engineHarness();
const list = parametersOf('connection getAll', { returnAll: true });
const update = parametersOf('connection update', { connectionId: 'c1' });
const generate = parametersOf('connection generate', { provider: 'hubspot' });

describe('numbers that JavaScript would change', () => {
	const QUOTES = 'Put it in quotes to send it as text.';
	const big = '{"accountId":7615917337495251231}';

	it.each<[string, INodeParameters, string]>([
		[
			'the JSON body of an update',
			{
				...update,
				specifyBody: 'json',
				jsonBody: `{"updateMask":["customAuth"],"connection":{"customAuth":${big}}}`,
			},
			'JSON Body',
		],
		[
			'the values of custom auth',
			{
				...generate,
				provider: byName('stripe'),
				authScheme: 'custom',
				specifyCustomAuth: 'json',
				customAuth: big,
			},
			'Custom Auth',
		],
		[
			'a number that JavaScript takes for infinite',
			{
				...generate,
				provider: byName('stripe'),
				authScheme: 'custom',
				specifyCustomAuth: 'json',
				customAuth: '{"big":1e400}',
			},
			'Custom Auth',
		],
		[
			'a number from an expression',
			{
				...generate,
				provider: byName('stripe'),
				authScheme: 'custom',
				specifyCustomAuth: 'json',
				customAuth: '={{ ({ accountId: 7615917337495251231 }) }}',
			},
			'Custom Auth',
		],
	])('are rejected with the advice to quote them: %s', async (_, parameters, label) => {
		const { error } = await harness.run(parameters);
		expect(error?.message).toBe(
			`The parameter '${label}' contains a number that is too large or too precise to be sent unchanged [item 0]`,
		);
		expect(error?.description).toBe(QUOTES);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('are sent as text when they are in quotes, and others as they are', async () => {
		const customAuth = '{"accountId":"7615917337495251231","port":8080,"rate":0.25}';
		await harness.run({
			...generate,
			provider: byName('stripe'),
			authScheme: 'custom',
			specifyCustomAuth: 'json',
			customAuth,
		});
		expect(harness.api.requests[0].body).toMatchObject({ customAuth: JSON.parse(customAuth) as object });
	});
});

describe('basic auth with one empty field', () => {
	const basic = { authScheme: 'basic', username: 'an API key', password: '' };

	it.each<[string, object, object]>([
		['password', basic, { username: 'an API key', password: '' }],
		['username', { ...basic, username: '', password: 'a key' }, { username: '', password: 'a key' }],
	])('sends the empty %s, by Generate and by Update', async (_, given, basicAuth) => {
		harness.api.fault({ times: 2, respond: { status: 200, body: { id: 'c1' } } });
		await harness.run({ ...generate, provider: byName('gong'), ...given });
		await harness.run({ ...update, ...given });
		expect(harness.api.requests[0].body).toMatchObject({ basicAuth });
		expect(harness.api.requests[1].body).toEqual({ updateMask: ['basicAuth'], connection: { basicAuth } });
	});

	it('rejects a password whose expression returns nothing', async () => {
		const { error } = await harness.run({ ...generate, ...basic, password: '={{ $json.missing }}' });
		expect(error?.message).toBe("The parameter 'Password' is empty [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('is rejected if both fields are empty', async () => {
		const { error } = await harness.run({ ...generate, ...basic, username: '' });
		expect(error?.message).toBe("The parameter 'Password' is empty, and so is 'Username' [item 0]");
		expect(error?.description).toBe('Provide at least one of them.');
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('the time at which a token expires', () => {
	const withExpiry = async (expression: string, item: IDataObject = {}) =>
		await harness.run(
			{
				...generate,
				authScheme: CODE_GRANT,
				accessToken: 't',
				tokenOptions: { accessTokenExpiresAt: expression },
			},
			[item],
		);

	it.each([
		['seconds since 1970', '={{ $json.expires_at }}', 1_767_225_600],
		['a luxon date', "={{ DateTime.fromISO($json.expires_at, { zone: 'utc' }) }}", '2026-01-01'],
		['a Date', '={{ new Date($json.expires_at) }}', '2026-01-01T00:00:00Z'],
	])('is read from %s', async (_, expression, expiresAt) => {
		const { error } = await withExpiry(expression, { expires_at: expiresAt });
		expect(error).toBeUndefined();
		expect(harness.api.requests[0].body).toMatchObject({
			oauth2AuthorizationCode: { accessToken: { token: 't', expiresAt: '2026-01-01T00:00:00.000Z' } },
		});
	});
});

describe('a filter whose expression returns nothing', () => {
	const NOTHING = ['={{ $json.groupRef }}', '={{ null }}', '={{ "" }}', '={{ "  " }}', '= '];
	const filters: Array<[string, string, string]> = [
		['connection', 'groupRef', 'Group Ref'],
		['connection', 'consumerRef', 'Consumer Ref'],
		['connection', 'provider', 'Provider'],
		['installation', 'groupRef', 'Group Ref'],
		['installation', 'integrationId', 'Integration ID'],
		['installation', 'connectionId', 'Connection ID'],
		['installation', 'provider', 'Provider'],
	];
	const lists: Array<[string, string, string]> = [
		['connection', 'status', 'Status'],
		['installation', 'healthStatus', 'Health Status'],
	];

	it.each(filters)('is rejected: %s, %s', async (resource, name, label) => {
		for (const expression of NOTHING) {
			const { error } = await harness.run({ ...list, resource, filters: { [name]: expression } }, [
				{ group_ref: 'g-2' },
			]);
			expect(error?.message).toMatch(
				new RegExp(`^The parameter '[^']*${label}' is (empty|blank) \\[item 0\\]$`),
			);
		}
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each(lists)('is rejected, and so is an empty list: %s, %s', async (resource, name, label) => {
		for (const expression of [...NOTHING.slice(0, 4), '={{ [] }}', '={{ [""] }}', '={{ "," }}']) {
			const { error } = await harness.run({ ...list, resource, filters: { [name]: expression } });
			expect(error?.message).toMatch(new RegExp(`^The parameter '[^']*${label}' is empty \\[item 0\\]$`));
		}
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each(['connection', 'installation'])(
		'is not sent if the field was left empty in the editor: %s',
		async (resource) => {
			const empty = { groupRef: '', provider: '', consumerRef: '', integrationId: '', connectionId: '' };
			const { json } = await harness.run({
				...list,
				resource,
				filters: { ...empty, status: [], healthStatus: [] },
			});
			expect(json.length).toBeGreaterThan(0);
			expect(harness.api.requests[0].query).toEqual({});
		},
	);
});
