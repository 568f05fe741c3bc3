import { type Server, type ServerOptions, startN8n } from '../../support/server';
import { findPrograms, type Programs, type Service, startPostgres, startRedis } from './services';

/** The URL at which the world is to believe that it reaches n8n; Ampersand takes https URLs only. */
export const PUBLIC_URL = 'https://n8n.example.test';

/** How many executions a worker runs at once; n8n's own default. */
export const WORKER_CONCURRENCY = 10;

/**
 * When n8n takes a job for stalled, in milliseconds.
 *
 * Shorter than n8n's own (60,000, 10,000 and 30,000), so that the test need not wait as long; the lock still outlives
 * any pause that a busy machine makes.
 */
export const QUEUE_SETTINGS = {
	QUEUE_WORKER_LOCK_DURATION: 20_000,
	QUEUE_WORKER_LOCK_RENEW_TIME: 3_000,
	QUEUE_WORKER_STALLED_INTERVAL: 5_000,
};

/** An n8n in queue mode: PostgreSQL, Redis, and four processes of n8n. */
export interface Cluster {
	/** Has the editor and its API, and takes no part in executions. */
	readonly main: Server;
	readonly workers: [Server, Server];
	/** Receives webhooks. */
	readonly webhook: Server;
	readonly redis: Service;
	readonly postgres: Service;
	/** Ends everything and removes its data. */
	stop(): Promise<void>;
}

/**
 * Starts n8n in queue mode, the package installed in each process, in a folder of its own, as in a container.
 *
 * @param tarball the package under test
 * @throws Error when a process does not start, or Redis or PostgreSQL is missing
 */
export async function startCluster(tarball: string): Promise<Cluster> {
	const programs = findPrograms();
	const services: Service[] = [];
	const servers: Server[] = [];
	const stop = async () => {
		// n8n complains of a queue or a database that goes before it.
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

/** @param services takes up what is running, as does `servers`, also when a later one does not start */
async function startAll(
	programs: Programs,
	tarball: string,
	services: Service[],
	servers: Server[],
): Promise<Omit<Cluster, 'stop'>> {
	const [redis, postgres] = await together(
		[startRedis(programs), startPostgres(programs)].map(async (starting) => kept(services, await starting)),
	);
	const options: ServerOptions = {
		tarball,
		webhookUrl: `${PUBLIC_URL}/`,
		env: environment(redis.port, postgres.port),
	};
	const start = async (...command: string[]) => kept(servers, await startN8n({ ...options, command }));
	// Alone: it sets up the database.
	const main = await start('start');
	const [first, second, webhook] = await together([
		start('worker', `--concurrency=${WORKER_CONCURRENCY}`),
		start('worker', `--concurrency=${WORKER_CONCURRENCY}`),
		start('webhook'),
	]);
	return { main, workers: [first, second], webhook, redis, postgres };
}

function kept<T>(list: T[], one: T): T {
	list.push(one);
	return one;
}

function environment(redisPort: number, postgresPort: number): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		// So that the log says which workflow an execution belongs to.
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

/** Waits for all, also when one fails, so that nothing starts after everything was stopped. */
async function together<T>(tasks: Array<Promise<T>>): Promise<T[]> {
	await Promise.allSettled(tasks);
	return await Promise.all(tasks);
}
