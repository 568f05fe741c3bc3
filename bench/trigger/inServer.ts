import { startEmulator } from '../../emulator';
import { itemsOf, type WorkflowJson } from '../../test/e2e/support/saved';
import { log } from '../log';
import type { ServerDeliveries } from '../results';
import type { MeasuredServer, ServerCost } from '../server/server';
import { mean } from '../statistics';
import { delivery, triggerWorkflow, webhookWorkflow } from './deliveries';

/** n8n's setting that makes a sandbox for expressions only when there is one to evaluate. */
export const LAZY = 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE';

/** Deliveries that are sent at the same time. */
export const SENDERS = 10;

const ROUNDS = 3;

type Side = keyof ServerDeliveries['sides'];

interface Published {
	id: string;
	/** Path of the production webhook. */
	path: string;
	lastNode: string;
}

/**
 * Measures deliveries to a whole n8n server: to the trigger, and to n8n's Webhook node with a Code node that verifies them.
 *
 * @param count deliveries in a round
 */
export async function measureServerDeliveries(
	server: MeasuredServer,
	count: number,
): Promise<ServerDeliveries> {
	const emulator = await startEmulator();
	try {
		const { apiKey, url: baseUrl, state } = emulator;
		const credential = await server.client.createCredential('ampersandApi', 'trigger', { apiKey, baseUrl });
		const publish = async (workflow: WorkflowJson, path: string): Promise<Published> => {
			const { id } = await server.client.createWorkflow(workflow);
			await server.client.activate(id);
			return { id, path, lastNode: workflow.nodes.at(-1)?.name ?? '' };
		};
		const [project] = state.projects;
		const trigger = await publish(triggerWorkflow(project.name, credential), '');
		const [{ metadata, secrets }] = state.destinations;
		trigger.path = new URL(metadata.url).pathname;
		const secret = secrets.webhookSigningKey;
		const path = 'deliveries-webhook';
		const webhook = await publish(webhookWorkflow(path, secret), `/webhook/${path}`);
		return await compare(server, { trigger, webhook }, secret, count);
	} finally {
		await emulator.close();
	}
}

async function compare(
	server: MeasuredServer,
	workflows: Record<Side, Published>,
	secret: string,
	count: number,
): Promise<ServerDeliveries> {
	const costs: Record<Side, ServerCost[]> = { trigger: [], webhook: [] };
	let number = 0;
	const send = async ({ path }: Published): Promise<void> => {
		const { headers, body } = delivery(secret, number++);
		const response = await fetch(server.url + path, { method: 'POST', headers, body });
		if (!response.ok) throw new Error(`${path} returned ${response.status}: ${await response.text()}`);
		await response.arrayBuffer();
	};
	// The first round warms up.
	for (let round = -1; round < ROUNDS; round++) {
		for (const side of ['trigger', 'webhook'] as const) {
			const cost = await server.measured(async () => {
				let sent = 0;
				const sender = async (): Promise<void> => {
					while (sent++ < count) await send(workflows[side]);
				};
				await Promise.all(Array.from({ length: SENDERS }, sender));
			});
			if (round >= 0) costs[side].push(cost);
		}
	}
	await requireSameItems(server, workflows);
	const summarize = (side: Side): ServerDeliveries['sides'][Side] => ({
		cpu: costs[side].map(({ cpu }) => cpu / count),
		stall: Math.max(...costs[side].map(({ stall }) => stall)),
	});
	const sides = { trigger: summarize('trigger'), webhook: summarize('webhook') };
	const [ours, theirs] = [sides.trigger, sides.webhook].map(({ cpu }) => mean(cpu));
	log(
		`In n8n: a delivery: cpu ${ours.toFixed(2)} : ${theirs.toFixed(2)} = ${(ours / theirs).toFixed(2)}, ` +
			`by round ${sides.trigger.cpu.map((cpu) => cpu.toFixed(2)).join(', ')}`,
	);
	return { deliveries: count, sides };
}

/** @throws Error when the workflows returned different items, but for what is each delivery's own */
async function requireSameItems(
	{ client }: MeasuredServer,
	workflows: Record<Side, Published>,
): Promise<void> {
	const items = async ({ id, lastNode }: Published): Promise<string> => {
		const [last] = await client.executionsOf(id);
		const { json } = itemsOf(await client.execution(last.id), lastNode)[0];
		return JSON.stringify({ ...json, id: '', timestamp: '' });
	};
	const [ours, theirs] = [await items(workflows.trigger), await items(workflows.webhook)];
	if (ours !== theirs) throw new Error(`The trigger returned ${ours}, and the Webhook node ${theirs}`);
}
