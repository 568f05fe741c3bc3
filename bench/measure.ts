import { fs, performance, process, v8, vm } from '../test/support/node';

/** What one run has cost. */
export interface Cost {
	/** Milliseconds. */
	wall: number;
	/** Milliseconds of CPU, all threads of this process. */
	cpu: number;
	/** The part of it that the operating system spent for this process: sockets, mostly. */
	system: number;
	/** Peak of the process's memory over what it held before, in MB; undefined where the system does not tell. */
	memory?: number;
}

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/**
 * Runs a task and says what it has cost.
 *
 * @param settle waits for what the task has begun beside its work, which counts for all but `wall`
 * @param clean whether to begin with as little memory in use as possible; else what earlier runs left counts where it falls,
 * as it does on a server
 */
export async function measured<T>(
	task: () => Promise<T>,
	settle: () => Promise<void>,
	clean: boolean,
): Promise<{ result: T; cost: Cost }> {
	if (clean) collectGarbage();
	const before = residentNow();
	const cpu = process.cpuUsage();
	const began = performance.now();
	const result = await task();
	const wall = performance.now() - began;
	await settle();
	const { user, system } = process.cpuUsage(cpu);
	const peak = residentPeak();
	const memory = before === undefined || peak === undefined ? undefined : peak - before;
	return { result, cost: { wall, cpu: (user + system) / 1000, system: system / 1000, memory } };
}

/** Memory that the process holds; makes the peak begin here. */
function residentNow(): number | undefined {
	try {
		fs.writeFileSync('/proc/self/clear_refs', '5');
	} catch {
		return undefined;
	}
	return status('VmRSS');
}

function residentPeak(): number | undefined {
	return status('VmHWM');
}

function status(name: string): number | undefined {
	const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(fs.readFileSync('/proc/self/status', 'utf8'));
	return found ? Number(found[1]) / 1024 : undefined;
}
