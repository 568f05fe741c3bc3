import { parseArgs, process } from '../test/support/node';
import { startEmulator } from './index';
import type { EmulatorOptions } from './types';

const IN_USE_STATUSES = [400, 409, 422] as const;
const RETURN_API_KEY = ['get', 'always', 'never'] as const;

const USAGE = `npm run emulator -- [options]

  --port <number>            port on 127.0.0.1; default: the system chooses
  --empty                    no projects, providers or connections
  --page-size <number>       entries per page of a list; default: lists have no pages
  --in-use-status <status>   of a refused deletion of a connection: ${IN_USE_STATUSES.join(', ')}; default: 400
  --events-for-all           connections without OAuth send connection.created and connection.error, too
  --any-metadata             metadata that the catalog asks for may be missing
  --return-api-key <when>    responses with the API key of a connection: ${RETURN_API_KEY.join(', ')}; default: get
  --fail-sampling            the sample read of a new or updated installation fails
  --allow-http               webhook destinations may have http URLs
`;

/** `npm run emulator`: starts the emulator and runs until it is told to stop. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			empty: { type: 'boolean', default: false },
			'page-size': { type: 'string' },
			'in-use-status': { type: 'string' },
			'events-for-all': { type: 'boolean' },
			'any-metadata': { type: 'boolean', default: false },
			'return-api-key': { type: 'string' },
			'fail-sampling': { type: 'boolean' },
			'allow-http': { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return;
	}
	const emulator = await startEmulator({
		port: numberOf('port', values.port),
		seed: !values.empty,
		pageSize: numberOf('page-size', values['page-size']),
		inUseStatus: oneOf('in-use-status', IN_USE_STATUSES, numberOf('in-use-status', values['in-use-status'])),
		eventsForAllConnections: values['events-for-all'],
		checkMetadata: !values['any-metadata'],
		returnApiKey: oneOf<EmulatorOptions['returnApiKey']>(
			'return-api-key',
			RETURN_API_KEY,
			values['return-api-key'],
		),
		failSampling: values['fail-sampling'],
		allowHttpDestinations: values['allow-http'],
	});
	process.stdout.write(
		`The Ampersand API is emulated here; Ctrl-C stops it.\n` +
			`  Base URL:     ${emulator.url}\n` +
			`  API key:      ${emulator.apiKey}\n` +
			`  Frontend key: ${emulator.frontendApiKey}\n` +
			`  Projects:     ${emulator.state.projects.map(({ name }) => name).join(', ') || 'none'}\n`,
	);
	const stop = () => void emulator.close();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function numberOf(flag: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new Error(`--${flag} must be a number`);
	return Number(text);
}

function oneOf<T>(flag: string, allowed: readonly T[], value: unknown): T | undefined {
	if (value === undefined) return undefined;
	const found = allowed.find((each) => each === value);
	if (found === undefined) throw new Error(`--${flag} must be one of ${allowed.join(', ')}`);
	return found;
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
	process.exit(1);
});
