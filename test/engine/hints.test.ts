import { type ExecuteContext } from 'n8n-core';
import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { Engine } from '../support/engine';
import { source } from '../support/engine/source';
import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();

/** What the editor shows beside the output. */
const hintsOf = ({ run }: Awaited<ReturnType<typeof harness.run>>) =>
	run.data.resultData.runData.Ampersand[0].hints?.map(({ message, location }) => [message, location]);

const list = (more: INodeParameters = {}) => parametersOf('connection getAll', more);

describe('the editor', () => {
	it('is told when Limit cut a list', async () => {
		const result = await harness.run(list({ limit: 2 }));
		expect(hintsOf(result)).toEqual([
			[
				"Only the first 2 connections are listed; there are more. Turn on 'Return All', or raise 'Limit'.",
				'outputPane',
			],
		]);
	});

	it('is told once, however many items had such a list', async () => {
		const result = await harness.run(list({ limit: 2 }), [{}, {}, {}]);
		expect(hintsOf(result)).toHaveLength(1);
	});

	it.each<[string, INodeParameters]>([
		['all are returned', { returnAll: true }],
		['there are as many as the limit', { limit: 30 }],
		['the limit is larger', { limit: 31 }],
		['as many match as the limit', { limit: 3, filters: { groupRef: 'group-123' } }],
	])('is told nothing when %s', async (_, more) => {
		const result = await harness.run(list(more));
		expect(result.items.length).toBeGreaterThan(0);
		expect(hintsOf(result)).toEqual([]);
	});

	it('is told when a filter matched none among many', async () => {
		for (const { connection } of harness.api.state.connections) connection.status = 'working';
		const result = await harness.run(list({ filters: { status: ['bad_credentials'] } }));
		expect(hintsOf(result)).toEqual([['None of the 30 connections matches the filters.', 'outputPane']]);
	});

	it('is told nothing when there is nothing at all', async () => {
		const result = await harness.run(list({ filters: { groupRef: 'nobody' } }));
		expect(hintsOf(result)).toEqual([]);
	});
});

describe('a version of n8n without hints', () => {
	/** Our node, in a context as older n8n makes it. */
	function olderNode(): INodeType {
		const [node] = source.nodes;
		return Object.create(node, {
			description: { value: node.description, enumerable: true },
			execute: {
				async value(this: ExecuteContext): Promise<INodeExecutionData[][]> {
					const context = Object.create(this, {
						addExecutionHints: { value: undefined },
					}) as IExecuteFunctions;
					return (await node.execute?.call(context)) as INodeExecutionData[][];
				},
			},
		}) as INodeType;
	}

	it('returns the list all the same', async () => {
		const engine = new Engine({ ...source, nodes: [olderNode()] });
		const { nodes, error } = await engine.run(workflowWith(list({ limit: 2 })), {
			credential: harness.credential(),
		});
		expect(error).toBeUndefined();
		expect(nodes.Ampersand.outputs[0]).toHaveLength(2);
	});
});
