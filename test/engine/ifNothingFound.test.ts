import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { engineHarness, pairing } from '../support/engineHarness';
import { Engine } from '../support/engine';
import { describeStandIn } from '../support/engine/standIn';
import { source } from '../support/engine/source';
import { type OperationName, parametersOf } from '../support/parametersOf';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();

const installation = () => {
	const [{ id, integrationId }] = harness.api.state.installations;
	return { integrationId, installationId: id };
};

/** Each list, with parameters for which it is empty, and the message that says so. */
const LISTS: Array<[OperationName, () => INodeParameters, string]> = [
	['connection getAll', () => ({ filters: { groupRef: 'nobody' } }), 'No connections found'],
	['installation getAll', () => ({ filters: { groupRef: 'nobody' } }), 'No installations found'],
	[
		'installation getOperations',
		() => ({ ...installation(), filters: { status: ['in_progress'] } }),
		'None of the 4 operations matches the filters',
	],
	[
		'installation getOperationLogs',
		() => {
			harness.api.fault({ respond: { status: 200, body: [] } });
			return { operationId: 'o' };
		},
		'No log entries found',
	],
];

describe.each(LISTS)('If Nothing Found of %s', (name, parameters, message) => {
	const run = async (ifNothingFound?: string) =>
		await harness.run(
			parametersOf(name, { ...parameters(), options: ifNothingFound ? { ifNothingFound } : {} }),
		);

	it.each([undefined, 'nothing'])('returns nothing by default: %j', async (choice) => {
		const { json, error } = await run(choice);
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	it('returns an item, paired with its input', async () => {
		const { items } = await run('item');
		expect(items.map(({ json }) => json)).toEqual([{ found: false }]);
		expect(pairing(items)).toEqual([0]);
	});

	it('is an error that says what to do', async () => {
		const { error } = await run('error');
		expect(error?.message).toBe(message);
		const isLog = name.endsWith('Logs');
		expect(error?.description).toBe(
			`${isLog ? 'Change' : 'Check the filters, or change'} 'If Nothing Found'.`,
		);
	});
});

describe('If Nothing Found', () => {
	const list = (ifNothingFound: string) =>
		parametersOf('connection getAll', {
			filters: { groupRef: '={{ $json.group }}' },
			options: { ifNothingFound },
			returnAll: true,
		});
	const input = [{ group: 'group-123' }, { group: 'nobody' }, { group: 'group-124' }];

	it('is decided for each input item', async () => {
		const { items } = await harness.run(list('item'), input);
		const found = items.map(({ json }) => json.found ?? true);
		expect(found.filter((each) => each === false)).toHaveLength(1);
		expect(new Set(pairing(items))).toEqual(new Set([0, 1, 2]));
		expect(items[pairing(items).indexOf(1)].json).toEqual({ found: false });
	});

	it('fails only the items that find nothing when the node continues', async () => {
		const { items, failed } = await harness.run(list('error'), input, { onError: 'continueErrorOutput' });
		expect(new Set(pairing(items))).toEqual(new Set([0, 2]));
		expect(failed.map(({ json }) => json.error)).toEqual(['No connections found']);
		expect(pairing(failed)).toEqual([1]);
	});

	it('says how many there are when none of them matches', async () => {
		const { error } = await harness.run({
			...list('error'),
			filters: { status: ['created'], provider: 'salesforce' },
		});
		expect(error?.message).toMatch(/^None of the \d+ connections matches the filters$/);
	});
});

describe('a loop', () => {
	/** Loop Over Items, one item at a time: output 0 is Done, output 1 is Loop. */
	const loop: INodeType = {
		description: describeStandIn('splitInBatches', {
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		}),
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const state = this.getContext('node') as { left?: INodeExecutionData[]; done?: INodeExecutionData[] };
			const input = this.getInputData();
			if (state.left) state.done = [...(state.done ?? []), ...input];
			const left = state.left ?? [...input];
			const next = left.splice(0, 1);
			state.left = left;
			return await Promise.resolve(next.length ? [[], next] : [state.done ?? [], []]);
		},
	};

	async function loopOver(groups: string[], ifNothingFound: string) {
		const type = 'n8n-nodes-base.splitInBatches';
		const file = workflowWith(
			parametersOf('connection getAll', {
				filters: { groupRef: '={{ $json.group }}' },
				limit: 1,
				options: { ifNothingFound },
			}),
		);
		const [start] = file.nodes;
		file.nodes.push({ ...start, id: 'node-loop', name: 'Loop', type });
		file.connections = {
			Start: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			Loop: {
				main: [[{ node: 'Then', type: 'main', index: 0 }], [{ node: 'Ampersand', type: 'main', index: 0 }]],
			},
			Ampersand: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
		};
		const { nodes } = await new Engine(source, { [type]: loop }).run(file, {
			credential: harness.credential(),
			input: groups.map((group) => ({ group })),
		});
		return nodes.Then?.outputs[0].map(({ json }) => json.groupRef ?? json.found);
	}

	it('goes on to its end with an item for each row', async () => {
		expect(await loopOver(['group-123', 'nobody', 'group-124'], 'item')).toEqual([
			'group-123',
			false,
			'group-124',
		]);
	});

	it('would end early without one', async () => {
		expect(await loopOver(['group-123', 'nobody', 'group-124'], 'nothing')).toBeUndefined();
	});
});
