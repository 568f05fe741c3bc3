import { engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { timersPromises } from '../support/node';

const harness = engineHarness();
const connection = () => harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
const setting = (key: string) =>
	parametersOf('connection update', {
		connectionId: connection().id,
		authScheme: 'none',
		updateFields: { providerMetadata: { entry: [{ key, value: 'v', source: 'input' }] } },
	});

describe('metadata that several executions change', () => {
	it('loses nothing when one of them is canceled while it waits', async () => {
		connection().providerMetadata = {};
		let release = (): void => undefined;
		let last: Promise<unknown> | undefined;
		const cancelOneAndStartTheLast = async () => {
			const canceling = new AbortController();
			const canceled = harness.run(setting('canceled'), [{}], { cancel: canceling.signal });
			await timersPromises.setImmediate();
			canceling.abort();
			await canceled;
			const running = harness.run(setting('last'));
			for (let turn = 0; turn < 100; turn++) await timersPromises.setImmediate();
			release();
			await running;
		};
		harness.api.fault({
			match: { method: 'PATCH' },
			hold: new Promise<void>((resolve) => (release = resolve)),
			handler: () => void (last = cancelOneAndStartTheLast()),
		});
		await harness.run(setting('first'));
		await last;
		expect(Object.keys(connection().providerMetadata ?? {})).toEqual(['first', 'last']);
	});
});
