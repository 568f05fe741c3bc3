import { type Server, type ServerOptions, startN8n } from '../../support/server';
import { findPrograms, type Programs, type Service, startPostgres, startRedis } from './services';

/** The public URL of n8n, because Ampersand accepts only HTTPS. */
export const PUBLIC_URL = 'https://n8n.example.test';

/** How many executions a worker runs at the same time; n8n's default. */
export const WORKER_CONCURRENCY = 10;

/**
 * When n8n considers a job stalled, in milliseconds.
 *
 * Shorter than n8n's defaults (60,000, 10,000, and 30,000), so that the test takes less time, but the lock still
 * outlasts the pauses of a busy machine.
 */
export const QUEUE_SETTINGS = {
	QUEUE_WORKER_LOCK_DURATION: 20_000,
	QUEUE_WORKER_LOCK_RENEW_TIME: 3_000,
	QUEUE_WORKER_STALLED_INTERVAL: 5_000,
};

/** An n8n in queue mode: PostgreSQL, Redis, and four n8n processes. */
export interface Cluster {
	/** Serves the editor and its API, and runs no executions. */
	readonly main: Server;
	readonly workers: [Server, Server];
	/** Receives webhooks. */
	readonly webhook: Server;
	readonly redis: Service;
	readonly postgres: Service;
	/** Stops everything and removes its data. */
	stop(): Promise<void>;
}

/**
 * Starts n8n in queue mode with the package installed in each process, each in its own folder, as in a container.
 *
 * @param tarball the package under test
 * @throws Error if a process doesn't start, or Redis or PostgreSQL is missing
 */
export async function startCluster(tarball: string): Promise<Cluster> {
	const programs = findPrograms();
	const services: Service[] = [];
	const servers: Server[] = [];
	const stop = async () => {
		// n8n logs errors if its queue or database stops first.
		await Promise.all(servers.map(async (server) => await server.stop()));
		await Promise.all(services.map(async (service) => await service.stop()));
	};
	return await startAll(programs, tarball, services, servers).then(
		(cluster) => ({ ...cluster, stop }),
		async (error: unknown) => {
			await stop();
			throw error;
		},
	);
}

/** @param services collects what is running, like `servers`, even if a later one doesn't start */
async function startAll(
	programs: Programs,
	tarball: string,
	services: Service[],
	servers: Server[],
): Promise<Omit<Cluster, 'stop'>> {
	const [redis, postgres] = await settleAll(
		[startRedis(programs), startPostgres(programs)].map(async (starting) =>
			collect(services, await starting),
		),
	);
	const options: ServerOptions = {
		tarball,
		webhookUrl: `${PUBLIC_URL}/`,
		env: environment(redis.port, postgres.port),
	};
	const start = async (...command: string[]) => collect(servers, await startN8n({ ...options, command }));
	// Alone, because it sets up the database.
	const main = await start('start');
	const [first, second, webhook] = await settleAll([
		start('worker', `--concurrency=${WORKER_CONCURRENCY}`),
		start('worker', `--concurrency=${WORKER_CONCURRENCY}`),
		start('webhook'),
	]);
	return { main, workers: [first, second], webhook, redis, postgres };
}

function collect<T>(list: T[], started: T): T {
	list.push(started);
	return started;
}

function environment(redisPort: number, postgresPort: number): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		// This log format includes the workflow of each execution.
		N8N_LOG_FORMAT: 'json',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'postgres',
		...Object.fromEntries(Object.entries(QUEUE_SETTINGS).map(([name, value]) => [name, String(value)])),
	};
}

/** Waits for all, even if one fails, so that nothing starts after everything was stopped. */
async function settleAll<T>(tasks: Array<Promise<T>>): Promise<T[]> {
	await Promise.allSettled(tasks);
	return await Promise.all(tasks);
}
