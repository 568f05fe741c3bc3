import { fs, process, timersPromises } from '../../test/support/node';

/** Linux counts CPU time in ticks of 10 ms. */
const TICK_MS = 10;
const IDLE_MS = 300;

/**
 * CPU time that a server has used so far with all processes of its group, such as the one that runs Code nodes, in
 * milliseconds.
 *
 * @throws Error where there is no `/proc`
 */
export function cpuTime(group: number): number {
	if (process.platform !== 'linux') throw new Error('CPU time of a server can only be measured on Linux');
	const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	const ticks = pids.map((pid) => {
		const fields = statusOf(pid);
		if (Number(fields?.[2]) !== group) return 0;
		// Of the process itself, and of its children that have ended.
		return (fields ?? []).slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
	});
	return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}

/** The fields of a process's status from the third on (Linux, `proc_pid_stat`); undefined when it has ended. */
function statusOf(pid: string): string[] | undefined {
	try {
		const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The command, in parentheses, may contain spaces and parentheses.
		return text.slice(text.lastIndexOf(') ') + 2).split(' ');
	} catch {
		return undefined;
	}
}

/** Waits until a server is idle, for example after it has saved an execution and collected garbage. */
export async function settled(group: number): Promise<void> {
	for (let before = -Infinity, now = cpuTime(group); now - before > TICK_MS; ) {
		await timersPromises.setTimeout(IDLE_MS);
		[before, now] = [now, cpuTime(group)];
	}
}
