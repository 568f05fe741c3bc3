import { askAgent } from '../support/agent';
import { byName, engineHarness, pairing } from '../support/engineHarness';
import { workflowWith } from '../support/workflow';
import { BY_NAME, items, operationCase } from '../support/operations';

const harness = engineHarness();
const generate = operationCase('connection generate');
const ONE_AT_A_TIME = { options: { maxConcurrency: 1, maxRetries: 0 } };
const LOST = { drop: 'beforeHeaders', perform: true } as const;

/** The item that each Generate was sent for. */
const sent = () => harness.api.requests.map(({ body }) => (body as { groupRef: string }).groupRef);

describe("n8n's Retry On Fail", () => {
	it.each(BY_NAME)('%s: what succeeded is not sent again', async (_, entry) => {
		harness.api.fault({ respond: entry.success });
		harness.api.fault({ respond: { status: 500 } });
		harness.api.fault({ times: Infinity, respond: entry.success });
		const input = items(3);
		const { error, items: out } = await harness.run({ ...entry.parameters, ...ONE_AT_A_TIME }, input, {
			maxTries: 2,
		});
		expect(error).toBeUndefined();
		expect(out.map(({ json }) => json)).toEqual(input.map(entry.output));
		expect(pairing(out)).toEqual([0, 1, 2]);
		expect(harness.api.requests).toHaveLength(4);
	});

	it('does not send a Generate again that was under way when another item failed', async () => {
		// The project is part of the path, by which the item is recognized whatever the order of arrival.
		const parameters = { ...generate.parameters, projectIdOrName: byName('={{ $json.id }}') };
		harness.api.fault({ match: { path: '/c1/' }, respond: { status: 500 } });
		harness.api.fault({ times: Infinity, respond: generate.success });
		const { error, items: out } = await harness.run(parameters, items(20), { maxTries: 2 });
		expect(error).toBeUndefined();
		expect(pairing(out)).toEqual(items(20).map((_, index) => index));
		const counts = sent().reduce<Record<string, number>>(
			(all, id) => ({ ...all, [id]: (all[id] ?? 0) + 1 }),
			{},
		);
		expect(counts).toEqual(Object.fromEntries(items(20).map(({ id }) => [id, id === 'c1' ? 2 : 1])));
	});

	it('repeats an item that fails each time, and no other, and names it in the error', async () => {
		const parameters = { ...generate.parameters, projectIdOrName: byName('={{ $json.id }}') };
		const failure = { status: 422, body: { title: 'No' } };
		harness.api.fault({ times: Infinity, match: { path: '/c1/' }, respond: failure });
		harness.api.fault({ times: Infinity, respond: generate.success });
		const { error } = await harness.run(parameters, items(3), { maxTries: 3 });
		expect(sent().sort()).toEqual(['c0', 'c1', 'c1', 'c1', 'c2']);
		expect(error?.context?.itemIndex).toBe(1);
	});

	it.each<[string, object]>([
		['the response was lost', LOST],
		['the connection broke within the response', { drop: 'afterHeaders', perform: true }],
		['the response is cut off', { respond: { status: 201, body: '{"id": "ha' } }],
		['a gateway got no response', { respond: { status: 504, body: '' } }],
		['a gateway got no valid response', { respond: { status: 502, body: '' } }],
		['the response is a web page', { respond: { status: 200, body: '<html></html>' } }],
	])('does not send a Generate again when %s, nor anything after it', async (_, fault) => {
		harness.api.fault({ respond: generate.success });
		harness.api.fault(fault);
		harness.api.fault({ times: Infinity, respond: generate.success });
		const { error } = await harness.run({ ...generate.parameters, ...ONE_AT_A_TIME }, items(3), {
			maxTries: 3,
		});
		expect(sent()).toEqual(['c0', 'c1']);
		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.description).toContain("Check with 'Get Many' before you try again.");
	});

	it('sends what has not been sent when the node continues, and keeps what is unknown', async () => {
		harness.api.fault(LOST);
		harness.api.fault({ respond: generate.success });
		harness.api.fault({ respond: { status: 500 } });
		harness.api.fault({ times: Infinity, respond: generate.success });
		const { json } = await harness.run({ ...generate.parameters, ...ONE_AT_A_TIME }, items(3), {
			maxTries: 3,
			onError: 'continueRegularOutput',
		});
		expect(sent()).toEqual(['c0', 'c1', 'c2', 'c2']);
		expect(json).toEqual([
			{ error: expect.any(String), details: expect.any(Object) },
			{ id: 'x' },
			{ id: 'x' },
		]);
	});

	it.each(['connection generate', 'connection get'] as const)(
		'pauses between batches only for what it still sends: %s',
		async (name) => {
			const entry = operationCase(name);
			harness.api.fault({ respond: entry.success });
			harness.api.fault({ respond: { status: 500 } });
			harness.api.fault({ times: Infinity, respond: entry.success });
			const batch = { batchSize: 1, batchInterval: 7 };
			const parameters = { ...entry.parameters, ...ONE_AT_A_TIME };
			const { json } = await harness.run(
				{ ...parameters, requestOptions: { batching: { batch } } },
				items(3),
				{
					maxTries: 2,
				},
			);
			expect(json).toHaveLength(3);
			expect(harness.api.requests).toHaveLength(4);
			// Two in the first try, and one in the second, which sends two items.
			expect(harness.waits).toEqual([7, 7, 7]);
		},
	);

	it('remembers nothing for the next execution', async () => {
		harness.api.fault({ times: Infinity, respond: generate.success });
		await harness.run(generate.parameters, items(2), { maxTries: 2 });
		await harness.run(generate.parameters, items(2), { maxTries: 2 });
		expect(harness.api.requests).toHaveLength(4);
	});

	it('remembers nothing for another run of the node in the same execution', async () => {
		harness.api.fault({ times: Infinity, respond: generate.success });
		const workflow = workflowWith(generate.parameters, { maxTries: 2 });
		const [start] = workflow.nodes;
		workflow.nodes.push({ ...start, id: 'node-other', name: 'Other', type: 'n8n-nodes-base.noOp' });
		const toAmpersand = { node: 'Ampersand', type: 'main', index: 0 } as const;
		workflow.connections.Start = { main: [[{ node: 'Other', type: 'main', index: 0 }, toAmpersand]] };
		workflow.connections.Other = { main: [[toAmpersand]] };
		const { error } = await harness.engine.run(workflow, {
			credential: harness.credential(),
			input: items(2),
		});
		expect(error).toBeUndefined();
		expect(harness.api.requests).toHaveLength(4);
	});
});

describe("n8n's Retry On Fail of an agent's tool", () => {
	const tool = {
		...generate.parameters,
		groupRef: "={{ $fromAI('group', '', 'string') }}",
		options: { maxRetries: 0 },
	};
	const call = (name: string, group: string) => ({ tool: name, arguments: { group } });
	const tools = ['One', 'Two'].map((name) => ({ name, parameters: tool, settings: { maxTries: 3 } }));

	it('repeats a call that failed', async () => {
		harness.api.fault({ respond: { status: 500 } });
		harness.api.fault({ respond: generate.success });
		expect(await askAgent(harness, tools, [call('One', 'g')])).toEqual([[{ id: 'x' }]]);
		expect(sent()).toEqual(['g', 'g']);
	});

	it('does not send a Generate again whose response was lost', async () => {
		harness.api.fault(LOST);
		harness.api.fault({ times: Infinity, respond: generate.success });
		const [answer] = await askAgent(harness, tools, [call('One', 'g')]);
		expect(answer.error).toContain("Check with 'Get Many' before you try again.");
		expect(sent()).toEqual(['g']);
	});

	it('is shared by no other call, and by no other tool', async () => {
		harness.api.fault({ times: Infinity, respond: generate.success });
		const answers = await askAgent(harness, tools, [
			call('One', 'g'),
			call('Two', 'g'),
			call('One', 'g'),
			call('Two', 'h'),
		]);
		expect(answers).toEqual(Array.from({ length: 4 }, () => [{ id: 'x' }]));
		expect(sent()).toEqual(['g', 'g', 'g', 'h']);
	});

	it('lets the agent try again by itself after a lost response', async () => {
		harness.api.fault(LOST);
		harness.api.fault({ times: Infinity, respond: generate.success });
		const answers = await askAgent(harness, tools, [call('One', 'g'), call('One', 'g')]);
		expect(answers[1]).toEqual([{ id: 'x' }]);
		expect(sent()).toEqual(['g', 'g']);
	});
});
