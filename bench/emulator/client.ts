import { childProcess, path } from '../../test/support/node';

/** What the emulator should hold. */
export interface Setting {
	/** Number of connections. */
	connections: number;
	/** The customer of all connections; default: those of the emulator's seed in turn. */
	groupRef?: string;
	/** Connections per page; without it, the list is one bare array. */
	pageSize?: number;
	/** Number of installations, which use the connections in turn; default: none uses one. */
	installations?: number;
	/** Number of operations of one installation; default: those of the emulator's seed. */
	operations?: number;
	/** Port to listen on; without it, a free one that changes with each `prepare`. */
	port?: number;
}

/** Where the emulator is and what it holds. */
export interface Prepared {
	credential: { apiKey: string; baseUrl: string };
	/** Name of the project that has the connections. */
	project: string;
	/** IDs of the connections, in the order of the list. */
	ids: string[];
	/** The installation that has the operations. */
	installation: { id: string; integrationId: string };
}

/** An emulator in a process of its own, so that its CPU time isn't counted as that of a contender. */
export class EmulatorClient {
	private constructor(
		private readonly control: string,
		private readonly child: childProcess.ChildProcess,
	) {}

	/** Starts the process. It ends with `stop`, or when this process ends. */
	static async start(): Promise<EmulatorClient> {
		const child = childProcess.fork(path.join(module.path, 'process.ts'));
		const control = await new Promise<string>((resolve) =>
			child.once('message', (message) => resolve(String(message))),
		);
		return new EmulatorClient(control, child);
	}

	/** Replaces the emulator with a new one. */
	async prepare(setting: Setting): Promise<Prepared> {
		const body = JSON.stringify(setting);
		const response = await fetch(`${this.control}/prepare`, { method: 'POST', body });
		return (await response.json()) as Prepared;
	}

	/** Number of requests received since `prepare`. */
	async requests(): Promise<number> {
		const response = await fetch(`${this.control}/requests`);
		return (await response.json()) as number;
	}

	/** Ends the process. */
	stop(): void {
		this.child.disconnect();
	}
}
