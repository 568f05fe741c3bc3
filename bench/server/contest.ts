import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../test/e2e/support/saved';
import { freePort } from '../../test/e2e/support/server';
import type { EmulatorClient, Prepared, Setting } from '../emulator/client';
import type { Steps, Workload } from '../work/workload';
import type { MeasuredServer, ServerCost } from './server';
import { NOTHING, webhookWorkflow } from './workflow';

/** Who takes part: the two nodes, and an execution that does nothing. */
export const PARTICIPANTS = ['Nothing', 'Ampersand', 'HTTP Request'] as const;
export type Participant = (typeof PARTICIPANTS)[number];

/** What one execution cost. */
export interface Turn extends ServerCost {
	participant: Participant;
	requests: number;
}

/** One workload in a running n8n, with a published workflow for each participant. */
export class Contest {
	private constructor(
		private readonly server: MeasuredServer,
		private readonly emulator: EmulatorClient,
		private readonly repeats: number,
		private readonly setting: Setting,
		private readonly input: IDataObject[],
		private readonly workflows: Record<Participant, { id: string; path: string; lastNode: string }>,
	) {}

	/** Saves and publishes the workflows. */
	static async prepare(
		server: MeasuredServer,
		emulator: EmulatorClient,
		workload: Workload,
		size: number,
	): Promise<Contest> {
		// The credential and the workflows hold the URL, so the port must stay.
		const setting = { ...workload.setting(size), port: await freePort() };
		const prepared: Prepared = await emulator.prepare(setting);
		const { client } = server;
		const credential = await client.createCredential('ampersandApi', workload.id, prepared.credential);
		const publish = async (participant: Participant, steps: Steps) => {
			const path = `${workload.id}-${participant.replaceAll(' ', '-')}`;
			const workflow = webhookWorkflow(path, steps, credential);
			const { id } = await client.createWorkflow(workflow);
			await client.activate(id);
			return { id, path, lastNode: workflow.nodes.at(-1)?.name ?? '' };
		};
		const runners = workload.runners(prepared);
		const workflows = {
			Nothing: await publish('Nothing', NOTHING),
			Ampersand: await publish('Ampersand', runners.Ampersand),
			'HTTP Request': await publish('HTTP Request', runners['HTTP Request']),
		};
		return new Contest(server, emulator, workload.repeats ?? 1, setting, workload.input(prepared), workflows);
	}

	/** Runs one participant's workflow, and returns what one execution costs. */
	async run(participant: Participant): Promise<Turn> {
		await this.emulator.prepare(this.setting);
		const { cpu, wall, stall } = await this.server.measured(async () => {
			for (let time = 0; time < this.repeats; time++) await this.execute(participant);
		});
		const requests = (await this.emulator.requests()) / this.repeats;
		return { participant, cpu: cpu / this.repeats, wall: wall / this.repeats, stall, requests };
	}

	private async execute(participant: Participant): Promise<void> {
		const response = await fetch(`${this.server.url}/webhook/${this.workflows[participant].path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ items: this.input }),
		});
		const body = await response.text();
		if (!response.ok) throw new Error(`${participant}: ${response.status} ${body.slice(0, 500)}`);
	}

	/** The items that a participant's last execution returned. */
	async lastItems(participant: Participant): Promise<IDataObject[]> {
		const { client } = this.server;
		const { id, lastNode } = this.workflows[participant];
		const executions = await client.executionsOf(id);
		const last = Math.max(...executions.map((execution) => Number(execution.id)));
		return itemsOf(await client.execution(String(last)), lastNode).map(({ json }) => json);
	}
}
