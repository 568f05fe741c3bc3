import { type Emulator, startEmulator } from '../../emulator';
import { PUBLIC_URL } from '../../test/support/engine/webhookHost';
import { parseArgs, process } from '../../test/support/node';
import { print } from './print';

const USAGE = `npm run demo runs the examples on n8n's engine, against an embedded emulator of the Ampersand API.

Against your own project:
  AMPERSAND_API_KEY=… npm run demo -- --project <name or ID> [options]

  --url <URL>        base URL of the API (default: https://api.withampersand.com/v1)
  --write            also generate, update, and delete a connection, in a group of its own
  --provider <name>  the provider to connect, which must use API keys (default: apollo)`;

const DEFAULT_URL = 'https://api.withampersand.com/v1';

/** What the demo runs against. */
export interface Target {
	credential: { apiKey: string; baseUrl: string };
	/** Name or ID. */
	project: string;
	/** A provider that uses API keys. */
	provider: string;
	/** Whether the demo may change something. */
	write: boolean;
	/** The embedded emulator, which can break connections, and the n8n that it delivers webhooks to. */
	embedded?: { emulator: Emulator; host: { url?: string } };
	close(): Promise<void>;
}

/**
 * The project of the command line; by default, one of an embedded emulator.
 *
 * @throws Error with the usage when a value is missing
 */
export async function chooseTarget(): Promise<Target> {
	const { values } = parseArgs({
		options: {
			url: { type: 'string' },
			project: { type: 'string' },
			provider: { type: 'string', default: 'apollo' },
			write: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		print(USAGE);
		process.exit(0);
	}
	const { url, project, provider, write } = values;
	if (url === undefined && project === undefined) return await embeddedTarget(provider);
	const apiKey = process.env.AMPERSAND_API_KEY;
	if (!apiKey || !project) throw new Error(USAGE);
	const close = async () => await Promise.resolve();
	return { credential: { apiKey, baseUrl: url ?? DEFAULT_URL }, project, provider, write, close };
}

async function embeddedTarget(provider: string): Promise<Target> {
	const host: { url?: string } = {};
	const emulator = await startEmulator({
		deliverTo: (url) => url.replace(PUBLIC_URL, host.url ?? PUBLIC_URL),
	});
	const [{ name: project }] = emulator.state.projects;
	return {
		credential: { apiKey: emulator.apiKey, baseUrl: emulator.url },
		project,
		provider,
		write: true,
		embedded: { emulator, host },
		close: async () => await emulator.close(),
	};
}
