import { performance, timersPromises } from '../../../support/node';
import type { Emulator } from '../../../../emulator';
import type { Server } from '../../support/server';
import { type Cluster, WORKER_CONCURRENCY } from './cluster';
import { endedExecutionsOf, type Saved, workOf } from './executions';

/** A workflow that runs many times; each run has its own key. */
export interface Kind {
	name: string;
	workflowId: string;
	keys: string[];
	/** Starts a run through the webhook process and returns the status of its response. */
	start(key: string): Promise<number>;
	/** The key of a run that succeeded, from its saved data. */
	keyOf(execution: Saved): string;
	/** The keys of all requests that have reached the API. */
	requested(): string[];
}

/** The outcome of the runs of a kind. */
export interface Outcome {
	kind: Kind;
	/** The statuses of the webhook process's responses, in order. */
	statuses: number[];
	/** The keys of the executions that succeeded. */
	succeeded: string[];
	/** The executions that failed. */
	failed: Saved[];
	/** See `Kind`. */
	requested: string[];
}

/** What happened when a worker was killed. */
export interface Crash {
	/** In the order of the kinds. */
	outcomes: Outcome[];
	/** The executions that the killed worker was running. */
	interrupted: string[];
	/** How many runs of each kind had started by then. */
	started: number;
	/** Milliseconds from the start of the first run to the kill, to the last response, and to the end of the last run. */
	times: { killed: number; responded: number; ended: number };
}

/** How long the API takes to respond at first and after the crash, and just before it, so that runs pile up. */
const RESPONSE_MS = 200;
const SLOW_RESPONSE_MS = 15_000;

const POLL_MS = 20;
const KILL_DEADLINE_MS = 90_000;

/**
 * Starts runs of several kinds in turn; when half of them have started, kills a worker at full capacity that is running
 * some of each kind; and waits until all have ended.
 *
 * @param api responds slowly, so that interrupted runs have a request under way
 * @throws Error if the worker never reaches its capacity, or a run doesn't end
 */
export async function crash(cluster: Cluster, api: Emulator, kinds: Kind[]): Promise<Crash> {
	const [victim] = cluster.workers;
	const start = performance.now();
	const allStatuses = kinds.map((): number[] => []);
	const { length } = kinds[0].keys;
	let started = 0;
	const startUntil = async (end: number) => {
		for (; started < end; started++) {
			const statuses = await Promise.all(kinds.map(async (kind) => await kind.start(kind.keys[started])));
			for (const [index, status] of statuses.entries()) allStatuses[index].push(status);
		}
	};

	delayResponses(api, RESPONSE_MS);
	await startUntil(Math.floor(length / 2));
	delayResponses(api, SLOW_RESPONSE_MS);
	const rest = startUntil(length);
	const killing = untilBusy(victim, kinds).then(async () => {
		await victim.kill();
		delayResponses(api, RESPONSE_MS);
		return { started, killed: performance.now() - start };
	});
	const [kill] = await Promise.all([killing, rest]);
	const responded = performance.now() - start;

	const outcomes: Outcome[] = [];
	for (const [index, kind] of kinds.entries()) {
		outcomes.push({ kind, statuses: allStatuses[index], ...(await outcomeOf(cluster, kind)) });
	}
	const ended = performance.now() - start;
	return {
		outcomes,
		interrupted: workOf(victim).running,
		started: kill.started,
		times: { killed: kill.killed, responded, ended },
	};
}

/** The status and message of a failed execution. */
export function howItFailed({ status, data }: Saved): string {
	return `${status}: ${data.resultData.error?.message}`;
}

/** The measurements, for the log of the test. */
export function report({ outcomes, interrupted, started, times }: Crash): string {
	const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
	const lines = outcomes.map(({ kind, statuses, succeeded, failed, requested }) => {
		const lost = requested.filter((key) => !succeeded.includes(key)).length;
		return `${kind.name}: ${statuses.length} started, ${succeeded.length} succeeded, ${failed.length} failed, ${requested.length} requests, ${lost} of them without a success`;
	});
	const reasons = new Set(outcomes.flatMap(({ failed }) => failed.map(howItFailed)));
	return [
		`Killed at ${seconds(times.killed)}, after ${started} runs of each kind, while running ${interrupted.length} executions`,
		...lines,
		...[...reasons].map((reason) => `Failed: ${reason}`),
		`Last response at ${seconds(times.responded)}, all ended at ${seconds(times.ended)}`,
	].join('\n');
}

/** Delays the responses to all further requests about connections. */
function delayResponses(api: Emulator, delayMs: number): void {
	api.clearFaults();
	api.fault({ match: { path: '/connections' }, times: Infinity, delayMs });
}

/** Waits until a worker runs as many executions as it can, some of each kind. */
async function untilBusy(worker: Server, kinds: Kind[]): Promise<void> {
	const deadline = performance.now() + KILL_DEADLINE_MS;
	for (;;) {
		const { started, running } = workOf(worker);
		const workflows = new Set(running.map((id) => started.get(id)));
		if (running.length === WORKER_CONCURRENCY && kinds.every(({ workflowId }) => workflows.has(workflowId)))
			return;
		if (performance.now() > deadline) throw new Error('The worker does not reach its capacity');
		await timersPromises.setTimeout(POLL_MS);
	}
}

async function outcomeOf({ postgres }: Cluster, kind: Kind): Promise<Omit<Outcome, 'kind' | 'statuses'>> {
	const executions = await endedExecutionsOf(postgres, kind.workflowId);
	const isSuccess = ({ status }: Saved) => status === 'success';
	return {
		succeeded: executions.filter(isSuccess).map((execution) => kind.keyOf(execution)),
		failed: executions.filter((execution) => !isSuccess(execution)),
		requested: kind.requested(),
	};
}
