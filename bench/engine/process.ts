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
export async function runJob({ node, profile }: Launch, job: Job): Promise<Sample[]> {
	const flags = profile ? ['--cpu-prof', '--cpu-prof-dir', path.resolve(profile)] : [];
	const child = childProcess.fork(path.join(module.path, 'session.ts'), [JSON.stringify(job)], {
		execPath: node,
		execArgv: ['--import', 'tsx', ...flags],
		cwd: ROOT,
	});
	return await new Promise((resolve, reject) => {
		let samples: Sample[] | undefined;
		child.on('message', (message) => (samples = message as Sample[]));
		child.on('exit', (code) => {
			if (samples && code === 0) resolve(samples);
			else reject(new Error(`The process that measures ${job.workload} ended with ${code}`));
		});
	});
}
