import { childProcess, path } from '../../test/support/node';
import { ROOT } from '../install';
import type { Job, Sample } from './session';

/** How processes that measure are started. */
export interface Launch {
	/** Path of the Node.js. */
	node: string;
	/** Folder for CPU profiles. */
	profile?: string;
}

/** Does a job in a new process. */
export async function runJob(launch: Launch, job: Job): Promise<Sample[]> {
	return await inProcess(launch, path.join(module.path, 'session.ts'), job);
}

/**
 * Runs a module in a new process and returns the message that it sends.
 *
 * @param argument its only argument, as JSON
 * @throws Error when it fails
 */
export async function inProcess<T>({ node, profile }: Launch, file: string, argument: unknown): Promise<T> {
	const flags = profile ? ['--cpu-prof', '--cpu-prof-dir', path.resolve(profile)] : [];
	const child = childProcess.fork(file, [JSON.stringify(argument)], {
		execPath: node,
		execArgv: ['--import', 'tsx', ...flags],
		cwd: ROOT,
	});
	return await new Promise((resolve, reject) => {
		let result: { message: T } | undefined;
		child.on('message', (message) => (result = { message: message as T }));
		child.on('exit', (code) => {
			if (result && code === 0) resolve(result.message);
			else reject(new Error(`${file} ${JSON.stringify(argument)} ended with ${code}`));
		});
	});
}
