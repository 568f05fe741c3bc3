import type { INodeParameters } from 'n8n-workflow';
import { askAgent } from '../support/agent';
import { byId, byName, engineHarness, PROJECT } from '../support/engineHarness';

const harness = engineHarness();
const EXPRESSION = "={{ $fromAI('operation', 'what to do', 'string') }}";

/** Every parameter that n8n requires when it can't know the operation. */
const filledIn: INodeParameters = {
	projectIdOrName: byName(PROJECT),
	connectionId: byId("={{ $fromAI('id', '', 'string') }}"),
	provider: byName('hubspot'),
	groupRef: 'g',
	consumerRef: 'u',
	authScheme: 'none',
	apiKey: 'x',
	username: 'x',
	password: 'x',
	clientId: 'x',
	clientSecret: 'x',
	integrationId: byId('i'),
	installationId: byId('i'),
};

describe('an operation or a resource', () => {
	it.each<[string, INodeParameters]>([
		['Operation', { operation: EXPRESSION }],
		['Resource', { operation: 'delete', resource: EXPRESSION }],
	])('from an expression is rejected before any request: %s', async (label, given) => {
		const parameters = { ...filledIn, ...given };
		const { id } = harness.api.state.unusedConnection(PROJECT).connection;
		const call = { tool: 'Ampersand', arguments: { operation: 'delete', id } };
		const [answer] = await askAgent(harness, [{ name: 'Ampersand', parameters }], [call]);
		expect(answer.error).toContain(`The parameter '${label}' can't be an expression`);
		expect(answer.error).toContain('For an AI agent, add one tool for each operation.');
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each<[string, INodeParameters]>([
		['Operation', { operation: '={{ "get" }}' }],
		['Operation', { operation: '{{ "get" }}' }],
		['Resource', { operation: 'get', resource: '={{ "connection" }}' }],
	])('from an expression is rejected for each item when the node continues: %s', async (label, given) => {
		const { json } = await harness.run({ ...filledIn, connectionId: byId('c'), ...given }, [{}, {}], {
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ error }) => error)).toEqual([
			`The parameter '${label}' can't be an expression [item 0]`,
			`The parameter '${label}' can't be an expression [item 1]`,
		]);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each<[string, INodeParameters, string]>([
		['resource', { resource: 'customer', operation: 'get' }, 'Resource'],
		[
			'resource named like a member of every object',
			{ resource: 'constructor', operation: 'get' },
			'Resource',
		],
		['operation that is no text', { resource: 'connection', operation: 5 }, 'Operation'],
		['operation of another resource', { resource: 'installation', operation: 'generate' }, 'Operation'],
		['operation of a later version', { resource: 'connection', operation: 'explode' }, 'Operation'],
	])('that the node does not have is rejected: %s', async (_, given, label) => {
		const { error } = await harness.run({ ...filledIn, ...given });
		expect(error?.message).toBe(
			`The parameter '${label}' isn't supported by this version of the node [item 0]`,
		);
		expect(harness.api.requests).toHaveLength(0);
	});
});
