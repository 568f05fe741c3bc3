import { childProcess, fs, net, os, path, performance, process, timersPromises } from '../../support/node';
import { installation } from '../setup';
import { run } from './command';
import { inherited, settings } from './settings';

/** Root of the package under test. */
const PACKAGE_ROOT = path.resolve(module.path, '..', '..', '..');

const START_DEADLINE_MS = 180_000;
const STOP_DEADLINE_MS = 15_000;
const POLL_MS = 50;

/** How to start n8n. */
export interface ServerOptions {
	/** The package from `packNode`; without it, n8n has only its own nodes. */
	tarball?: string;
	/** Further environment variables, such as `EXECUTIONS_MODE`, which override the defaults. */
	env?: Record<string, string>;
	/** n8n's public URL; default: its loopback URL. */
	webhookUrl?: string;
	/** n8n's command; default: `start`. Others are `worker` and `webhook`, which need a queue. */
	command?: string[];
	/** The folder of an earlier server; default: a new one, which is removed at the end. */
	folder?: string;
}

/** A running n8n. */
export interface Server {
	/** Without a slash at the end. */
	readonly url: string;
	/** Its `N8N_USER_FOLDER`. */
	readonly folder: string;
	readonly pid: number;
	/** From the start of the process to the first response, in milliseconds. */
	readonly startMs: number;
	/** Everything n8n has logged; also available after it has stopped. */
	log(): string;
	/** Stops n8n with all its processes, and removes its folder unless it was given. */
	stop(): Promise<void>;
	/** Kills n8n like a crash; `stop` must still be called. */
	kill(): Promise<void>;
	/**
	 * Stops n8n and starts it again with the same data, on another port.
	 *
	 * @returns the new server, which owns the folder from now on
	 */
	restart(): Promise<Server>;
}

/**
 * Builds and packs the package under test.
 *
 * @returns path of the tarball in its own temporary folder, or `AMPERSAND_E2E_TARBALL` if set
 * @throws Error if it can't be built or packed
 */
export async function packNode(): Promise<string> {
	const given = process.env.AMPERSAND_E2E_TARBALL;
	if (given) return path.resolve(given);
	await run('npm', ['run', 'build'], PACKAGE_ROOT);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-pack-'));
	const output = await run('npm', ['pack', '--json', '--pack-destination', folder], PACKAGE_ROOT);
	const [{ filename }] = JSON.parse(output) as Array<{ filename: string }>;
	return path.join(folder, filename);
}

/**
 * Starts n8n on a free port of 127.0.0.1, without anything that calls other servers.
 *
 * @throws Error with the end of the log if n8n ends or doesn't respond within three minutes
 */
export async function startN8n(options: ServerOptions = {}): Promise<Server> {
	const folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-e2e-'));
	const temporary = options.folder === undefined;
	if (options.tarball) await installPackage(folder, options.tarball);
	return await launch(options, folder, temporary);
}

/** @param temporary whether the folder is removed at the end */
async function launch(options: ServerOptions, folder: string, temporary: boolean): Promise<Server> {
	const { node, n8n } = installation();
	const { command = ['start'] } = options;
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const logFile = path.join(folder, `n8n-${port}.log`);
	const env = {
		...inherited(node),
		...settings(folder, port, await freePort()),
		...(options.webhookUrl ? { WEBHOOK_URL: options.webhookUrl } : {}),
		...options.env,
	};

	const start = performance.now();
	const output = fs.openSync(logFile, 'a');
	// In its own process group, so that n8n's child processes end with it.
	const child = childProcess.spawn(node, [n8n, ...command], {
		cwd: folder,
		env,
		detached: true,
		stdio: ['ignore', output, output],
	});
	fs.closeSync(output);
	const pid = await started(child);
	const guard = watchOver(pid, temporary ? folder : undefined);
	const ended = new Promise<string>((resolve) => {
		child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
	});
	let lastLog: string | undefined;
	const log = () => lastLog ?? fs.readFileSync(logFile, 'utf8');
	let stopped: Promise<void> | undefined;
	const stop = async (keepFolder = false) => {
		signal(pid, 'SIGTERM');
		await Promise.race([ended, timersPromises.setTimeout(STOP_DEADLINE_MS, undefined, { ref: false })]);
		signal(pid, 'SIGKILL');
		await ended;
		lastLog = log();
		guard.release();
		if (temporary && !keepFolder)
			fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	};
	const server = {
		url,
		folder,
		pid,
		log,
		stop: async () => await (stopped ??= stop()),
		kill: async () => {
			signal(pid, 'SIGKILL');
			await ended;
		},
		restart: async () => {
			await (stopped ??= stop(true));
			return await launch(options, folder, temporary);
		},
	};

	const problem = await Promise.race([
		untilReady(url + (command[0] === 'start' ? '/rest/settings' : '/healthz/readiness')),
		ended.then((reason) => `ended with ${reason}`),
	]);
	if (problem) {
		await server.stop();
		throw new Error(`n8n ${problem}\n${log().trimEnd().split('\n').slice(-40).join('\n')}`);
	}
	return { ...server, startMs: performance.now() - start };
}

/**
 * Unpacks the package into n8n's folder like n8n's installer of community packages
 * (`modules/community-packages/community-packages.service`, `downloadPackage`).
 */
async function installPackage(folder: string, tarball: string): Promise<void> {
	const nodes = path.join(folder, '.n8n', 'nodes');
	const unpacked = path.join(nodes, 'unpacked');
	fs.mkdirSync(unpacked, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], nodes);

	const manifest = JSON.parse(fs.readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as {
		name: string;
		version: string;
		dependencies?: Record<string, string>;
	} & Record<string, unknown>;
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		throw new Error('The package has dependencies, which n8n would install but the tests do not');
	}
	for (const unused of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
		delete manifest[unused];
	writeJson(path.join(unpacked, 'package.json'), manifest);
	const target = path.join(nodes, 'node_modules', manifest.name);
	fs.mkdirSync(path.dirname(target), { recursive: true });
	fs.renameSync(unpacked, target);
	writeJson(path.join(nodes, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [manifest.name]: manifest.version },
	});
}

function writeJson(file: string, content: object): void {
	fs.writeFileSync(file, JSON.stringify(content, null, 2));
}

async function started(child: childProcess.ChildProcess): Promise<number> {
	await new Promise((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', reject);
	});
	return child.pid as number;
}

/**
 * Ends the process group and removes the folder if this process ends without having done so. However it ends, its pipe
 * to the guard is closed.
 *
 * @param end the signal to send; the folder is removed at most five seconds later
 */
export function watchOver(
	pid: number,
	folder: string | undefined,
	end: NodeJS.Signals = 'SIGKILL',
): { release(): void } {
	const script = [
		'cat >/dev/null; kill -s "${2#SIG}" -- "-$0" 2>/dev/null',
		'for wait in $(seq 50); do kill -s 0 -- "-$0" 2>/dev/null || break; sleep 0.1; done',
		'[ -z "$1" ] || rm -rf -- "$1"',
	].join('; ');
	const guard = childProcess.spawn('sh', ['-c', script, String(pid), folder ?? '', end], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	guard.unref();
	return {
		release() {
			if (guard.pid !== undefined) signal(guard.pid, 'SIGKILL');
			guard.stdin.destroy();
		},
	};
}

/** Sends a signal to the whole process group, if it still exists. */
function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
	try {
		process.kill(-pid, name);
	} catch {
		// It has already ended.
	}
}

/** Waits for a JSON response, because n8n responds with 200 and text while it starts; returns the problem if none comes. */
async function untilReady(url: string): Promise<string | undefined> {
	const deadline = performance.now() + START_DEADLINE_MS;
	while (performance.now() < deadline) {
		try {
			const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
			const text = await response.text();
			if (response.ok && text.startsWith('{')) return undefined;
		} catch {
			// Not listening yet.
		}
		await timersPromises.setTimeout(POLL_MS);
	}
	return `doesn't respond at ${url} within ${START_DEADLINE_MS / 1000} s`;
}

/**
 * A free port of 127.0.0.1, below those that the system uses for outgoing connections, so that none of these takes it.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = 20_000 + Math.floor(Math.random() * 12_000);
		if (await isFree(port)) return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	const probe = net.createServer();
	return await new Promise((resolve) => {
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}
