import { clock } from '../../nodes/shared/transport/clock';

const LONG_MS = 3_600_000;

describe('a wait', () => {
	it('ends when its signal aborts, with the reason', async () => {
		const controller = new AbortController();
		const waiting = clock.sleep(LONG_MS, controller.signal);
		controller.abort(new Error('The run has failed'));
		await expect(waiting).rejects.toThrow('The run has failed');
	});

	it('does not begin when its signal has aborted', async () => {
		await expect(clock.sleep(LONG_MS, AbortSignal.abort(new Error('Too late')))).rejects.toThrow('Too late');
	});

	it('ends when its time is over', async () => {
		await expect(clock.sleep(0, new AbortController().signal)).resolves.toBeUndefined();
	});

	it('shares one listener with all others that end by the same signal', async () => {
		const controller = new AbortController();
		const listening = jest.spyOn(controller.signal, 'addEventListener');
		const waits = Array.from({ length: 100 }, async () => await clock.sleep(LONG_MS, controller.signal));
		expect(listening).toHaveBeenCalledTimes(1);
		controller.abort(new Error('The end'));
		const results = await Promise.allSettled(waits);
		expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['rejected']));
	});
});
