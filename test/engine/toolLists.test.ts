import type { INodeParameters } from 'n8n-workflow';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { declaredParameters } from '../../nodes/Ampersand/route';
import { askAgent } from '../support/agent';
import { engineHarness, pairing } from '../support/engineHarness';
import { type OperationName, parametersOf } from '../support/parametersOf';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();

/** What an agent hears of one call. */
async function hear(name: OperationName, more: INodeParameters = {}): Promise<unknown> {
	const tools = [{ name: 'Tool', parameters: parametersOf(name, more) }];
	const [response] = await askAgent(harness, tools, [{ tool: 'Tool', arguments: {} }]);
	return response;
}

describe('an agent that lists', () => {
	it('hears that there is nothing', async () => {
		expect(await hear('connection getAll', { filters: { groupRef: 'nobody' } })).toEqual([
			{ found: false, note: 'No connections found.' },
		]);
	});

	it('hears that nothing matches among many', async () => {
		for (const { connection } of harness.api.state.connections) connection.status = 'working';
		expect(await hear('connection getAll', { filters: { status: ['created'] } })).toEqual([
			{ found: false, note: 'None of the 30 connections matches the filters.' },
		]);
	});

	it('hears at the end that there is more', async () => {
		const response = (await hear('connection getAll', { limit: 2 })) as object[];
		expect(response).toHaveLength(3);
		expect(response[2]).toEqual({
			note: 'Only the first 2 connections are listed; there are more. Narrow the filters.',
		});
	});

	it('hears how to see more of a list without filters', async () => {
		const [{ id, integrationId }] = harness.api.state.installations;
		const [operation] = (await hear('installation getOperations', {
			integrationId,
			installationId: id,
			limit: 1,
		})) as Array<{ id: string }>;
		const log = (await hear('installation getOperationLogs', {
			operationId: operation.id,
			limit: 1,
		})) as object[];
		expect(log.at(-1)).toEqual({
			note: "Only the first 1 log entries are listed; there are more. Raise 'Limit'.",
		});
	});

	it('hears of no more when there is none', async () => {
		const response = (await hear('connection getAll', { filters: { groupRef: 'group-123' } })) as object[];
		expect(response).toHaveLength(3);
		expect(JSON.stringify(response)).not.toContain('note');
	});

	it('hears the error that was chosen', async () => {
		const more = { filters: { groupRef: 'nobody' }, options: { ifNothingFound: 'error' } };
		expect(await hear('connection getAll', more)).toEqual({
			error: expect.stringContaining('No connections found'),
		});
	});

	it('hears how a provider is spelled', async () => {
		expect(
			await hear('connection getAll', { filters: { provider: 'Salesforce', groupRef: 'nobody' } }),
		).toEqual({
			error: expect.stringContaining("No provider is called 'Salesforce': did you mean 'salesforce'?"),
		});
	});

	it('gets the notes paired like every item', async () => {
		const { items } = await harness.run(parametersOf('installation getAll', { limit: 1 }), [{}], {
			tool: true,
		});
		expect(pairing(items)).toEqual([0, 0]);
	});
});

describe('an agent that is refused', () => {
	it.each<[string, OperationName, INodeParameters]>([
		['an empty ID', 'connection get', { connectionId: '={{ "" }}' }],
		['an unknown status', 'connection getAll', { filters: { status: '={{ "broken" }}' } }],
		['a customer that is none', 'installation getAll', { filters: { groupRef: '={{ "undefined" }}' } }],
	])('hears the reason, and nothing of items: %s', async (_, name, more) => {
		const { error } = (await hear(name, more)) as { error: string };
		expect(error).toMatch(/^The parameter '/);
		expect(error).not.toMatch(/\[item/);
	});

	it('hears nothing of items either when the node continues on errors', async () => {
		const parameters = parametersOf('connection get', { connectionId: '={{ "" }}' });
		const { json } = await harness.run(parameters, [{}], { tool: true, onError: 'continueRegularOutput' });
		expect(json[0].error).toBe("The parameter 'Connection' is empty");
	});
});

describe('a tool', () => {
	const { description } = new Ampersand();
	const offered = (tool: boolean) => {
		const [, node] = workflowWith(parametersOf('connection get', { options: {} }), { tool }).nodes;
		return [...declaredParameters({ name: node.type, properties: description.properties }, node).keys()];
	};

	it.each(['options.includeCreds', 'options.includeRefreshToken'])('is not offered %s', (path) => {
		expect(offered(false)).toContain(path);
		expect(offered(true)).not.toContain(path);
	});
});
