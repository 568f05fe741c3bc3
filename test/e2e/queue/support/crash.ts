import { performance, timersPromises } from '../../../support/node';
import type { Emulator } from '../../../../emulator';
import type { Server } from '../../support/server';
import { type Cluster, WORKER_CONCURRENCY } from './cluster';
import { endedExecutionsOf, type Saved, workOf } from './executions';

/** A workflow that is run many times; each run has a key of its own. */
export interface Kind {
	name: string;
	workflowId: string;
	keys: string[];
	/** Begins a run through the webhook process, and gives the status that it answers with. */
	begin(key: string): Promise<number>;
	/** The key of a run that succeeded, from its saved data. */
	keyOf(execution: Saved): string;
	/** The keys of the requests that have reached the API, one for each request. */
	requested(): string[];
}

/** What became of the runs of a kind. */
export interface Outcome {
	kind: Kind;
	/** What the webhook process answered, in order. */
	answers: number[];
	/** The keys of the executions that succeeded. */
	succeeded: string[];
	/** The executions that did not. */
	failed: Saved[];
	/** As `Kind` has it. */
	requested: string[];
}

/** What happened when a worker was killed in the middle. */
export interface Crash {
	/** In the order of the kinds. */
	outcomes: Outcome[];
	/** The executions that the killed worker was at. */
	interrupted: string[];
	/** How many runs of each kind had begun by then. */
	begun: number;
	/** From the first run's beginning, in milliseconds: to the kill, to the last answer, to the end of the last run. */
	times: { killed: number; answered: number; ended: number };
}

/** How long the API takes to answer: at first and after the crash; and before it, so that runs pile up. */
const ANSWER_MS = 200;
const HOLD_MS = 15_000;

const POLL_MS = 20;
const KILL_DEADLINE_MS = 90_000;

/**
 * Begins runs of several kinds by turns; when half of them have begun, kills a worker that has its hands full, with
 * runs of each kind among them; and waits until all have ended.
 *
 * @param api answers slowly, so that the runs that are interrupted have a request under way
 * @throws Error when the worker never has its hands full, or a run does not end
 */
export async function crash(cluster: Cluster, api: Emulator, kinds: Kind[]): Promise<Crash> {
	const [victim] = cluster.workers;
	const start = performance.now();
	const answers = kinds.map((): number[] => []);
	const { length } = kinds[0].keys;
	let begun = 0;
	const beginUntil = async (end: number) => {
		for (; begun < end; begun++) {
			const statuses = await Promise.all(kinds.map(async (kind) => await kind.begin(kind.keys[begun])));
			for (const [index, status] of statuses.entries()) answers[index].push(status);
		}
	};

	answerAfter(api, ANSWER_MS);
	await beginUntil(Math.floor(length / 2));
	answerAfter(api, HOLD_MS);
	const rest = beginUntil(length);
	const killing = untilFull(victim, kinds).then(async () => {
		await victim.kill();
		answerAfter(api, ANSWER_MS);
		return { begun, killed: performance.now() - start };
	});
	const [kill] = await Promise.all([killing, rest]);
	const answered = performance.now() - start;

	const outcomes: Outcome[] = [];
	for (const [index, kind] of kinds.entries()) {
		outcomes.push({ kind, answers: answers[index], ...(await outcomeOf(cluster, kind)) });
	}
	const ended = performance.now() - start;
	return {
		outcomes,
		interrupted: workOf(victim).running,
		begun: kill.begun,
		times: { killed: kill.killed, answered, ended },
	};
}

/** What n8n shows of an execution that failed. */
export function howItFailed({ status, data }: Saved): string {
	return `${status}: ${data.resultData.error?.message}`;
}

/** What was measured, for whoever reads the log of the test. */
export function report({ outcomes, interrupted, begun, times }: Crash): string {
	const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
	const lines = outcomes.map(({ kind, answers, succeeded, failed, requested }) => {
		const lost = requested.filter((key) => !succeeded.includes(key)).length;
		return `${kind.name}: ${answers.length} begun, ${succeeded.length} succeeded, ${failed.length} failed, ${requested.length} requests, ${lost} of them without a success`;
	});
	const reasons = new Set(outcomes.flatMap(({ failed }) => failed.map(howItFailed)));
	return [
		`Killed at ${seconds(times.killed)}, after ${begun} runs of each kind, at ${interrupted.length} executions`,
		...lines,
		...[...reasons].map((reason) => `Those that failed: ${reason}`),
		`All answered at ${seconds(times.answered)}, all ended at ${seconds(times.ended)}`,
	].join('\n');
}

/** Has the API take its time for each request about connections that comes from now on. */
function answerAfter(api: Emulator, delayMs: number): void {
	api.clearFaults();
	api.fault({ match: { path: '/connections' }, times: Infinity, delayMs });
}

/** Waits until a worker runs as much as it can, and something of each kind. */
async function untilFull(worker: Server, kinds: Kind[]): Promise<void> {
	const deadline = performance.now() + KILL_DEADLINE_MS;
	for (;;) {
		const { begun, running } = workOf(worker);
		const at = new Set(running.map((id) => begun.get(id)));
		if (running.length === WORKER_CONCURRENCY && kinds.every(({ workflowId }) => at.has(workflowId))) return;
		if (performance.now() > deadline) throw new Error('The worker does not get its hands full');
		await timersPromises.setTimeout(POLL_MS);
	}
}

async function outcomeOf({ postgres }: Cluster, kind: Kind): Promise<Omit<Outcome, 'kind' | 'answers'>> {
	const executions = await endedExecutionsOf(postgres, kind.workflowId);
	const isSuccess = ({ status }: Saved) => status === 'success';
	return {
		succeeded: executions.filter(isSuccess).map((execution) => kind.keyOf(execution)),
		failed: executions.filter((execution) => !isSuccess(execution)),
		requested: kind.requested(),
	};
}
