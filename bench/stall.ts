import { timersPromises } from '../test/support/node';
import { monitorEventLoopDelay } from './node';

/** How often the event loop is probed, in milliseconds; no shorter stall can be seen. */
export const PROBE_MS = 5;

const delays = monitorEventLoopDelay({ resolution: PROBE_MS });
delays.enable();

/** Begins to look for the longest stall of this process's event loop. */
export async function watchStalls(): Promise<void> {
	delays.reset();
	await probed();
}

/** The longest time that the event loop could do nothing else since `watchStalls`, in milliseconds. */
export async function longestStall(): Promise<number> {
	await probed();
	return delays.max / 1e6 - PROBE_MS;
}

/** A stall is only known at the probe that follows it, and only if there was one before. */
async function probed(): Promise<void> {
	await timersPromises.setTimeout(3 * PROBE_MS);
}

/**
 * Node.js's flag that makes a process respond with its longest stall since the last request.
 *
 * @param port of 127.0.0.1 to listen on
 */
export function stallServerFlag(port: number): string {
	const script = `
		import { createServer } from 'node:http';
		import { monitorEventLoopDelay } from 'node:perf_hooks';
		import { isMainThread } from 'node:worker_threads';
		const delays = monitorEventLoopDelay({ resolution: ${PROBE_MS} });
		const respond = (request, response) => {
			response.end(String(delays.max / 1e6 - ${PROBE_MS}));
			delays.reset();
		};
		if (isMainThread) {
			delays.enable();
			createServer(respond).on('error', () => {}).listen(${port}, '127.0.0.1').unref();
		}`;
	return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}
