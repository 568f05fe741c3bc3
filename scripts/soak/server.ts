import { startEmulator } from '../../emulator';
import { process } from '../../test/support/node';
import { seededRandom } from '../../test/support/random';

/** Probability of each of the three faults. */
const PROBABILITY = Number(process.argv[2]);
const SEED = Number(process.argv[3]);

/** Runs the emulator in its own process and lets some of the requests fail at random. */
async function main(): Promise<void> {
	const emulator = await startEmulator({ random: seededRandom(SEED) });
	const match = { path: '/connections/' };
	const faults = [
		{ respond: { status: 429, headers: { 'retry-after': '0' } } },
		{ respond: { status: 503 } },
		{ drop: 'beforeHeaders' as const, perform: true },
	];
	for (const fault of faults) emulator.fault({ ...fault, match, times: Infinity, probability: PROBABILITY });
	const connections = emulator.state.connections
		.map(({ connection }) => connection)
		.filter(({ projectId }) => projectId === emulator.state.projects[0].id);
	process.send?.({
		url: emulator.url,
		apiKey: emulator.apiKey,
		project: emulator.state.projects[0].name,
		ids: connections.map(({ id }) => id),
	});
	process.on('message', () => {
		const { requests, maxInFlight } = emulator;
		const succeeded = requests.filter(({ status }) => status === 200).length;
		const metadata = Object.fromEntries(
			connections.map(({ id, providerMetadata = {} }) => [id, Object.keys(providerMetadata)]),
		);
		process.send?.({ requests: requests.length, succeeded, maxInFlight, metadata });
	});
	process.on('disconnect', () => process.exit(0));
}

void main();
