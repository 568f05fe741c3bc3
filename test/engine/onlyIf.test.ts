import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();
const connection = () => harness.api.state.unusedConnection(PROJECT).connection;
const installation = () => harness.api.state.installations[0];
const methods = () => harness.api.requests.map(({ method }) => method);

const removeConnection = (onlyIf: INodeParameters): INodeParameters =>
	parametersOf('connection delete', { connectionId: connection().id, onlyIf });
const removeInstallation = (onlyIf: INodeParameters): INodeParameters => {
	const { integrationId, id } = installation();
	return parametersOf('installation delete', { integrationId, installationId: id, onlyIf });
};

/** Both kinds of deletion, with the values that the thing to delete has. */
const KINDS: Array<[string, (onlyIf: INodeParameters) => INodeParameters, () => Record<string, string>]> = [
	[
		'connection',
		removeConnection,
		() => ({ groupRef: connection().group.groupRef, provider: connection().provider }),
	],
	[
		'installation',
		removeInstallation,
		() => {
			const { connectionId, group } = installation();
			const used = harness.api.state.connections.find((stored) => stored.connection.id === connectionId);
			return { groupRef: group.groupRef, provider: String(used?.connection.provider) };
		},
	],
];

describe.each(KINDS)('Only If of a %s', (noun, remove, actual) => {
	it('says what it could not read', async () => {
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 403, body: '' } });
		const { error } = await harness.run(remove(actual()));
		expect(error?.message).toBe(`Couldn't read the ${noun} to check the conditions of 'Only If' (HTTP 403)`);
	});

	it('reads it first, and deletes it when it meets all conditions', async () => {
		const { error, json } = await harness.run(remove(actual()));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true, id: expect.any(String) }]);
		expect(methods()).toEqual(['GET', 'DELETE']);
		expect(harness.api.requests[0].url).toBe(harness.api.requests[1].url);
	});

	it.each([
		['groupRef', 'Group Ref'],
		['provider', 'Provider'],
	])('deletes nothing when %s differs, and names what differs', async (name, label) => {
		const { error } = await harness.run(remove({ ...actual(), [name]: 'another' }));
		expect(error?.message).toBe(
			`The ${noun} doesn't meet the conditions of 'Only If', so nothing was done: ` +
				`'${label}' is ${actual()[name]}, not another`,
		);
		expect(error?.description).toBe(`Check that the right ${noun} is selected, or change 'Only If'.`);
		expect(methods()).toEqual(['GET']);
	});

	it('names everything that differs', async () => {
		const { error } = await harness.run(remove({ groupRef: 'one', provider: 'two' }));
		expect(error?.message).toContain("'Group Ref' is ");
		expect(error?.message).toContain("; 'Provider' is ");
	});

	it.each([
		['part of the value', (value: string) => value.slice(0, -1)],
		['a longer value', (value: string) => `${value}x`],
		['the value in capitals', (value: string) => value.toUpperCase()],
	])('does not take %s for the value', async (_, change) => {
		await harness.run(remove({ groupRef: change(actual().groupRef) }));
		expect(methods()).toEqual(['GET']);
	});

	it.each([
		['empty by hand', ''],
		['blank by hand', '  '],
		['an expression that finds nothing', '={{ $json.missing }}'],
		['null', '={{ null }}'],
		['an empty list', '={{ [] }}'],
	])('is refused when it is %s, before any request', async (_, groupRef) => {
		const { error } = await harness.run(remove({ groupRef }));
		expect(error?.message).toMatch(/^The parameter '[^']*Group Ref' (is empty|is blank|must be text)/);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('without any condition reads nothing', async () => {
		await harness.run(remove({}));
		expect(methods()).toEqual(['DELETE']);
	});

	it('deletes nothing when it cannot be read', async () => {
		harness.api.fault({ match: { method: 'GET' }, times: Infinity, respond: { status: 500 } });
		const { error } = await harness.run({ ...remove(actual()), options: { maxRetries: 1 } });
		expect(error?.httpCode).toBe('500');
		expect(methods()).toEqual(['GET', 'GET']);
	});

	it.each<[string, object | string]>([
		['a list', []],
		['a web page', '<html></html>'],
		['an object without an ID', { groupRef: 'group-123' }],
	])('deletes nothing when the response is %s', async (_, body) => {
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body } });
		const { error } = await harness.run(remove(actual()));
		expect(error?.message).toMatch(/expected an? (connection|installation)$/);
		expect(methods()).toEqual(['GET']);
	});

	it('deletes nothing when it has neither group nor provider', async () => {
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body: { id: 'x' } } });
		const { error } = await harness.run(remove({ groupRef: 'undefined', provider: 'undefined' }));
		expect(error?.message).toContain(
			"'Group Ref' is not set, not undefined; 'Provider' is not set, not undefined",
		);
		expect(methods()).toEqual(['GET']);
	});
});

describe('Only If > Status', () => {
	const setStatus = () => (connection().status = 'bad_credentials');

	it.each([
		['one of several', ['working', 'bad_credentials']],
		['the only one', ['bad_credentials']],
		['text', 'bad_credentials'],
		['the label by expression', '={{ "Bad Credentials" }}'],
	])('is met by any of them: %s', async (_, status) => {
		setStatus();
		await harness.run(removeConnection({ status }));
		expect(methods()).toEqual(['GET', 'DELETE']);
	});

	it('names the status when it is another', async () => {
		setStatus();
		const { error } = await harness.run(removeConnection({ status: ['working', 'created'] }));
		expect(error?.message).toContain("'Status' is bad_credentials, not working or created");
		expect(methods()).toEqual(['GET']);
	});

	it.each([[[]], ['={{ [] }}'], ['={{ $json.missing }}'], ['={{ ["broken"] }}'], ['']])(
		'is refused when it is %j, before any request',
		async (status) => {
			const { error } = await harness.run(removeConnection({ status }));
			expect(error?.message).toMatch(/^The parameter '[^']*Status' (is empty|must be one of)/);
			expect(harness.api.requests).toHaveLength(0);
		},
	);
});

describe('Only If without a status', () => {
	it('is refused with what to do', async () => {
		const { error } = await harness.run(removeConnection({ status: [] }));
		expect(error?.description).toBe('Choose a value, or remove the condition.');
	});
});

describe('Only If of a tool', () => {
	it('pins an agent to one customer', async () => {
		const { group } = connection();
		const others = harness.api.state.connections.filter(
			(stored) => stored.connection.group.groupRef !== group.groupRef,
		);
		for (const other of others.slice(0, 5)) {
			const parameters = {
				...removeConnection({ groupRef: group.groupRef }),
				connectionId: byId(`={{ "${other.connection.id}" }}`),
			};
			await harness.run(parameters, [{}], { tool: true });
		}
		expect(methods()).toEqual(['GET', 'GET', 'GET', 'GET', 'GET']);
	});
});
