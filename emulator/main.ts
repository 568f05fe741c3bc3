import { parseArgs, process } from '../test/support/node';
import { startEmulator } from './index';

/** `npm run emulator`: starts the emulator and runs until it is told to stop. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { port: { type: 'string' }, 'page-size': { type: 'string' }, 'allow-http': { type: 'boolean' } },
	});
	const emulator = await startEmulator({
		port: values.port === undefined ? undefined : Number(values.port),
		pageSize: values['page-size'] === undefined ? undefined : Number(values['page-size']),
		allowHttpDestinations: values['allow-http'],
	});
	process.stdout.write(
		`The Ampersand API is emulated here; Ctrl-C stops it.\n  Base URL: ${emulator.url}\n  API key:  ${emulator.apiKey}\n` +
			`  Projects: ${emulator.state.projects.map(({ name }) => name).join(', ')}\n`,
	);
	const stop = () => void emulator.close();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

void main();
