import { engineHarness } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();
const list = (returnAll: string) => parametersOf('connection getAll', { returnAll, limit: 1 });

describe('Return All by an expression', () => {
	it.each(['true', 'True', 'TRUE', ' true\n'])('is on when it finds the text %j', async (text) => {
		const { json } = await harness.run(list('={{ $json.all }}'), [{ all: text }]);
		expect(json.length).toBeGreaterThan(1);
	});

	it.each(['false', 'False', 'FALSE', ''])('is off when it finds the text %j', async (text) => {
		const { json } = await harness.run(list('={{ $json.all }}'), [{ all: text }]);
		expect(json).toHaveLength(1);
	});

	it.each(['yes', '1', 1, 'truex'])('is refused when it finds %j', async (value) => {
		const { error } = await harness.run(list('={{ $json.all }}'), [{ all: value }]);
		expect(error?.message).toBe("The parameter 'Return All' must be true or false [item 0]");
	});
});

describe('a JSON text of many megabytes', () => {
	it('is read', async () => {
		const parameters = parametersOf('connection generate', {
			authScheme: 'custom',
			specifyCustomAuth: 'json',
			customAuth: '={{ $json.auth }}',
		});
		const auth = JSON.stringify({ key: 'x'.repeat(20_000_000) });
		harness.api.fault({ respond: { status: 201, body: { id: 'new' } } });
		const { error } = await harness.run(parameters, [{ auth }]);
		expect(error?.message ?? '').not.toContain('call stack');
	});
});
