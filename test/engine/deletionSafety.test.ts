import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { StoredConnection, StoredInstallation } from '../../emulator/state';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { trimInvisible } from '../../nodes/shared/values';
import { askAgent } from '../support/agent';
import { oddValues } from '../support/oddValues';
import { process } from '../support/node';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();

// The same cases each time; SEED tries others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_126) });

let connections: StoredConnection[] = [];
let installations: StoredInstallation[] = [];
beforeEach(() => {
	({ connections, installations } = harness.api.state);
});

/** As it was before the test, with or without the installations, which protect connections. */
function restore(withInstallations: boolean): void {
	harness.api.resetLog();
	harness.api.state.connections = [...connections];
	harness.api.state.installations = withInstallations ? [...installations] : [];
}

/** The same for one whole run: many items at once. */
const manyOf = (ids: string[]) => fc.array(oddValues(ids), { minLength: 25, maxLength: 25 });

/** What is gone. */
function deleted(before: Array<{ id: string }>, after: Array<{ id: string }>): string[] {
	const left = new Set(after.map(({ id }) => id));
	return before.map(({ id }) => id).filter((id) => !left.has(id));
}
const idsOf = (stored: StoredConnection[]) => stored.map(({ connection }) => connection);

/** What the API was asked to delete: the last part of each path. */
const askedFor = (): string[] =>
	harness.api.requests
		.filter(({ method }) => method === 'DELETE')
		.map(({ path }) => decodeURIComponent(path.split('/').at(-1) ?? ''));

const texts = (values: unknown[]): string[] =>
	values
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map((value) => trimInvisible(String(value)));

describe('Delete, whatever the ID is', () => {
	it.each([
		['a field of the item', '={{ $json.id }}'],
		['an expression', '={{ ($json).id }}'],
	])('deletes exactly the connections whose IDs are given, by %s', async (_, expression) => {
		const { id: projectId } = harness.api.state.project(PROJECT);
		const own = idsOf(connections).filter((connection) => connection.projectId === projectId);
		const ids = own.slice(0, 6).map(({ id }) => id);
		const parameters = parametersOf('connection delete', { connectionId: expression });
		await fc.assert(
			fc.asyncProperty(manyOf(ids), async (values) => {
				restore(false);
				await harness.run(parameters, values.map((id) => ({ id })) as IDataObject[], {
					onError: 'continueRegularOutput',
				});
				const given = new Set(texts(values));
				expect(deleted(idsOf(connections), idsOf(harness.api.state.connections)).sort()).toEqual(
					ids.filter((id) => given.has(id)).sort(),
				);
				for (const id of askedFor()) expect(given).toContain(id);
			}),
			{ numRuns: 6 },
		);
	});

	it('deletes nothing at all when one of the IDs is missing and the node stops on errors', async () => {
		const ids = idsOf(connections)
			.slice(0, 6)
			.map(({ id }) => id);
		const parameters = parametersOf('connection delete');
		const position = fc.nat({ max: 5 });
		const missing = fc.constantFrom(undefined, null, '', ' ', '.', '..', [], {}, true, 'a\nb');
		await fc.assert(
			fc.asyncProperty(position, missing, async (index, value) => {
				restore(false);
				const input = ids.map((id, other) => ({ id: other === index ? value : id })) as IDataObject[];
				await harness.run(parameters, input);
				expect(harness.api.requests).toHaveLength(0);
			}),
			{ numRuns: 15 },
		);
	});

	it('deletes exactly the installations whose IDs are given', async () => {
		const { id: projectId } = harness.api.state.project(PROJECT);
		const own = installations.filter((installation) => installation.projectId === projectId);
		const [{ integrationId }] = own;
		const ids = own.filter((other) => other.integrationId === integrationId).map(({ id }) => id);
		const parameters = parametersOf('installation delete', { integrationId: '={{ $json.integrationId }}' });
		await fc.assert(
			fc.asyncProperty(
				manyOf(ids),
				fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(integrationId) }, oddValues([integrationId])),
				async (values, integration) => {
					restore(true);
					await harness.run(
						parameters,
						values.map((id) => ({ id, integrationId: integration })) as IDataObject[],
						{ onError: 'continueRegularOutput' },
					);
					const given = new Set(integration === integrationId ? texts(values) : []);
					expect(deleted(installations, harness.api.state.installations).sort()).toEqual(
						ids.filter((id) => given.has(id)).sort(),
					);
				},
			),
			{ numRuns: 6 },
		);
	});
});

describe('Get Many, then Delete', () => {
	/** A list whose results are deleted. */
	function chain(filters: INodeParameters) {
		const file = workflowWith(parametersOf('connection delete'));
		const [, list] = workflowWith(parametersOf('connection getAll', { returnAll: true, filters })).nodes;
		file.nodes.push({ ...list, id: 'node-list', name: 'List' });
		file.connections.Start = { main: [[{ node: 'List', type: 'main', index: 0 }]] };
		file.connections.List = { main: [[{ node: 'Ampersand', type: 'main', index: 0 }]] };
		return file;
	}

	it.each<[string, (stored: StoredConnection['connection']) => string]>([
		['groupRef', ({ group }) => group.groupRef],
		['consumerRef', ({ consumer }) => consumer.consumerRef],
		['provider', ({ provider }) => provider],
		['status', ({ status }) => status],
	])('deletes nothing but what the filter %s names', async (name, valueOf) => {
		const known = [...new Set(idsOf(connections).map(valueOf))].slice(0, 3);
		const file = chain({ [name]: '={{ $json.value }}' });
		await fc.assert(
			fc.asyncProperty(oddValues(known), async (value) => {
				restore(false);
				await harness.engine.run(file, {
					credential: harness.credential(),
					input: [{ value } as IDataObject],
				});
				const gone = deleted(idsOf(connections), idsOf(harness.api.state.connections));
				const values = new Set(
					idsOf(connections)
						.filter(({ id }) => gone.includes(id))
						.map(valueOf),
				);
				// A status may also be given as a list, with blanks, in capitals, or by its label.
				const named = JSON.stringify(value ?? null).toLowerCase();
				for (const found of values) expect(named).toContain(found.toLowerCase());
				if (name !== 'status' && gone.length) expect([...values]).toEqual([trimInvisible(value as string)]);
			}),
			{ numRuns: 15 },
		);
	});
});

describe("an agent's tool", () => {
	it('deletes exactly the connection whose ID the model gives', async () => {
		const { id: projectId } = harness.api.state.project(PROJECT);
		const own = idsOf(connections).filter((connection) => connection.projectId === projectId);
		const ids = own.slice(0, 3).map(({ id }) => id);
		const connectionId = "={{ $fromAI('id', 'the connection', 'string') }}";
		const tools = [{ name: 'Remove', parameters: parametersOf('connection delete', { connectionId }) }];
		await fc.assert(
			fc.asyncProperty(fc.array(oddValues(ids), { minLength: 10, maxLength: 10 }), async (values) => {
				restore(false);
				const calls = values.map((id) => ({ tool: 'Remove', arguments: { id } as IDataObject }));
				await askAgent(harness, tools, calls);
				const given = new Set(texts(values));
				expect(deleted(idsOf(connections), idsOf(harness.api.state.connections)).sort()).toEqual(
					ids.filter((id) => given.has(id)).sort(),
				);
			}),
			{ numRuns: 6 },
		);
	});
});
