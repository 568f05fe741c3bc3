import { EmulatorClient } from '../emulator/client';
import { formatRow, log } from '../log';
import { type Figures, requireSameRequests, type Row } from '../results';
import { median } from '../statistics';
import { comparable } from '../work/comparable';
import type { Workload } from '../work/workload';
import { Contest, PARTICIPANTS, type Participant, type Turn } from './contest';
import type { MeasuredServer } from './server';

const WARM_UP_ROUNDS = 2;

/** How the work in a whole n8n server is measured. */
export interface ServerOptions {
	/** How often each node has its turn. */
	rounds: number;
	/** Whether to do a tenth of the work. */
	quick: boolean;
}

/**
 * Measures workloads in a whole n8n server: production executions, started by a webhook and saved by n8n. What an
 * execution that does nothing costs is taken off.
 */
export async function measureServerRows(
	server: MeasuredServer,
	workloads: Workload[],
	options: ServerOptions,
): Promise<Row[]> {
	const emulator = await EmulatorClient.start();
	try {
		const rows: Row[] = [];
		for (const workload of workloads) {
			const size = options.quick ? workload.size / 10 : workload.size;
			const contest = await Contest.prepare(server, emulator, workload, size);
			rows.push(await measureRow(contest, workload, size, options.rounds));
		}
		return rows;
	} finally {
		emulator.stop();
	}
}

async function measureRow(contest: Contest, workload: Workload, size: number, rounds: number): Promise<Row> {
	const turns: Turn[] = [];
	for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
		for (let place = 0; place < PARTICIPANTS.length; place++) {
			const index = (place + round + WARM_UP_ROUNDS) % PARTICIPANTS.length;
			const turn = await contest.run(PARTICIPANTS[index]);
			if (round >= 0) turns.push(turn);
		}
	}
	await requireSameItems(contest, workload);
	const { id, title, note } = workload;
	const sides = {
		Ampersand: net(turns, 'Ampersand', size),
		'HTTP Request': net(turns, 'HTTP Request', size),
	};
	const row: Row = { part: 'server', id, title, note, size, sides };
	requireSameRequests(row);
	const nothing = `${medianOf(turns, 'Nothing', 'cpu').toFixed(0)} ms CPU, ${medianOf(turns, 'Nothing', 'wall').toFixed(0)} ms wall`;
	log(`In n8n: ${formatRow(row)} (an execution that does nothing, taken off: ${nothing})`);
	return row;
}

/** @throws Error when the nodes returned different items */
async function requireSameItems(contest: Contest, workload: Workload): Promise<void> {
	const ours = comparable(workload, await contest.lastItems('Ampersand'));
	const theirs = comparable(workload, await contest.lastItems('HTTP Request'));
	if (ours !== theirs) throw new Error(`${workload.title}: the nodes returned different items`);
}

/** Medians of a node's turns, less those of an execution that does nothing. */
function net(turns: Turn[], participant: Participant, items: number): Figures {
	const of = (figure: 'cpu' | 'wall') =>
		medianOf(turns, participant, figure) - medianOf(turns, 'Nothing', figure);
	return {
		cpu: of('cpu'),
		wall: of('wall'),
		stall: medianOf(turns, participant, 'stall'),
		items,
		requests: medianOf(turns, participant, 'requests'),
	};
}

function medianOf(
	turns: Turn[],
	participant: Participant,
	figure: Exclude<keyof Turn, 'participant'>,
): number {
	return median(turns.filter((turn) => turn.participant === participant).map((turn) => turn[figure]));
}
