import { clock } from '../../nodes/shared/transport/clock';

const LONG_MS = 3_600_000;

describe('a wait', () => {
	it('ends when its signal aborts', async () => {
		const controller = new AbortController();
		const waiting = clock.sleep(LONG_MS, controller.signal);
		controller.abort(new Error('The run has failed'));
		await expect(waiting).resolves.toBeUndefined();
	});

	it('does not begin when its signal has aborted', async () => {
		await expect(clock.sleep(LONG_MS, AbortSignal.abort())).resolves.toBeUndefined();
	});

	it('ends when its time is over', async () => {
		await expect(clock.sleep(0, new AbortController().signal)).resolves.toBeUndefined();
	});

	it('ends when its time is over, without a signal too', async () => {
		await expect(clock.sleep(0)).resolves.toBeUndefined();
	});

	it('leaves no timer behind when its signal aborts', async () => {
		const ending = jest.spyOn(AbortController.prototype, 'abort');
		await clock.sleep(LONG_MS, AbortSignal.abort());
		expect(ending).toHaveBeenCalledTimes(1);
		ending.mockRestore();
	});

	it('shares one listener with all others that end by the same signal', async () => {
		const controller = new AbortController();
		const listening = jest.spyOn(controller.signal, 'addEventListener');
		const waits = Array.from({ length: 100 }, async () => await clock.sleep(LONG_MS, controller.signal));
		expect(listening).toHaveBeenCalledTimes(1);
		controller.abort(new Error('The end'));
		await expect(Promise.all(waits)).resolves.toHaveLength(100);
	});
});

describe('a turn for other work', () => {
	it('comes after the work that was waiting', async () => {
		const waiting = clock.sleep(0, new AbortController().signal).then(() => 'waiting');
		const after = clock.yield().then(() => 'after');
		await expect(Promise.race([after, waiting])).resolves.toBe('waiting');
	});
});
