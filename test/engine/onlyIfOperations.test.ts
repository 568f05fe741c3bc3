import type { INodeParameters } from 'n8n-workflow';
import { operations } from '../../nodes/Ampersand/resources';
import { askAgent } from '../support/agent';
import { byName, engineHarness, PROJECT } from '../support/engineHarness';
import { type OperationName, parametersOf } from '../support/parametersOf';

const harness = engineHarness();

/** A connection with OAuth that no installation uses. */
const connection = () => harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCode').connection;
const installation = () => harness.api.state.installations[0];
const ofConnection = () => ({ connectionId: connection().id });
const ofInstallation = () => {
	const { id, integrationId } = installation();
	return { integrationId, installationId: id };
};
const setWorkspace = { authScheme: 'none', updateFields: { providerWorkspaceRef: 'made-up' } };

/** Every operation that names one connection or installation: its parameters, and the request that it is about. */
const OPERATIONS: Array<[OperationName, () => INodeParameters, string]> = [
	['connection get', ofConnection, 'GET'],
	['connection update', () => ({ ...ofConnection(), ...setWorkspace }), 'PATCH'],
	['connection delete', ofConnection, 'DELETE'],
	['connection oauthUpdate', ofConnection, 'PATCH'],
	['installation get', ofInstallation, 'GET'],
	[
		'installation update',
		() => ({ ...ofInstallation(), connectionId: installation().connectionId }),
		'PATCH',
	],
	['installation delete', ofInstallation, 'DELETE'],
	['installation pauseReads', ofInstallation, 'POST'],
	['installation unpauseReads', ofInstallation, 'POST'],
];

const owner = (name: OperationName) =>
	(name.startsWith('connection') ? connection() : installation()).group.groupRef;
const methods = () => harness.api.requests.map(({ method }) => method);
const state = () => JSON.stringify([harness.api.state.connections, harness.api.state.installations]);

it('Only If is tested for every operation whose path names one connection or installation', () => {
	const named = Object.entries(operations).flatMap(([resource, byName]) =>
		Object.entries(byName)
			.filter(([, { option }]) =>
				/\{(connection|installation)Id\}(:[a-z-]+)?$/.test(option.routing.request.url),
			)
			.map(([operation]) => `${resource} ${operation}`),
	);
	expect(OPERATIONS.map(([name]) => name).sort()).toEqual(named.sort());
});

describe.each(OPERATIONS)('Only If of %s', (name, parameters, method) => {
	const run = async (onlyIf: INodeParameters, more: INodeParameters = {}) =>
		await harness.run(parametersOf(name, { ...parameters(), onlyIf, ...more }));
	const noun = name.split(' ')[0];

	it('goes on for the right customer', async () => {
		const { error, json } = await run({ groupRef: owner(name) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(methods()).toEqual(method === 'GET' ? ['GET'] : ['GET', method]);
	});

	it('takes the customer from a picker', async () => {
		const groupRef = { __rl: true, mode: 'list', value: owner(name), cachedResultName: 'Acme' };
		const { error } = await run({ groupRef });
		expect(error).toBeUndefined();
	});

	it('refuses another customer, names what differs, and changes and returns nothing', async () => {
		const before = state();
		const { error, items } = await run({ groupRef: 'another' });
		expect(error?.message).toBe(
			`The ${noun} doesn't meet the conditions of 'Only If', so nothing was done: 'Group Ref' is ${owner(name)}, not another`,
		);
		expect(items).toEqual([]);
		expect(methods()).toEqual(['GET']);
		expect(state()).toBe(before);
	});

	it('tells customers apart whose refs differ by case only', async () => {
		const { error } = await run({ groupRef: owner(name).toUpperCase() });
		expect(error?.message).toContain("'Group Ref' is ");
		expect(methods()).toEqual(['GET']);
	});

	it('refuses another provider', async () => {
		const { error } = await run({ provider: byName('stripe') });
		expect(error?.message).toContain("'Provider' is ");
		expect(methods()).toEqual(['GET']);
	});

	it('takes the provider in any case', async () => {
		const { state } = harness.api;
		const used = state.connections.find((stored) => stored.connection.id === installation().connectionId);
		const { provider } = name.startsWith('connection') ? connection() : (used?.connection ?? connection());
		const { error } = await run({ provider: provider.toUpperCase() });
		expect(error).toBeUndefined();
	});

	it.each(['={{ $json.missing }}', '={{ null }}', '={{ "c-" + $json.missing }}', ''])(
		'is refused before any request when the customer is %j',
		async (groupRef) => {
			const { error } = await run({ groupRef });
			expect(error?.message).toContain("'Group Ref' ");
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it("keeps an agent's tool to one customer", async () => {
		const tool = parametersOf(name, { ...parameters(), onlyIf: { groupRef: 'another' } });
		const before = state();
		const [response] = await askAgent(
			harness,
			[{ name: 'Tool', parameters: tool }],
			[{ tool: 'Tool', arguments: {} }],
		);
		expect(response.error).toContain("doesn't meet the conditions of 'Only If', so nothing was done");
		expect(state()).toBe(before);
	});
});

describe('Only If > Status', () => {
	it.each<[OperationName, () => INodeParameters]>([
		['connection get', ofConnection],
		['connection update', () => ({ ...ofConnection(), ...setWorkspace })],
		['connection oauthUpdate', ofConnection],
	])('keeps %s to broken connections', async (name, parameters) => {
		const onlyIf = { status: ['bad_credentials'] };
		connection().status = 'working';
		const refused = await harness.run(parametersOf(name, { ...parameters(), onlyIf }));
		expect(refused.error?.message).toContain("'Status' is working, not bad_credentials");
		connection().status = 'bad_credentials';
		const { error } = await harness.run(parametersOf(name, { ...parameters(), onlyIf }));
		expect(error).toBeUndefined();
	});
});

describe('Only If of Get', () => {
	it('shows no credentials of another customer', async () => {
		const { error, items, run } = await harness.run(
			parametersOf('connection get', {
				...ofConnection(),
				onlyIf: { groupRef: 'another' },
				options: { includeCreds: true, includeRefreshToken: true },
			}),
		);
		expect(error?.message).toContain("'Group Ref' is ");
		expect(items).toEqual([]);
		expect(JSON.stringify(run.data.resultData)).not.toContain('accessToken');
	});
});

describe('Only If of Update', () => {
	it('with metadata reads the connection under one lock, and sends nothing for another customer', async () => {
		const parameters = parametersOf('connection update', {
			...ofConnection(),
			authScheme: 'none',
			updateFields: { providerMetadata: { entry: [{ key: 'a', value: 'b' }] } },
			onlyIf: { groupRef: 'another' },
		});
		await harness.run(parameters);
		expect(methods()).toEqual(['GET']);
	});
});
