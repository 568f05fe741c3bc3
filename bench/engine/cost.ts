import { fs, performance, process, v8, vm } from '../../test/support/node';
import { longestStall, watchStalls } from '../stall';

/** What one run cost. */
export interface Cost {
	/** Milliseconds. */
	wall: number;
	/** Milliseconds of CPU time of all threads of this process. */
	cpu: number;
	/** Peak of resident memory over what the process held before, in MB; undefined where the system doesn't tell. */
	memory?: number;
	/** The longest time that the event loop could do nothing else, in milliseconds. */
	stall: number;
}

v8.setFlagsFromString('--expose-gc');
/** Collects all garbage of this process. */
export const collectGarbage = vm.runInNewContext('gc') as () => void;

/**
 * Runs a task and measures what it costs.
 *
 * @param settle waits for what the task started in the background; counts for everything but `wall`
 * @param clean whether to collect garbage first; otherwise leftovers of earlier runs count where they are collected, as on
 * a server
 */
export async function measured<T>(
	task: () => Promise<T>,
	settle: () => Promise<void>,
	clean: boolean,
): Promise<{ result: T; cost: Cost }> {
	if (clean) collectGarbage();
	await watchStalls();
	const before = resetPeak();
	const usage = process.cpuUsage();
	const began = performance.now();
	const result = await task();
	const wall = performance.now() - began;
	await settle();
	const { user, system } = process.cpuUsage(usage);
	const stall = await longestStall();
	const peak = memoryStatus('VmHWM');
	const memory = before === undefined || peak === undefined ? undefined : peak - before;
	return { result, cost: { wall, cpu: (user + system) / 1000, memory, stall } };
}

/** Resident memory in MB, and restarts the measurement of its peak. */
function resetPeak(): number | undefined {
	try {
		fs.writeFileSync('/proc/self/clear_refs', '5');
	} catch {
		return undefined;
	}
	return memoryStatus('VmRSS');
}

/** A line of Linux's status of this process, in MB. */
function memoryStatus(name: string): number | undefined {
	const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(fs.readFileSync('/proc/self/status', 'utf8'));
	return found ? Number(found[1]) / 1024 : undefined;
}
