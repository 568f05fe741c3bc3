import type { ExecutionStatus, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { path, performance, timersPromises } from '../../../support/node';
import { installation } from '../../setup';
import { unflatten } from '../../support/flatted';
import type { Server } from '../../support/server';
import type { Service } from './services';

/** An execution, as n8n has saved it. */
export interface Saved {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
}

/** The part that is used here of `pg`, the driver that n8n brings along. */
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
 * All executions of a workflow, in the order in which they came.
 *
 * From the database: n8n's REST API lists them by the time when they started and pages by their IDs, so that it can
 * leave out some of those that started in another order than they came.
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
 * @throws Error when one has not after more than three minutes
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

/** The first item that a node of an execution has given out. */
export function itemOf({ data }: Saved, node: string): INodeExecutionData | undefined {
	return data.resultData.runData[node]?.[0]?.data?.main?.[0]?.[0];
}

/** What a worker has done, by its own log. */
export interface Work {
	/** The workflow of each execution that it has begun, by the execution's ID. */
	begun: Map<string, string>;
	/** The executions that it is at, or was at when it was killed. */
	running: string[];
}

/** Reads the log of a worker (`N8N_LOG_FORMAT` is `json`). */
export function workOf(worker: Server): Work {
	const begun = new Map<string, string>();
	const finished = new Set<string>();
	for (const line of worker.log().split('\n')) {
		const said = /Worker (started|finished) execution/.exec(line);
		// The last line may be half written.
		if (!said || !line.endsWith('}')) continue;
		const { metadata } = JSON.parse(line) as { metadata: { executionId: string; workflowId: string } };
		if (said[1] === 'started') begun.set(metadata.executionId, metadata.workflowId);
		else finished.add(metadata.executionId);
	}
	return { begun, running: [...begun.keys()].filter((id) => !finished.has(id)) };
}
