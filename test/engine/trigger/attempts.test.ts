import { ACTIVATION_MS, attempt } from '../../../nodes/AmpersandTrigger/attempts';
import { Failure } from '../../../nodes/shared/errors/failure';
import { clock } from '../../../nodes/shared/transport/clock';
import { hookContext } from '../../support/hookContext';
import { triggerHarness } from '../../support/triggerHarness';

const START = Date.parse('2026-01-01T00:00:00Z');
const BUSY = new Failure({ message: 'The database is busy' });

describe('an attempt of n8n', () => {
	const harness = triggerHarness();
	let run: () => Promise<boolean>;
	const task = jest.fn<Promise<boolean>, [number]>();
	const afterMs = (ms: number) => jest.spyOn(clock, 'now').mockReturnValue(START + ms);

	beforeEach(() => {
		const context = hookContext(harness.host, harness.workflow());
		run = async () => await attempt(context, ACTIVATION_MS, task);
		task.mockReset();
		afterMs(0);
	});
	const failOnce = async () => {
		task.mockRejectedValueOnce(BUSY);
		await expect(run()).rejects.toThrow(BUSY.message);
	};

	it('is made again after a failure, with the deadline of the first one', async () => {
		await failOnce();
		afterMs(ACTIVATION_MS - 1);
		task.mockResolvedValueOnce(true);
		expect(await run()).toBe(true);
		expect(task.mock.calls).toEqual([[START + ACTIVATION_MS], [START + ACTIVATION_MS]]);
	});

	it('fails with the reason of the last failure when the time is up', async () => {
		await failOnce();
		afterMs(ACTIVATION_MS);
		await expect(run()).rejects.toThrow(BUSY.message);
		expect(task).toHaveBeenCalledTimes(1);
	});

	it('continues what was not done yet, even when the time is up, if nothing has failed', async () => {
		task.mockResolvedValueOnce(false).mockResolvedValueOnce(true);
		expect(await run()).toBe(false);
		afterMs(ACTIVATION_MS);
		expect(await run()).toBe(true);
		expect(task.mock.calls).toEqual([[START + ACTIVATION_MS], [START + ACTIVATION_MS]]);
	});

	it('has all the time again after what was done', async () => {
		task.mockResolvedValue(true);
		await run();
		afterMs(1);
		await run();
		expect(task).toHaveBeenLastCalledWith(START + 1 + ACTIVATION_MS);
	});
});
