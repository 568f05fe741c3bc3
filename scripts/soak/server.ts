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
		{ drop: 'beforeHeaders' as const },
	];
	for (const fault of faults) emulator.fault({ ...fault, match, times: Infinity, probability: PROBABILITY });
	const ids = emulator.state.connections
		.filter(({ connection }) => connection.projectId === emulator.state.projects[0].id)
		.map(({ connection }) => connection.id);
	process.send?.({
		url: emulator.url,
		apiKey: emulator.apiKey,
		project: emulator.state.projects[0].name,
		ids,
	});
	process.on('message', () => {
		const { requests, maxInFlight } = emulator;
		const succeeded = requests.filter(({ status }) => status === 200).length;
		process.send?.({ requests: requests.length, succeeded, maxInFlight });
	});
	process.on('disconnect', () => process.exit(0));
}

void main();
