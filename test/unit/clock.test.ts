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

	it('names its end if the signal has no error for a reason', async () => {
		await expect(clock.sleep(LONG_MS, AbortSignal.abort('stop'))).rejects.toThrow('Canceled');
	});

	it('needs no signal', async () => {
		await expect(clock.sleep(0)).resolves.toBeUndefined();
	});

	it('ends when its time is over', async () => {
		await expect(clock.sleep(0, new AbortController().signal)).resolves.toBeUndefined();
	});

	it('is forgotten when its time is over, however long the execution goes on', async () => {
		const controller = new AbortController();
		await Promise.all(Array.from({ length: 3 }, async () => await clock.sleep(0, controller.signal)));
		const aborting = jest.spyOn(AbortController.prototype, 'abort');
		controller.abort();
		expect(aborting).toHaveBeenCalledTimes(1);
		aborting.mockRestore();
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

describe('a turn for other work', () => {
	it('comes after the work that was waiting', async () => {
		const waiting = clock.sleep(0).then(() => 'waiting');
		const after = clock.yield().then(() => 'after');
		await expect(Promise.race([after, waiting])).resolves.toBe('waiting');
	});
});
