import type { Fault } from '../../emulator';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { timersPromises } from '../support/node';
import { parametersOf } from '../support/parametersOf';
import { seededRandom } from '../support/random';

let random = seededRandom(0);
const harness = engineHarness({ random: () => random() });

const problem = { body: { title: 'No' } };
const FAULTS: Fault[] = [
	{ drop: 'beforeHeaders' },
	{ drop: 'beforeHeaders', perform: true },
	{ drop: 'midBody', perform: true },
	{ respond: { status: 403, ...problem } },
	{ respond: { status: 429, ...problem } },
	{ respond: { status: 500, ...problem } },
	{ respond: { status: 502, ...problem }, perform: true },
];
const EXECUTIONS = 8;

const upTo = (limit: number) => Math.floor(random() * limit);
const turns = async (count: number) => {
	for (let turn = 0; turn < count; turn++) await timersPromises.setImmediate();
};

/** Sets two entries of a connection's metadata; returns those that were reported as set. */
async function setEntries(connectionId: string, names: string[], isCanceled: boolean): Promise<string[]> {
	const canceling = new AbortController();
	const [start, end] = [upTo(120), upTo(10)];
	await turns(start);
	const entry = [{ key: '={{ $json.name }}', value: 'v', source: 'input' }];
	const update = parametersOf('connection update', {
		connectionId,
		authScheme: 'none',
		updateFields: { providerMetadata: { entry } },
	});
	const running = harness.run(
		update,
		names.map((name) => ({ name })),
		{ cancel: canceling.signal, onError: 'continueRegularOutput', maxTries: 2 },
	);
	if (isCanceled) {
		await turns(end);
		canceling.abort();
	}
	const { json, status } = await running;
	return status === 'success' ? names.filter((_, index) => json[index].error === undefined) : [];
}

describe('executions that change the metadata of one connection, while requests fail and some are canceled', () => {
	it.each([1, 2, 3, 4, 5, 6])('lose nothing that was reported as set: %i', async (seed) => {
		random = seededRandom(seed);
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'apiKey');
		connection.providerMetadata = { kept: { value: 'v', source: 'input' } };
		for (let count = 0; count < 12; count++) {
			const match = { method: random() < 0.5 ? 'GET' : 'PATCH' };
			harness.api.fault({ match, probability: 0.3, ...FAULTS[upTo(FAULTS.length)] });
		}
		const reported = await Promise.all(
			Array.from(
				{ length: EXECUTIONS },
				async (_, index) => await setEntries(connection.id, [`${index}a`, `${index}b`], random() < 0.5),
			),
		);
		const names = Object.keys(connection.providerMetadata ?? {});
		expect(names).toEqual(expect.arrayContaining(['kept', ...reported.flat()]));
	});
});
