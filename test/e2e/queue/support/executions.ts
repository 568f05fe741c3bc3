import type { ExecutionStatus, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { path, performance, timersPromises } from '../../../support/node';
import { installation } from '../../setup';
import { unflatten } from '../../support/flatted';
import type { Server } from '../../support/server';
import type { Service } from './services';

/** An execution as n8n saved it. */
export interface Saved {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
}

/** The used part of `pg`, a dependency of n8n. */
interface Driver {
	Client: new (options: { host: string; port: number; user: string; database: string }) => {
		connect(): Promise<void>;
		query(sql: string, values: unknown[]): Promise<{ rows: unknown[] }>;
		end(): Promise<void>;
	};
}

const DEADLINE_MS = 200_000;
const POLL_MS = 500;

/**
 * All executions of a workflow, in the order in which they were created.
 *
 * From the database, because n8n's REST API sorts by start time but pages by ID, so it can omit executions that started
 * in a different order.
 */
export async function executionsOf(postgres: Service, workflowId: string): Promise<Saved[]> {
	const rows = await query<{ id: number; status: ExecutionStatus; data: string }>(
		postgres,
		`SELECT e.id, e.status, d.data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id
		WHERE e."workflowId" = $1 ORDER BY e.id`,
		[workflowId],
	);
	return rows.map(({ id, status, data }) => ({
		id: String(id),
		status,
		data: unflatten(data) as IRunExecutionData,
	}));
}

/**
 * Waits until all executions of a workflow have ended.
 *
 * @throws Error if one hasn't after more than three minutes
 */
export async function endedExecutionsOf(postgres: Service, workflowId: string): Promise<Saved[]> {
	const deadline = performance.now() + DEADLINE_MS;
	for (;;) {
		const open = await query<{ id: number; status: string }>(
			postgres,
			`SELECT id, status FROM execution_entity
			WHERE "workflowId" = $1 AND status NOT IN ('success', 'error', 'canceled', 'crashed')`,
			[workflowId],
		);
		if (open.length === 0) return await executionsOf(postgres, workflowId);
		if (performance.now() > deadline) {
			throw new Error(`Still open: ${open.map(({ id, status }) => `${id} (${status})`).join(', ')}`);
		}
		await timersPromises.setTimeout(POLL_MS);
	}
}

async function query<Row>({ port }: Service, sql: string, values: unknown[]): Promise<Row[]> {
	const { Client } = module.require(path.join(installation().directory, 'node_modules', 'pg')) as Driver;
	const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
	await client.connect();
	try {
		return (await client.query(sql, values)).rows as Row[];
	} finally {
		await client.end();
	}
}

/** The first output item of a node. */
export function itemOf({ data }: Saved, node: string): INodeExecutionData | undefined {
	return data.resultData.runData[node]?.[0]?.data?.main?.[0]?.[0];
}

/** The work of a worker, according to its log. */
export interface Work {
	/** The workflow of each execution that it has started, by the execution's ID. */
	started: Map<string, string>;
	/** The executions that it is running, or was running when it was killed. */
	running: string[];
}

/** Reads the log of a worker (`N8N_LOG_FORMAT` is `json`). */
export function workOf(worker: Server): Work {
	const started = new Map<string, string>();
	const finished = new Set<string>();
	for (const line of worker.log().split('\n')) {
		const event = /Worker (started|finished) execution/.exec(line);
		// The last line may be incomplete.
		if (!event || !line.endsWith('}')) continue;
		const { metadata } = JSON.parse(line) as { metadata: { executionId: string; workflowId: string } };
		if (event[1] === 'started') started.set(metadata.executionId, metadata.workflowId);
		else finished.add(metadata.executionId);
	}
	return { started, running: [...started.keys()].filter((id) => !finished.has(id)) };
}
