import { childProcess, fs, os, path, performance, process, timersPromises } from '../../../support/node';
import { freePort, watchOver } from '../../support/server';

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 15_000;
const POLL_MS = 20;

/** On Debian, PostgreSQL's programs aren't in the search path. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root, so the first of these users that exists runs it. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/** A running server that n8n's queue needs. */
export interface Service {
	readonly port: number;
	readonly version: string;
	/** Stops it and removes its data. */
	stop(): Promise<void>;
}

/** Programs that n8n's queue needs. */
export interface Programs {
	redis: string;
	postgres: string;
	initdb: string;
}

/**
 * Finds the programs that n8n's queue needs.
 *
 * @throws Error that names the Debian packages to install if a program is missing
 */
export function findPrograms(): Programs {
	const searched = (process.env.PATH ?? '').split(path.delimiter);
	const redis = find('redis-server', searched);
	const postgres = find('postgres', [...postgresFolders(), ...searched]);
	// In the same folder, because initdb requires a server of the same version.
	const initdb = postgres && find('initdb', [path.dirname(fs.realpathSync(postgres))]);
	if (redis && postgres && initdb) return { redis, postgres, initdb };
	const packages = [...(redis ? [] : ['redis-server']), ...(initdb ? [] : ['postgresql'])].join(' ');
	throw new Error(
		`n8n's queue mode needs Redis and PostgreSQL, which are not all here. On Debian: apt-get install -y --no-install-recommends ${packages}`,
	);
}

/** Starts Redis on a free port of 127.0.0.1; it keeps everything in memory. */
export async function startRedis({ redis }: Programs): Promise<Service> {
	const port = await freePort();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-redis-'));
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
	const stop = await start({
		command: redis,
		args: [...args, '--appendonly', 'no', '--daemonize', 'no'],
		folder,
		ready: /Ready to accept connections/,
		end: 'SIGTERM',
	});
	return { port, version: versionOf(redis), stop };
}

/** Starts PostgreSQL on a free port of 127.0.0.1, with a database and a superuser, both called `postgres`. */
export async function startPostgres({ postgres, initdb }: Programs): Promise<Service> {
	const port = await freePort();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-postgres-'));
	const user = process.getuid?.() === 0 ? unprivileged() : undefined;
	if (user) fs.chownSync(folder, user.uid, user.gid);
	const data = path.join(folder, 'data');
	const args = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync'];
	const created = childProcess.spawnSync(initdb, args, { ...user, cwd: folder, encoding: 'utf8' });
	if (created.status !== 0) {
		fs.rmSync(folder, { recursive: true, force: true });
		throw new Error(`initdb failed: ${created.error?.message ?? created.stderr}`);
	}
	const settings = {
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		// Anything outside its folder would remain after a kill.
		dynamic_shared_memory_type: 'mmap',
		// The data is temporary, and the speed of the disk isn't tested.
		fsync: 'off',
	};
	const stop = await start({
		command: postgres,
		args: [
			...['-D', data, '-p', String(port)],
			...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		],
		folder,
		user,
		ready: /database system is ready to accept connections/,
		// Makes PostgreSQL close all sessions and stop.
		end: 'SIGINT',
	});
	return { port, version: versionOf(postgres), stop };
}

interface ToStart {
	command: string;
	args: string[];
	/** Its own; removed at the end. */
	folder: string;
	user?: { uid: number; gid: number };
	/** What it logs when it is ready. */
	ready: RegExp;
	end: 'SIGTERM' | 'SIGINT';
}

/** @returns a function that stops it and removes its folder */
async function start({ command, args, folder, user, ready, end }: ToStart): Promise<() => Promise<void>> {
	const logFile = path.join(folder, 'log');
	const output = fs.openSync(logFile, 'a');
	const child = childProcess.spawn(command, args, {
		...user,
		cwd: folder,
		env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
		detached: true,
		stdio: ['ignore', output, output],
	});
	fs.closeSync(output);
	const ended = new Promise<string>((resolve) => {
		child.once('error', ({ message }) => resolve(message));
		child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
	});
	const guard = child.pid === undefined ? undefined : watchOver(child.pid, folder, end);
	const stop = async () => {
		child.kill(end);
		await Promise.race([ended, timersPromises.setTimeout(STOP_DEADLINE_MS, undefined, { ref: false })]);
		child.kill('SIGKILL');
		await ended;
		guard?.release();
		fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	};

	let problem: string | undefined;
	void ended.then((reason) => (problem = `ended with ${reason}`));
	const deadline = performance.now() + START_DEADLINE_MS;
	const log = () => fs.readFileSync(logFile, 'utf8');
	while (!problem && !ready.test(log())) {
		if (performance.now() > deadline) problem = 'did not start in time';
		await timersPromises.setTimeout(POLL_MS);
	}
	if (problem) {
		const text = log();
		await stop();
		throw new Error(`${path.basename(command)} ${problem}\n${text}`);
	}
	return stop;
}

function find(name: string, folders: string[]): string | undefined {
	return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}

/** The newest version first. */
function postgresFolders(): string[] {
	if (!fs.existsSync(POSTGRES_VERSIONS)) return [];
	const versions = fs.readdirSync(POSTGRES_VERSIONS).sort((a, b) => Number(b) - Number(a));
	return versions.map((version) => path.join(POSTGRES_VERSIONS, version, 'bin'));
}

function unprivileged(): { uid: number; gid: number } {
	const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const name of UNPRIVILEGED) {
		const found = accounts.find((account) => account.startsWith(`${name}:`))?.split(':');
		if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
	}
	throw new Error(`PostgreSQL cannot be run by root, and there is no user ${UNPRIVILEGED.join(' or ')}`);
}

function versionOf(program: string): string {
	const output = childProcess.execFileSync(program, ['--version'], { encoding: 'utf8' });
	return /\d+(\.\d+)+/.exec(output)?.[0] ?? output.trim();
}
