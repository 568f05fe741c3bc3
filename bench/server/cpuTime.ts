import { fs, process, timersPromises } from '../../test/support/node';

/** Linux counts CPU time in ticks of 10 ms. */
const TICK_MS = 10;
const IDLE_MS = 300;

/**
 * CPU time that all threads of a process have used so far, in milliseconds.
 *
 * @throws Error where there is no `/proc`
 */
export function cpuTime(pid: number): number {
	if (process.platform !== 'linux') throw new Error('CPU time of a server can only be measured on Linux');
	// The command, in parentheses, may contain spaces.
	const [, fields] = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
	const [user, system] = fields.split(' ').slice(11, 13).map(Number);
	return (user + system) * TICK_MS;
}

/** Waits until a process is idle, for example after it has saved an execution and collected garbage. */
export async function settled(pid: number): Promise<void> {
	for (let before = -Infinity, now = cpuTime(pid); now - before > TICK_MS; ) {
		await timersPromises.setTimeout(IDLE_MS);
		[before, now] = [now, cpuTime(pid)];
	}
}
