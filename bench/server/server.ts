import { Client } from '../../test/e2e/support/client';
import { freePort, packNode, startN8n } from '../../test/e2e/support/server';
import { ensureInstalled } from '../../test/e2e/setup';
import { fs, path, performance, process } from '../../test/support/node';
import { stallServerFlag } from '../stall';
import { cpuTime, settled } from './cpuTime';

/** Where n8n says that it can be reached: Ampersand takes only HTTPS URLs. Everything is sent to its port on loopback. */
const PUBLIC_URL = 'https://n8n.example.test/';

/** What something cost a server. */
export interface ServerCost {
	/** CPU time of the server in milliseconds, with all that follows. */
	cpu: number;
	/** Elapsed time until the task was done, in milliseconds. */
	wall: number;
	/** The longest time that its event loop could do nothing else, in milliseconds. */
	stall: number;
}

/** A whole n8n with the packed package, whose cost can be measured. */
export class MeasuredServer {
	private constructor(
		/** n8n's URL, without a slash at the end. */
		readonly url: string,
		/** n8n's owner. */
		readonly client: Client,
		private readonly pid: number,
		private readonly stallPort: number,
	) {}

	/**
	 * Starts n8n for a task.
	 *
	 * @param more further environment variables
	 */
	static async use(
		task: (server: MeasuredServer) => Promise<void>,
		more: Record<string, string> = {},
	): Promise<void> {
		await ensureInstalled();
		const tarball = await packNode();
		const stallPort = await freePort();
		const env = {
			NODE_OPTIONS: stallServerFlag(stallPort),
			// Lets a Code node verify signatures.
			NODE_FUNCTION_ALLOW_BUILTIN: 'crypto',
			...more,
		};
		try {
			const server = await startN8n({ tarball, webhookUrl: PUBLIC_URL, env });
			try {
				const client = new Client(server.url);
				await client.setupOwner();
				await task(new MeasuredServer(server.url, client, server.pid, stallPort));
			} finally {
				await server.stop();
			}
		} finally {
			if (!process.env.AMPERSAND_E2E_TARBALL) fs.rmSync(path.dirname(tarball), { recursive: true });
		}
	}

	/** Measures what a task costs the server, from when it is idle until it is idle again. */
	async measured(task: () => Promise<void>): Promise<ServerCost> {
		await settled(this.pid);
		await this.longestStall();
		const cpu = cpuTime(this.pid);
		const began = performance.now();
		await task();
		const wall = performance.now() - began;
		await settled(this.pid);
		return { cpu: cpuTime(this.pid) - cpu, wall, stall: await this.longestStall() };
	}

	/** Since the last call, in milliseconds. */
	private async longestStall(): Promise<number> {
		const response = await fetch(`http://127.0.0.1:${this.stallPort}`);
		return Number(await response.text());
	}
}
